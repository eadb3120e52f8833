"""Timelines: how many things fall into each day, month or year, and how many are dated too coarsely to be put anywhere."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.domain.dates import DateRange, PartialDate, Precision
from app.domain.queries import ANY_DATE
from app.errors import InputError

DayCount = tuple[int, int, int]
"""The first and the last day that a date may be, as ordinals, both 0 for undated, and how many things are dated so."""
MOST_INTERVALS = 10_000
_MONTHS = 12
_REMEMBERED = 1 << 14
"""Dates that are made once: those of a corpus are few, and are asked for again."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A day, a month or a year, and how many things it holds."""

    date: PartialDate
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """How things are spread over time, each counted once: `total` is the sum of all others.

    `coarser` holds what is known to a longer stretch than the intervals alone, under the month or year that is known: it
    may belong to any of their days, and guessing one would be a lie.
    """

    items: tuple[Interval, ...]
    coarser: tuple[Interval, ...]
    undated: int
    total: int


def timeline_of(
    counts: Iterable[DayCount], unit: Precision, *, filled: bool = False, asked: DateRange = ANY_DATE
) -> Timeline:
    """Return the timeline of `counts` by `unit`.

    Args:
        counts: how many things are dated how.
        unit: the length of the intervals.
        filled: whether the empty intervals between the first and the last are there too.
        asked: with `filled`, the days asked for: the timeline runs through all of them.

    Raises:
        InputError: that makes more than 10,000 intervals.
    """
    exact: Counter[int] = Counter()
    coarser: Counter[PartialDate] = Counter()
    undated = total = 0
    for first, last, count in counts:
        total += count
        if not first:
            undated += count
            continue
        known = _known(first, last)
        if known.precision.length > unit.length:
            coarser[known] += count
        else:
            exact[_place(known.first, unit)] += count
    places = _span(exact, unit, asked) if filled else sorted(exact)
    if len(places) > MOST_INTERVALS:
        raise InputError(f"that makes over {MOST_INTERVALS:,} intervals: choose a longer `interval` or fewer days")
    return Timeline(
        items=tuple(Interval(_date(place, unit), exact[place]) for place in places),
        coarser=tuple(Interval(known, coarser[known]) for known in sorted(coarser, key=str)),
        undated=undated,
        total=total,
    )


@lru_cache(maxsize=_REMEMBERED)
def _known(first: int, last: int) -> PartialDate:
    return PartialDate.between(date.fromordinal(first), date.fromordinal(last))


def _span(exact: Iterable[int], unit: Precision, asked: DateRange) -> Sequence[int]:
    """Return every interval from the first to the last that is found or asked for."""
    ends = [*exact, *(_place(end, unit) for end in (asked.first, asked.last) if end is not None)]
    return range(min(ends), max(ends) + 1) if ends else ()


def _place(day: date, unit: Precision) -> int:
    """Return the number of the interval that holds `day`: neighbours have neighbouring numbers."""
    match unit:
        case Precision.DAY:
            return day.toordinal()
        case Precision.MONTH:
            return day.year * _MONTHS + day.month - 1
        case Precision.YEAR:
            return day.year


@lru_cache(maxsize=_REMEMBERED)
def _date(place: int, unit: Precision) -> PartialDate:
    match unit:
        case Precision.DAY:
            day = date.fromordinal(place)
            return PartialDate(day.year, day.month, day.day)
        case Precision.MONTH:
            year, month = divmod(place, _MONTHS)
            return PartialDate(year, month + 1)
        case Precision.YEAR:
            return PartialDate(place)
