from collections import Counter

import pytest

from app.domain.annotations import EntityType
from app.evaluation.actors import b_cubed, located, score_actors
from tests.evaluation.readings import actor, analysis, article, at, entity, scored

TEXT = "Jeanne Morin préside Azur. Morin a vu Paul Morin. Azur recrute à Azurville."
GOLD = article(
    TEXT,
    [
        actor("j", "Jeanne Morin", "Jeanne Morin", "Morin"),
        actor("p", "Paul Morin"),
        actor("a", "Azur", kind=EntityType.ORGANIZATION),
    ],
)
JEANNE = entity("e1", "Jeanne Morin", at(TEXT, "Jeanne Morin"), at(TEXT, "Morin", 2))
PAUL = entity("e2", "Paul Morin", at(TEXT, "Paul Morin"))
AZUR = entity("e3", "Azur", at(TEXT, "Azur"), at(TEXT, "Azur", 2), kind=EntityType.ORGANIZATION)


def test_forms_stand_as_whole_words_and_longer_ones_first() -> None:
    assert GOLD.gold is not None
    places = sorted((span.start, span.of(TEXT), who.id) for span, who in located(TEXT, GOLD.gold))
    assert [(words, who) for _, words, who in places] == [
        ("Jeanne Morin", "j"),
        ("Azur", "a"),
        ("Morin", "j"),
        ("Paul Morin", "p"),
        ("Azur", "a"),
    ]


def test_a_form_of_two_actors_counts_for_none() -> None:
    shared = article(TEXT, [actor("j", "Jeanne Morin", "Morin"), actor("p", "Paul Morin", "Morin")])
    assert shared.gold is not None
    assert list(located(TEXT, shared.gold)) == []


def test_the_same_clusters_score_100() -> None:
    sheet = scored(score_actors, GOLD, analysis([JEANNE, PAUL, AZUR]))
    assert sheet.percent("actors/inside") == 100
    assert sheet.mistakes == []


def test_two_actors_in_one_cluster_cost_precision() -> None:
    both = entity("e1", "Morin", *(mention.span for mention in (*JEANNE.mentions, *PAUL.mentions)))
    sheet = scored(score_actors, GOLD, analysis([both, AZUR]))
    score = sheet.scores["actors/inside"]
    assert score.precision.value == pytest.approx((2 * 2 / 3 + 1 / 3 + 2) / 5)
    assert score.recall.value == 1
    assert [one.kind for one in sheet.mistakes] == ["actors merged"]


def test_one_actor_in_two_clusters_costs_recall() -> None:
    halves = [entity("e1", "Jeanne Morin", at(TEXT, "Jeanne Morin")), entity("e4", "Morin", at(TEXT, "Morin", 2))]
    sheet = scored(score_actors, GOLD, analysis([*halves, PAUL, AZUR]))
    score = sheet.scores["actors/inside"]
    assert score.precision.value == 1
    assert score.recall.value == pytest.approx((2 * 1 / 2 + 1 + 2) / 5)
    assert [one.kind for one in sheet.mistakes] == ["actor split"]


def test_a_mention_that_was_not_found_costs_recall_alone() -> None:
    sheet = scored(score_actors, GOLD, analysis([JEANNE, PAUL]))
    assert sheet.scores["actors/inside"].precision.value == 1
    assert sheet.scores["actors/inside"].recall.value == pytest.approx(3 / 5)
    assert sheet.percent("actors/inside, found mentions alone") == 100


def test_across_documents_clusters_are_joined_by_name() -> None:
    links: Counter[tuple[str, str | None]] = Counter({("morin", "x"): 2, ("petit", "x"): 2, ("petit", None): 1})
    score = b_cubed(links)
    assert score.precision.value == pytest.approx((2 * 2 / 4 + 2 * 2 / 4) / 4)
    assert score.recall.value == pytest.approx((2 + 2 * 2 / 3) / 5)
