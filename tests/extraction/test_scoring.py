"""Learned scores: weights, curves and calibration read from JSON."""

import pytest

from app.extraction.scoring import Curve, LogisticScorer, probability


def test_a_weight_counts_by_its_number_and_what_is_unknown_counts_nothing() -> None:
    scorer = LogisticScorer.read({"bias": -1.0, "weights": {"marked": 2.0}})
    assert scorer.score({"marked": 1.0, "never learned": 9.0}) == pytest.approx(probability(1.0))
    assert scorer.score({}) == pytest.approx(probability(-1.0))


def test_a_curve_is_a_line_through_points_level_outside() -> None:
    curve = Curve.read({"knots": [0, 10, 20], "heights": [1, 3, 0]})
    assert [curve.at(x) for x in (-5, 0, 5, 10, 15, 99)] == [1, 1, 2, 3, 1.5, 0]


def test_a_curve_adds_its_height() -> None:
    scorer = LogisticScorer.read({"bias": 0.5, "curves": {"words": {"knots": [1, 3], "heights": [-2, 2]}}})
    assert scorer.score({"words": 2.0}) == pytest.approx(probability(0.5))


def test_calibration_is_a_curve_over_scores() -> None:
    scorer = LogisticScorer.read({"bias": 0, "calibration": {"knots": [0, 1], "heights": [0.1, 0.9]}})
    assert scorer.calibrated(0.5) == pytest.approx(0.5)
    assert scorer.calibrated(1.0) == pytest.approx(0.9)
    assert LogisticScorer.read({"bias": 0}).calibrated(0.3) == 0.3


@pytest.mark.parametrize(
    "record", [{"knots": [], "heights": []}, {"knots": [1, 1], "heights": [0, 1]}, {"knots": [1], "heights": []}]
)
def test_a_curve_that_is_none_is_refused(record: dict[str, list[float]]) -> None:
    with pytest.raises(ValueError, match="rising knots"):
        Curve.read(record)


def test_extreme_sums_do_not_overflow() -> None:
    assert probability(-1e9) < 1e-15
    assert probability(1e9) == pytest.approx(1.0)
