"""Facets: how the matching items spread over a field or over time, counted exactly."""

from collections.abc import Mapping, Sequence

from tantivy import Query

from app.domain.queries import FacetCount
from app.domain.timelines import DayCount
from app.errors import InputError
from app.search import schema as names
from app.search.engine import Snapshot

FACET_VALUES = 20
"""Values of a facet that are answered, the most frequent first."""

ARTICLE_FACETS: Mapping[str, str] = {
    "lang": names.LANGUAGE,
    "source": names.SOURCE,
    "year": names.YEAR,
    "month": names.MONTH,
    "actor": names.ACTORS,
}
QUOTE_FACETS: Mapping[str, str] = {**ARTICLE_FACETS, "speaker": names.SPEAKER, "about": names.ABOUT, "type": names.TYPE}


def count_facets(
    query: Query, snapshot: Snapshot, known: Mapping[str, str], asked: Sequence[str]
) -> dict[str, list[FacetCount]]:
    """Return for each facet asked its values, most frequent first, equal counts in the order of their values.

    `value` of `actor`, `speaker` and `about` is an actor's id, of `month` `2016-08`; `label` repeats it, for the index
    knows no names. A date known to the year alone counts in its year and in no month.

    Raises:
        InputError: there is no such facet.
    """
    for name in asked:
        if name not in known:
            raise InputError(f"no facet {name[:40]!r}; there are {', '.join(sorted(known))}")
    return {name: _values(query, snapshot, known[name]) for name in asked}


def count_days(query: Query, snapshot: Snapshot) -> list[DayCount]:
    """Return how many matching items are dated how; the undated ones, if any, as days 0."""
    periods, _ = snapshot.buckets(query, names.PERIOD)
    dated = [(*names.days_of(int(period)), count) for period, count in periods]
    undated = snapshot.count(query) - sum(count for *_, count in dated)
    return [*dated, (0, 0, undated)] if undated else dated


def _values(query: Query, snapshot: Snapshot, field: str) -> list[FacetCount]:
    size = 4 * FACET_VALUES
    found, more = snapshot.buckets(query, field, size)
    while more and found[-1][1] == found[FACET_VALUES - 1][1]:  # equal counts across the edge: see them all
        size *= 8
        found, more = snapshot.buckets(query, field, size)
    shown = sorted(found, key=lambda bucket: (-bucket[1], bucket[0]))[:FACET_VALUES]
    return [FacetCount(_written(field, key), _written(field, key), count) for key, count in shown]


def _written(field: str, key: str | int) -> str:
    if field == names.MONTH:
        return f"{int(key) // 100:04d}-{int(key) % 100:02d}"
    return f"{int(key):04d}" if field == names.YEAR else str(key)
