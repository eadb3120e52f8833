import pytest

from app.domain.annotations import EntityType, Relation, RelationType
from app.evaluation.confusion import tables
from app.evaluation.relations import score_relations
from app.evaluation.scores import Sheet
from tests.evaluation.readings import actor, analysis, article, at, claim, entity, fact, scored

TEXT = "Anne Morel dirige la Fondation Azur. Elle y a succédé à Luc Petit."
FIRST, SECOND = TEXT.split(". ")
ENTITIES = [
    actor("a", "Anne Morel"),
    actor("l", "Luc Petit"),
    actor("f", "Fondation Azur", kind=EntityType.ORGANIZATION),
]
ANNE = entity("e1", "Anne Morel", at(TEXT, "Anne Morel"))
LUC = entity("e2", "Luc Petit", at(TEXT, "Luc Petit"))
AZUR = entity("e3", "Fondation Azur", at(TEXT, "Fondation Azur"), kind=EntityType.ORGANIZATION)
STRANGER = entity("e4", "Zoé Vidal")


def read(*found: Relation, evidence: str = FIRST, source: str = "a") -> Sheet:
    gold = article(TEXT, ENTITIES, relations=[fact(TEXT, RelationType.LEADS, source, "f", evidence=evidence)])
    return scored(score_relations, gold, analysis([ANNE, LUC, AZUR, STRANGER], relations=found))


@pytest.mark.parametrize(
    ("found", "difference"),
    [
        (claim(TEXT, RelationType.MEMBER_OF, "e1", "e3", evidence=FIRST), "another type between the same actors"),
        (claim(TEXT, RelationType.LEADS, "e3", "e1", evidence=FIRST), "the other way round"),
        (claim(TEXT, RelationType.LEADS, "e2", "e3", evidence=FIRST), "another actor at one end"),
        (claim(TEXT, RelationType.LEADS, "e1", "e3", evidence=SECOND), "another sentence"),
    ],
)
def test_a_relation_that_is_wrong_in_one_thing_is_missed_and_spurious_for_it(found: Relation, difference: str) -> None:
    assert read(found).classes == {("relation missed", difference): 1, ("relation spurious", difference): 1}


def test_what_is_not_found_at_all_tells_which_end_is_missing() -> None:
    assert list(read().classes) == [("relation missed", "both ends stand there, nothing is found")]
    assert list(read(evidence=SECOND).classes) == [("relation missed", "an end has no mention in the sentence")]
    gold = article(TEXT, ENTITIES, relations=[fact(TEXT, RelationType.LEADS, "a", "f", evidence=FIRST)])
    alone = scored(score_relations, gold, analysis([ANNE]))
    assert list(alone.classes) == [("relation missed", "an end is no actor")]


def test_what_is_found_without_a_counterpart_tells_whether_its_ends_are_known() -> None:
    right = claim(TEXT, RelationType.LEADS, "e1", "e3", evidence=FIRST)
    unread = claim(TEXT, RelationType.ACCUSE, "e2", "e1", evidence=SECOND)
    strange = claim(TEXT, RelationType.ACCUSE, "e4", "e1", evidence=SECOND)
    assert list(read(right, unread).classes) == [("relation spurious", "there is no such relation")]
    assert list(read(right, strange).classes) == [("relation spurious", "an end is nobody of the gold")]


def test_the_table_tells_what_a_type_was_taken_for() -> None:
    sheet = read(claim(TEXT, RelationType.MEMBER_OF, "e1", "e3", evidence=FIRST))
    assert "| LEADS | 1 | 0 | 0 | 0 | 0 | MEMBER_OF 1 |" in list(tables(sheet))
    assert "| relations missed | another type between the same actors | 1 |" in list(tables(sheet))


def test_nothing_counted_is_no_table() -> None:
    assert list(tables(Sheet())) == []
