"""Learned scores: a logistic model read from JSON, evaluated in plain Python.

A feature is a name with a number. A feature with a weight adds weight times number; one with a curve adds the height of
the curve there, so that a number may count in steps and bends that no single weight can express. What is not named by
the model counts nothing, which lets features be written before they are learned.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any, Self, TypeAlias

Json: TypeAlias = Mapping[str, Any]
_STEEPEST = 40.0
"""Sums beyond this are probabilities of 0 and 1 to double precision; cut there so that nothing overflows."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points, level on both sides; `knots` rise."""

    knots: tuple[float, ...]
    heights: tuple[float, ...]

    @classmethod
    def read(cls, record: Json) -> Self:
        """Return the curve of `{"knots": [...], "heights": [...]}`.

        Raises:
            ValueError: no knots, as many heights as knots are missing, or the knots do not rise.
        """
        knots, heights = tuple(map(float, record["knots"])), tuple(map(float, record["heights"]))
        if not knots or len(knots) != len(heights) or list(knots) != sorted(set(knots)):
            raise ValueError(f"a curve needs rising knots and a height for each, not {knots} and {heights}")
        return cls(knots, heights)

    def at(self, x: float) -> float:
        """Return the height at `x`."""
        position = bisect_right(self.knots, x)
        if position == 0:
            return self.heights[0]
        if position == len(self.knots):
            return self.heights[-1]
        left, right = self.knots[position - 1], self.knots[position]
        low, high = self.heights[position - 1], self.heights[position]
        return low + (high - low) * (x - left) / (right - left)


@dataclass(frozen=True, slots=True)
class LogisticScorer:
    """A logistic model over named features, and how its probabilities are calibrated (None: as they are)."""

    bias: float
    weights: Mapping[str, float]
    curves: Mapping[str, Curve]
    calibration: Curve | None = None

    @classmethod
    def read(cls, record: Json) -> Self:
        """Return the scorer of `{"bias", "weights": {name: weight}, "curves": {name: curve}, "calibration": curve | null}`.

        Raises:
            KeyError: no bias.
            ValueError: a curve that is none.
        """
        calibration = record.get("calibration")
        return cls(
            bias=float(record["bias"]),
            weights={name: float(weight) for name, weight in record.get("weights", {}).items()},
            curves={name: Curve.read(curve) for name, curve in record.get("curves", {}).items()},
            calibration=None if calibration is None else Curve.read(calibration),
        )

    def score(self, features: Mapping[str, float]) -> float:
        """Return the probability that the model gives these features, not yet calibrated."""
        return probability(self.log_odds(features))

    def log_odds(self, features: Mapping[str, float]) -> float:
        """Return the log-odds that the model gives these features: what candidates of one choice are weighed by."""
        weights, curves, total = self.weights, self.curves, self.bias
        for name, number in features.items():
            if name in weights:
                total += weights[name] * number
            elif name in curves:
                total += curves[name].at(number)
        return total

    def calibrated(self, score: float) -> float:
        """Return how often what has this score is right."""
        return score if self.calibration is None else self.calibration.at(score)


def probability(log_odds: float) -> float:
    """Return the probability of `log_odds`."""
    return 1.0 / (1.0 + exp(-max(-_STEEPEST, min(_STEEPEST, log_odds))))
