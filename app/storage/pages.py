"""Pages: what every listing shares. Order and keyset, date filters, sets of actors, exact totals, facets; pure but for the runs."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Subquery, and_, false, func, or_, select, true, tuple_, union_all
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.dates import DateMatch, DateRange
from app.domain.queries import ActorSet, FacetCount, Operator, Page, Slice, Sort
from app.errors import CursorError
from app.storage.sessions import AnyRow, AnySelect, ReadSession
from app.storage.values import MAX_ID, storable, storable_id

Ids = Select[int, int]
"""A question as `select(id, day)` of what matches, in no order; `day` is the first day it may be, 0 for undated."""
Number = ColumnElement[int] | InstrumentedAttribute[int]
Label = ColumnElement[str | None] | InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
Condition = ColumnElement[bool]
Item = TypeVar("Item")
SPREAD = 365
"""The most days between the first and the last day of one partial date."""
FACET_SIZE = 20


def in_dates(dates: DateRange, first: Number, last: Number) -> Condition:
    """Return the condition that `DateRange.accepts` states, for day columns with 0 for undated."""
    if dates.is_open:
        return true()
    low, high = (dates.first or date.min).toordinal(), (dates.last or date.max).toordinal()
    if dates.match is DateMatch.WITHIN:
        dated = and_(first >= low, last <= high)
    else:
        # the bound below `first` follows from the one on `last`; it keeps the walk of the index short
        dated = and_(first >= max(1, low - SPREAD), first <= high, last >= low)
    return or_(dated, first == 0) if dates.include_undated else dated


def with_actors(actors: ActorSet, bears: Callable[[Sequence[int]], Condition]) -> Condition:
    """Return the condition that all or one of `actors` satisfy; `bears(ids)` is the one that any of `ids` satisfies."""
    if not actors.ids:
        return true()
    known = known_ids(actors)
    if actors.operator is Operator.OR:
        return bears(known) if known else false()
    return and_(*(bears([actor]) for actor in known)) if len(known) == len(actors.ids) else false()


def known_ids(actors: ActorSet) -> list[int]:
    """Return the ids in `actors` that can be an actor's at all."""
    return [actor for actor in actors.ids if actor is not None and storable_id(actor)]


def among(column: Label, values: Sequence[str]) -> Condition:
    """Return the condition that `column` is one of `values`; no values ask for nothing."""
    if not values:
        return true()
    known = [value for value in values if storable(value)]
    return column.in_(known) if known else false()


def page_of(ids: Ids, page: Page) -> Subquery:
    """Return the page's `id` and `day`, with one item more than its limit where there are more."""
    items = ids.subquery("items")
    day, id_ = items.c.day, items.c.id
    after = _after(page)
    if page.sort is not Sort.OLDEST:
        older = true() if after is None else tuple_(day, id_) < after
        newest = select(id_, day).where(older).order_by(day.desc(), id_.desc())
        return newest.limit(page.limit + 1).subquery("page")
    later = true() if after is None else tuple_(day, id_) > after
    undated = true() if after is None or after[0] else id_ > after[1]
    if after is not None and after[0] == 0:
        later = false()
    # undated articles come last in this order too, though their day is 0: two walks of the same index
    dated = select(id_, day).where(day > 0, later).order_by(day, id_).limit(page.limit + 1).subquery()
    rest = select(id_, day).where(day == 0, undated).order_by(day, id_).limit(page.limit + 1).subquery()
    both = union_all(select(dated.c.id, dated.c.day), select(rest.c.id, rest.c.day)).subquery()
    return select(both).order_by(both.c.day == 0, both.c.day, both.c.id).limit(page.limit + 1).subquery("page")


def _after(page: Page) -> tuple[int, int] | None:
    match page.after:
        case None:
            return None
        case (int() as day, int() as id_) if 0 <= day <= date.max.toordinal() and 0 <= id_ <= MAX_ID:
            return day, id_
        case _:
            raise CursorError("the cursor does not belong to this listing: start again without it")


def order_of(page: Page, shown: Subquery) -> list[ColumnElement[Any]]:
    """Return the order of `page_of`, to be stated again where its items are joined."""
    day, id_ = shown.c.day, shown.c.id
    return [day == 0, day, id_] if page.sort is Sort.OLDEST else [day.desc(), id_.desc()]


def total_of(session: ReadSession, ids: Ids) -> int:
    """Run the question for the exact number of its items."""
    return session.value(select(func.count()).select_from(ids.subquery("items")))


def slice_of(
    rows: Sequence[AnyRow], page: Page, total: int, shape: Callable[[Sequence[AnyRow]], Sequence[Item]]
) -> Slice[Item]:
    """Cut the rows of `page_of` (each with `day` and `id`) to the page, shape them, and say where the next page begins."""
    kept = rows[: page.limit]
    last = kept[-1] if len(rows) > page.limit and kept else None
    return Slice(tuple(shape(kept)), None if last is None else (last.day, last.id), total)


def facet(session: ReadSession, counted: AnySelect) -> list[FacetCount]:
    """Run `select(value, label, count)` grouped, for its most frequent values; ties in the order of the values."""
    columns = counted.subquery()
    value, label, count = columns.c
    top = select(value, label, count).where(value.is_not(None)).order_by(count.desc(), value).limit(FACET_SIZE)
    return [FacetCount(str(value), str(label), count) for value, label, count in session.rows(top)]
