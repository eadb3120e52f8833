"""Partial dates: a year, a month or a day, and what it means to match one against another.

The three forms are those of EDTF level 0 without times: `2023`, `2023-04`, `2023-04-12`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from app.errors import DateError

PATTERN = r"^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Precision(StrEnum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"

    @property
    def length(self) -> int:
        """How long a stretch it names, against the others: a day 0, a month 1, a year 2."""
        return (Precision.DAY, Precision.MONTH, Precision.YEAR).index(self)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date known to the year, the month or the day (proleptic Gregorian, years 0001 to 9999)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is not in the calendar."""
        if self.day is not None and self.month is None:
            message = "a day needs its month"
            raise DateError(message)
        try:
            date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError as error:
            message = f"no such date: {self}"
            raise DateError(message) from error

    @classmethod
    def parse(cls, value: str) -> Self:
        """Read `2023`, `2023-04` or `2023-04-12`.

        Raises:
            DateError: any other form, or a date that is not in the calendar.
        """
        found = _FORM.fullmatch(value)
        if found is None:
            message = f"{value[:40]!r} is not a date: write 2023, 2023-04 or 2023-04-12"
            raise DateError(message)
        year, month, day = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def between(cls, first: date, last: date) -> Self:
        """Return the date whose first and last possible day these are."""
        if first == last:
            return cls(first.year, first.month, first.day)
        return cls(first.year) if first.month != last.month else cls(first.year, first.month)

    @property
    def precision(self) -> Precision:
        """How much is known."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def first(self) -> date:
        """The first day it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it may be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


class DateMatch(StrEnum):
    """What a date filter asks of an article's date."""

    OVERLAP = "overlap"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class DateRange:
    """An inclusive range of days, open on either side, with the way it is matched.

    With `OVERLAP` an article matches when at least one day it may be lies in the range, with `WITHIN` when all do.
    Undated articles match only with `include_undated`.
    """

    first: date | None = None
    last: date | None = None
    match: DateMatch = DateMatch.OVERLAP
    include_undated: bool = False

    def __post_init__(self) -> None:
        """Refuse a range that ends before it begins."""
        if self.first and self.last and self.last < self.first:
            message = f"the dates end ({self.last}) before they begin ({self.first})"
            raise DateError(message)

    @property
    def is_open(self) -> bool:
        """Whether it filters nothing."""
        return self.first is None and self.last is None

    def accepts(self, value: PartialDate | None) -> bool:
        """Whether `value` is in the range."""
        if self.is_open:
            return True
        if value is None:
            return self.include_undated
        low, high = self.first or date.min, self.last or date.max
        if self.match is DateMatch.WITHIN:
            return low <= value.first and value.last <= high
        return value.first <= high and low <= value.last
