import pytest

from app.domain.annotations import Quote, QuoteType
from app.domain.spans import Span
from app.evaluation.quotes import score_quotes
from app.evaluation.reliability import count_confidences, reliability_of
from app.evaluation.report import as_json, closing_lines, markdown, plain, reliability_rows
from app.evaluation.scores import Sheet, merged
from tests.evaluation.readings import actor, analysis, article, said, scored

SPOKEN = [(0.95, True), (0.95, True), (0.9, False), (0.55, True), (0.52, False), (1.0, True)]


def counted() -> Sheet:
    sheet = Sheet()
    count_confidences(sheet, SPOKEN)
    return sheet


def test_each_tenth_tells_what_was_promised_and_what_was_right() -> None:
    found = reliability_of(counted())
    assert found is not None
    assert [(one.low, one.high, one.count) for one in found.bins] == [(0.5, 0.6, 2), (0.9, 1.0, 4)]
    assert [one.promised for one in found.bins] == pytest.approx([0.535, 0.95])
    assert [one.right for one in found.bins] == [0.5, 0.75]


def test_brier_score_and_calibration_error() -> None:
    found = reliability_of(counted())
    assert found is not None
    assert found.brier == pytest.approx(sum((confidence - right) ** 2 for confidence, right in SPOKEN) / 6)
    assert found.calibration_error == pytest.approx((2 * 0.035 + 4 * 0.2) / 6)


def test_documents_add_up() -> None:
    parts = Sheet(), Sheet()
    count_confidences(parts[0], SPOKEN[:2])
    count_confidences(parts[1], SPOKEN[2:])
    one, other = reliability_of(merged(parts)), reliability_of(counted())
    assert one is not None
    assert other is not None
    assert one.bins[1].promised == pytest.approx(other.bins[1].promised)


def test_a_quote_is_right_with_its_speaker_only() -> None:
    text = "« Nous ouvrirons le pont », a promis Claire Duval. « Trois mots ici », disent les murs."
    gold = article(
        text, [actor("e1", "Claire Duval")], [said(text, "Nous ouvrirons le pont", speaker="Claire Duval", who="e1")]
    )
    quotes = [
        Quote("q1", QuoteType.DIRECT, (Span(2, 24),), None, None, confidence=0.8),
        Quote("q2", QuoteType.DIRECT, (Span(53, 67),), None, None, confidence=0.3),
    ]
    found = reliability_of(scored(score_quotes, gold, analysis(quotes=quotes)))
    assert found is not None
    assert [(one.low, one.count, one.right) for one in found.bins] == [(0.3, 1, 0.0), (0.8, 1, 0.0)]


def test_the_table_stands_in_every_report() -> None:
    sheet = counted()
    assert list(reliability_rows(sheet)) == [("0.5 to 0.6", "2", "53.5", "50.0"), ("0.9 to 1.0", "4", "95.0", "75.0")]
    assert "| 0.9 to 1.0 | 4 | 95.0 | 75.0 |" in list(markdown(sheet))
    assert closing_lines(sheet)[0] == "Confidence of quotes: Brier score 0.215, calibration error (ECE) 14.5 points"
    assert any("0.9 to 1.0" in line for line in plain(sheet))
    told = as_json(sheet)
    assert told["shares"] == {}
    assert told["confidence"]["calibration_error"] == pytest.approx(0.145)


def test_without_quotes_there_is_nothing_to_rely_on() -> None:
    assert reliability_of(Sheet()) is None
    assert as_json(Sheet())["confidence"] is None
