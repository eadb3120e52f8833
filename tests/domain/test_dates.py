"""Partial dates: three forms, and filters that agree with sets of days."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.dates import DateMatch, DateRange, PartialDate, Precision
from app.errors import DateError

DAYS = st.dates(date(1999, 11, 1), date(2001, 3, 31))


def shortened(day: date, parts: int) -> PartialDate:
    return PartialDate.parse(day.isoformat()[: (4, 7, 10)[parts]])


PARTIAL = st.builds(shortened, DAYS, st.integers(min_value=0, max_value=2))


def days(value: PartialDate) -> set[date]:
    return {value.first + timedelta(n) for n in range((value.last - value.first).days + 1)}


@pytest.mark.parametrize(
    ("value", "precision", "first", "last"),
    [
        ("2023", Precision.YEAR, "2023-01-01", "2023-12-31"),
        ("2024-02", Precision.MONTH, "2024-02-01", "2024-02-29"),
        ("2023-04-12", Precision.DAY, "2023-04-12", "2023-04-12"),
    ],
)
def test_the_three_forms(value: str, precision: Precision, first: str, last: str) -> None:
    parsed = PartialDate.parse(value)
    assert (str(parsed), parsed.precision, str(parsed.first), str(parsed.last)) == (value, precision, first, last)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "0",
        "23",
        "2023-4",
        "2023-13",
        "2023-00",
        "2023-02-30",
        "0000",
        "2023-04-12T00",
        " 2023",
        "２０２３",
        "2023-04-",
    ],
)
def test_anything_else_is_refused_with_the_three_forms(value: str) -> None:
    with pytest.raises(DateError):
        PartialDate.parse(value)


@given(PARTIAL)
def test_written_and_read_again(value: PartialDate) -> None:
    assert PartialDate.parse(str(value)) == value


@given(PARTIAL, PARTIAL, PARTIAL)
def test_filters_agree_with_sets_of_days(value: PartialDate, low: PartialDate, high: PartialDate) -> None:
    assume(low.first <= high.last)
    asked = {low.first + timedelta(n) for n in range((high.last - low.first).days + 1)}

    overlap = DateRange(low.first, high.last).accepts(value)
    within = DateRange(low.first, high.last, DateMatch.WITHIN).accepts(value)

    assert overlap == bool(days(value) & asked)
    assert within == (bool(asked) and days(value) <= asked)


def test_undated_is_answered_when_asked_for_or_when_nothing_is_filtered() -> None:
    assert DateRange().accepts(None)
    assert not DateRange(date(2020, 1, 1)).accepts(None)
    assert DateRange(date(2020, 1, 1), include_undated=True).accepts(None)


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(DateError, match="2023-05-01"):
        DateRange(date(2023, 5, 1), date(2023, 4, 30))
