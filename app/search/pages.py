"""Order and pages of hits: complete walks by date, relevance down to a stated depth."""

from collections.abc import Callable
from typing import TypeAlias

from tantivy import Query

from app.domain.queries import Hit, Page, Slice, Sort
from app.errors import CursorError
from app.search.engine import ID, Snapshot, all_of
from app.search.schema import ID_SPAN, NEWEST, NO_DAY, OLDEST

RELEVANCE_DEPTH = 10_000
"""How many hits can be walked by relevance; the total is exact all the same, and by date there is no such wall."""
_TIES = 32
"""Hits fetched beyond a page at first, so that equal scores at its edge come in the order of their ids."""

Keyset: TypeAlias = tuple[int | float | str, ...]


def page_of(query: Query, snapshot: Snapshot, page: Page, *, scored: bool) -> Slice[Hit]:
    """Return one page of what matches `query` and the exact total.

    The keyset is `(day, id)` by date (day 0 for undated), `(id,)` by relevance where nothing is scored, else
    `(rank, score, id)`.

    Raises:
        CursorError: `page.after` is no keyset of this order.
    """
    if page.sort is Sort.RELEVANCE:
        return _by_relevance(query, snapshot, page) if scored else _by_id(query, snapshot, page)
    return _by_date(query, snapshot, page)


def _by_date(query: Query, snapshot: Snapshot, page: Page) -> Slice[Hit]:
    oldest = page.sort is Sort.OLDEST
    undated = NO_DAY if oldest else 0
    after = None
    if page.after is not None:
        day, last = _integers(page.after, 2)
        if not (0 <= day < NO_DAY and 0 <= last < ID_SPAN):
            raise CursorError("the cursor is not one of this listing")
        after = (day or undated) * ID_SPAN + last

    def keyset(key: int) -> Keyset:
        day, last = divmod(key, ID_SPAN)
        return (0 if day == undated else day), last

    return _by_field(query, snapshot, page.limit, (OLDEST if oldest else NEWEST, oldest, after), keyset)


def _by_id(query: Query, snapshot: Snapshot, page: Page) -> Slice[Hit]:
    after = None if page.after is None else _integers(page.after, 1)[0]
    return _by_field(query, snapshot, page.limit, (ID, True, after), lambda key: (key,))


def ids_behind(query: Query, snapshot: Snapshot, after: int, limit: int) -> list[int]:
    """Return the ids behind `after` of what matches `query`, ascending, `limit` of them at most."""
    rest = all_of([query, snapshot.between(ID, after + 1, None)])
    return [id_ for _, id_ in snapshot.ranked(rest, limit, ID, ascending=True).hits]


def _by_field(
    query: Query,
    snapshot: Snapshot,
    limit: int,
    order: tuple[str, bool, int | None],
    keyset: Callable[[int], Keyset],
) -> Slice[Hit]:
    field, ascending, after = order
    if after is None:
        found = snapshot.ranked(query, limit + 1, field, ascending=ascending)
        total = found.total
    else:
        low, high = (after + 1, None) if ascending else (None, after - 1)
        rest = all_of([query, snapshot.between(field, low, high)])
        found = snapshot.ranked(rest, limit + 1, field, ascending=ascending)
        total = snapshot.count(query)
    shown = found.hits[:limit]
    following = keyset(int(shown[-1][0])) if len(found.hits) > limit else None
    return Slice(tuple(Hit(id_, 0.0) for _, id_ in shown), following, total)


def _integers(after: Keyset, number: int) -> tuple[int, ...]:
    values = tuple(value for value in after if type(value) is int and abs(value) < 1 << 62)
    if len(values) != number or len(after) != number:
        raise CursorError("the cursor is not one of this listing")
    return values


def _by_relevance(query: Query, snapshot: Snapshot, page: Page) -> Slice[Hit]:
    rank, score, last = _rank(page.after)
    need = min(rank + page.limit, RELEVANCE_DEPTH)
    total, hits = _best(query, snapshot, need)
    start = _position(hits, rank, score, last)
    if start > rank:  # others have come in before the last hit seen
        total, hits = _best(query, snapshot, min(start + page.limit, RELEVANCE_DEPTH))
    shown = hits[start : start + page.limit]
    end = start + len(shown)
    more = bool(shown) and end < min(total, RELEVANCE_DEPTH)
    following = (end, -shown[-1][0], shown[-1][1]) if more else None
    return Slice(tuple(Hit(id_, -negative) for negative, id_ in shown), following, total)


def _rank(after: Keyset | None) -> tuple[int, float, int]:
    if after is None:
        return 0, 0.0, 0
    match after:
        case (int() as rank, float() | int() as score, int() as last) if 0 < rank <= RELEVANCE_DEPTH:
            return rank, float(score), last
        case _:
            raise CursorError("the cursor is not one of this listing")


def _best(query: Query, snapshot: Snapshot, need: int) -> tuple[int, list[tuple[float, int]]]:
    """Return the total and the first hits as (-score, id) in order, right down to `need` at least."""
    fetch = min(need + _TIES, RELEVANCE_DEPTH)
    while True:
        found = snapshot.ranked(query, fetch)
        complete = len(found.hits) < fetch or fetch == RELEVANCE_DEPTH or found.hits[-1][0] < found.hits[need - 1][0]
        if complete:
            return found.total, sorted((-score, id_) for score, id_ in found.hits)
        fetch = min(fetch * 4, RELEVANCE_DEPTH)


def _position(hits: list[tuple[float, int]], rank: int, score: float, last: int) -> int:
    """Return where the page begins: behind the last hit seen, wherever it stands now, else where it would stand."""
    if rank == 0:
        return 0
    if rank <= len(hits) and hits[rank - 1][1] == last:
        return rank
    for position, (_, id_) in enumerate(hits):
        if id_ == last:
            return position + 1
    return sum(1 for hit in hits if hit <= (-score, last))
