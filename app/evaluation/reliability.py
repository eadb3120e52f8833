"""Reliability: how often quotes of a given confidence are right.

A quote is right when it is paired with one of the gold and has its speaker; the unit is that of the quotes' scores. A
confidence is a promise: of the quotes with 0.8, four in five should be right. The Brier score is the mean squared
distance between confidence and truth (0 is best); the calibration error (ECE) the mean distance between promise and
share over bins of a tenth, weighted by how many quotes each holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.evaluation.scores import Share, Sheet

PREFIX = "quotes/confidence/"
_BRIER = f"{PREFIX}brier"
_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The quotes whose confidence lies from `low` to `high`: their number, mean confidence, and the share that is right."""

    low: float
    high: float
    count: int
    promised: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins that hold quotes, the lowest first, and what they come to."""

    bins: tuple[Bin, ...]
    brier: float

    @property
    def calibration_error(self) -> float:
        """The mean distance between promise and share over all quotes, from 0 to 1."""
        total = sum(one.count for one in self.bins)
        return sum(one.count * abs(one.promised - one.right) for one in self.bins) / total


def count_confidences(sheet: Sheet, found: Iterable[tuple[float, bool]]) -> None:
    """Count quotes by their confidence and whether they are right."""
    for confidence, right in found:
        number = min(int(confidence * _BINS), _BINS - 1)
        sheet.add_share(f"{PREFIX}{number}/promised", Share(confidence, 1))
        sheet.share(f"{PREFIX}{number}/right", hit=right)
        sheet.add_share(_BRIER, Share((confidence - right) ** 2, 1))


def reliability_of(sheet: Sheet) -> Reliability | None:
    """Return what was counted, None where there was no quote."""
    brier = sheet.shares.get(_BRIER, Share()).value
    if brier is None:
        return None
    return Reliability(tuple(_bins(sheet)), brier)


def _bins(sheet: Sheet) -> Iterable[Bin]:
    for number in range(_BINS):
        promised, right = (sheet.shares.get(f"{PREFIX}{number}/{what}", Share()) for what in ("promised", "right"))
        if promised.value is not None and right.value is not None:
            yield Bin(number / _BINS, (number + 1) / _BINS, promised.total, promised.value, right.value)
