"""Timelines: everything counted once, nothing put where it need not belong."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import DateRange, PartialDate, Precision
from app.domain.timelines import DayCount, timeline_of
from app.errors import InputError

DATES = ["2023-04-12", "2023-04-12", "2023-04", "2023-06-30", "2023", "2022-12-31", "2024-02-29", None]


def counts(dates: list[str | None]) -> list[DayCount]:
    read = Counter(None if value is None else PartialDate.parse(value) for value in dates)
    return [
        (0, 0, number) if known is None else (known.first.toordinal(), known.last.toordinal(), number)
        for known, number in read.items()
    ]


@pytest.mark.parametrize(
    ("unit", "items", "coarser"),
    [
        (
            Precision.DAY,
            {"2022-12-31": 1, "2023-04-12": 2, "2023-06-30": 1, "2024-02-29": 1},
            {"2023": 1, "2023-04": 1},
        ),
        (Precision.MONTH, {"2022-12": 1, "2023-04": 3, "2023-06": 1, "2024-02": 1}, {"2023": 1}),
        (Precision.YEAR, {"2022": 1, "2023": 5, "2024": 1}, {}),
    ],
)
def test_each_date_counts_where_it_must_be(unit: Precision, items: dict[str, int], coarser: dict[str, int]) -> None:
    found = timeline_of(counts(DATES), unit)

    assert {str(one.date): one.count for one in found.items} == items
    assert {str(one.date): one.count for one in found.coarser} == coarser
    assert (found.undated, found.total) == (1, 8)


def test_empty_intervals_are_filled_between_what_is_found_and_through_what_is_asked_for() -> None:
    between = timeline_of(counts(["2022-11-02", "2023-02"]), Precision.MONTH, filled=True)
    asked = DateRange(date(2022, 10, 5), date(2023, 1, 1))
    around = timeline_of(counts(["2022-11-02", "2023-02"]), Precision.MONTH, filled=True, asked=asked)

    assert [(str(one.date), one.count) for one in between.items] == [
        ("2022-11", 1),
        ("2022-12", 0),
        ("2023-01", 0),
        ("2023-02", 1),
    ]
    assert [str(one.date) for one in around.items] == ["2022-10", "2022-11", "2022-12", "2023-01", "2023-02"]
    assert timeline_of([], Precision.DAY, filled=True).items == ()


def test_a_whole_history_by_day_is_too_much() -> None:
    with pytest.raises(InputError, match="longer `interval`"):
        timeline_of(counts(["0001-01-01", "9999-12-31"]), Precision.DAY, filled=True)
    assert len(timeline_of(counts(["0001-01-01", "9999-12-31"]), Precision.YEAR, filled=True).items) == 9_999


days = st.dates(date(2019, 1, 1), date(2024, 12, 31))


@st.composite
def some_date(draw: st.DrawFn) -> str | None:
    """Draw a day, a month, a year, or nothing."""
    length = draw(st.sampled_from([0, 4, 7, 10]))
    return draw(days).isoformat()[:length] or None


@given(st.lists(some_date(), max_size=30), st.sampled_from(Precision), st.booleans())
def test_everything_is_counted_once(dates: list[str | None], unit: Precision, filled: bool) -> None:  # noqa: FBT001 - drawn
    found = timeline_of(counts(dates), unit, filled=filled)
    places = [str(one.date) for one in found.items]

    assert sum(one.count for one in (*found.items, *found.coarser)) + found.undated == found.total == len(dates)
    assert places == sorted(set(places))
    assert {one.date.precision for one in found.items} <= {unit}
