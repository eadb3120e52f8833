"""Pages: what every listing shares. Order and keyset, date filters, sets of actors, exact totals, facets; pure but for the runs."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    and_,
    false,
    func,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.dates import DateMatch, DateRange, Precision
from app.domain.queries import ActorSet, FacetCount, Operator, Page, Slice, Sort
from app.domain.timelines import DayCount
from app.errors import CursorError
from app.storage.models import CopyRow, EntityRow
from app.storage.sessions import AnyRow, AnySelect, ReadSession
from app.storage.values import MAX_ID, storable, storable_id

Ids = Select[int, int]
"""A question as `select(id, day)` of what matches, in no order; `day` is the first day it may be, 0 for undated."""
Number = ColumnElement[int] | InstrumentedAttribute[int]
Label = ColumnElement[str | None] | InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
Condition = ColumnElement[bool]
Item = TypeVar("Item")
Counted = Select[*tuple[Any, ...]]
SHORTEST_YEAR = 365
SPREAD = 365
"""The most days between the first and the last day of one partial date."""
FACET_SIZE = 20


@dataclass(frozen=True, slots=True)
class Question:
    """What matches, before it is said what is asked of it: the ids in their order, or how many by some value.

    `id`, `first` and `last` are columns of the table that is walked, one index of which has all three.
    """

    id: ColumnElement[int]
    first: ColumnElement[int]
    last: ColumnElement[int]
    source: FromClause
    conditions: tuple[Condition, ...]

    def ids(self) -> Ids:
        """Return the question for ids and days."""
        return select(self.id.label("id"), self.first.label("day")).select_from(self.source).where(*self.conditions)

    def counted(self, *values: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Counted:
        """Return the question for how many there are by `values`."""
        return select(*values, func.count()).select_from(self.source).where(*self.conditions).group_by(*values)


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


def walkable(actors: ActorSet) -> int | None:
    """Return the actor whose index may be walked for all of `actors` at once: the first of them, if all are asked for."""
    known = known_ids(actors)
    together = actors.operator is Operator.AND and len(known) == len(actors.ids)
    return known[0] if known and together else None


def others(actors: ActorSet) -> ActorSet:
    """Return the actors that are left to ask for when the first one's index is walked."""
    return ActorSet(actors.ids[1:], actors.operator)


def known_ids(actors: ActorSet) -> list[int]:
    """Return the ids in `actors` that can be an actor's at all."""
    return [actor for actor in actors.ids if actor is not None and storable_id(actor)]


def among(column: Label, values: Sequence[str]) -> Condition:
    """Return the condition that `column` is one of `values`; no values ask for nothing."""
    if not values:
        return true()
    known = [value for value in values if storable(value)]
    return column.in_(known) if known else false()


def once(article: ColumnElement[int] | InstrumentedAttribute[int], *, with_copies: bool) -> Condition:
    """Return the condition that an article is no copy of another, or none."""
    return true() if with_copies else article.not_in(select(CopyRow.article_id))


def has_copies(session: ReadSession) -> bool:
    """Whether any article nearly repeats another: where none does, what is kept by the writer counts each once."""
    return session.first(select(CopyRow.article_id).limit(1)) is not None


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


def in_order(
    session: ReadSession,
    these: AnySelect,
    ids: Sequence[int],
    shape: Callable[[Sequence[AnyRow]], Sequence[Item]],
) -> list[Item]:
    """Run a statement for `one_of_these` ids and return what is shaped of its rows in the order of `ids`, without the absent."""
    rows = list(session.rows_among(these, known_articles(ids)))
    found = {row.id: item for row, item in zip(rows, shape(rows), strict=True)}
    return [found[id_] for id_ in ids if id_ in found]


def known_articles(ids: Sequence[int]) -> list[int]:
    """Return those of `ids` that an article can have."""
    return [id_ for id_ in ids if storable_id(id_)]


def by_article(ids: Iterable[int], found: Iterable[tuple[int, Item]]) -> dict[int, list[Item]]:
    """Return for each article of `ids` what was found in it, in the order given."""
    held: dict[int, list[Item]] = {id_: [] for id_ in ids}
    for id_, item in found:
        held[id_].append(item)
    return held


def facet(session: ReadSession, counted: Counted) -> list[FacetCount]:
    """Run a count by one value for its most frequent values; ties in the order of the values."""
    value, count = counted.subquery().c
    top = select(value, count).where(value.is_not(None)).order_by(count.desc(), value).limit(FACET_SIZE)
    return [FacetCount(str(value), str(value), count) for value, count in session.rows(top)]


def facet_of_actors(session: ReadSession, counted: Counted) -> list[FacetCount]:
    """Run a count by actor id for the most frequent actors, labelled with their names."""
    id_, count = counted.subquery().c
    top = select(id_.label("id"), count.label("n")).where(id_.is_not(None)).order_by(count.desc(), id_)
    chosen = top.limit(FACET_SIZE).subquery()
    named = select(EntityRow.id, EntityRow.name, chosen.c.n).join(chosen, chosen.c.id == EntityRow.id)
    rows = session.rows(named.order_by(chosen.c.n.desc(), EntityRow.id))
    return [FacetCount(str(actor), name, count) for actor, name, count in rows]


def count_days(session: ReadSession, question: Question) -> list[DayCount]:
    """Count by first and last day, which stand in the index that is walked anyway."""
    return [
        (first, last, count) for first, last, count in session.rows(question.counted(question.first, question.last))
    ]


def facet_of_days(session: ReadSession, question: Question, unit: Precision) -> list[FacetCount]:
    """Count by year or by month; what is dated to the year has no month.

    The database counts by first and last day; the days are made months here.
    """
    counts: Counter[str] = Counter()
    for first, last, count in count_days(session, question):
        if first and (unit is Precision.YEAR or last - first < SHORTEST_YEAR - 1):
            day = date.fromordinal(first).isoformat()
            counts[day[:4] if unit is Precision.YEAR else day[:7]] += count
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:FACET_SIZE]
    return [FacetCount(value, value, count) for value, count in best]
