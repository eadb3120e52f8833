import pytest

from app.domain.annotations import Analysis
from app.domain.spans import Span
from app.evaluation.gold import Article
from app.evaluation.marks import VARIANTS, marks_of, spreads, varied
from app.evaluation.run import Plan, evaluate_marks
from tests.evaluation.readings import actor, analysis, article, entity, heard, said

TEXT = (
    "« Le bac repartira lundi », a dit Ida Font.\nElle parle d'un « simple retard » et promet : « On fera “au mieux” »."
)
READ = article(
    TEXT,
    [actor("e1", "Ida Font")],
    [
        said(TEXT, "Le bac repartira lundi", cue="a dit", speaker="Ida Font", who="e1"),
        said(TEXT, "On fera “au mieux”", cue="promet", speaker="Elle", who="e1"),
    ],
)


def words(read: Article) -> list[str]:
    assert read.gold is not None
    quotes = read.gold.quotes
    spans = [span for quote in quotes for span in (*quote.parts, quote.cue, quote.speaker.span) if span is not None]
    return [span.of(read.text) for span in spans]


@pytest.mark.parametrize("name", VARIANTS)
def test_the_gold_moves_with_its_words(name: str) -> None:
    assert words(VARIANTS[name](READ)) == words(READ)


def test_variants_differ_in_their_outer_marks_alone() -> None:
    assert VARIANTS["straight"](READ).text == (
        '"Le bac repartira lundi", a dit Ida Font.\nElle parle d\'un "simple retard" et promet : "On fera “au mieux”".'
    )
    assert "“Le bac repartira lundi”," in VARIANTS["“ ”"](READ).text
    assert VARIANTS["« »"](VARIANTS["straight"](READ)).text == VARIANTS["« »"](READ).text


def test_one_missing_mark_is_one_mark_less_and_always_the_same() -> None:
    lost = VARIANTS["one missing"](READ).text
    assert sum(map(lost.count, "«»")) == sum(map(TEXT.count, "«»")) - 1
    assert VARIANTS["one missing"](READ).text == lost


def test_a_mark_missing_its_other_half_does_not_reach_the_next_paragraph() -> None:
    marks = marks_of('Il dit "oui.\nElle dit "non".')
    assert [mark.opens for mark in marks] == [True, True, False]


def test_a_span_that_holds_its_marks_keeps_them() -> None:
    text = "Elle parle d'un « simple retard » sans suite."
    read = article(text, [], [said(text, "d'un « simple retard » sans")])
    assert words(VARIANTS["straight"](read)) == ['d\'un "simple retard" sans']


def test_articles_without_marks_have_no_variants() -> None:
    assert all(many == [] for many in varied([article("Sans guillemets.")]).values())


def test_the_spread_is_the_best_variant_less_the_worst() -> None:
    def analyse(text: str) -> Analysis:
        quotes = [heard(text, "Le bac repartira lundi", who="e1")] if "«" in text else []
        return analysis([entity("e1", "Font", Span(0, 1))], quotes)

    sheet = evaluate_marks([READ], Plan(jobs=0, load=lambda: analyse))
    assert sheet.percent("marks/o30 as written") == pytest.approx(200 / 3)
    assert sheet.percent("marks/o30 straight") == 0
    assert spreads(sheet)["e2e"] == pytest.approx(200 / 3)
