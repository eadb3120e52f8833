import pytest

from app.evaluation.scores import Cost, Score, Share, Sheet, merged
from app.evaluation.words import dice, pair_up


def test_scores_of_documents_add_up_before_they_are_divided() -> None:
    total = Score.of(1, 1, 4) + Score.of(2, 5, 2)
    assert total.precision.value == pytest.approx(3 / 6)
    assert total.recall.value == pytest.approx(3 / 6)
    assert total.value == pytest.approx(0.5)


def test_nothing_to_find_and_nothing_found_is_no_figure_at_all() -> None:
    assert Score().value is None
    assert Share().value is None
    assert Score.of(0, 3, 0).value == 0
    assert Score.of(0, 0, 3).value == 0


def test_sheets_merge_everything_in_order() -> None:
    first, second = Sheet("a"), Sheet("b")
    first.score("quotes/o30", Score.of(1, 1, 1))
    second.score("quotes/o30", Score.of(0, 1, 1))
    second.share("quotes/speaker", hit=True)
    first.mistake("quote missed", "one")
    second.mistake("quote missed", "two")
    first.cost, second.cost = Cost(1, 10, 0.5), Cost(1, 30, 0.5)
    total = merged([first, second])
    assert total.percent("quotes/o30") == pytest.approx(50)
    assert total.percent("quotes/speaker") == 100
    assert total.percent("names/all") is None
    assert [one.document for one in total.mistakes] == ["a", "b"]
    assert total.cost == Cost(2, 40, 1.0)


def test_pairs_go_to_the_most_alike_and_ties_to_the_earlier() -> None:
    assert pair_up([(0.5, 0, 0), (0.9, 1, 0), (0.4, 0, 1)]) == [(0, 1), (1, 0)]
    assert pair_up([(0.5, 0, 1), (0.5, 0, 0), (0.5, 1, 0)]) == [(0, 0)]


def test_dice_of_nothing_is_nothing() -> None:
    assert dice(frozenset(), frozenset()) == 0
