from dataclasses import replace

from app.domain.annotations import EntityType, Modality, Polarity, QuoteType, RelationType
from app.evaluation.relations import edges, score_relations
from tests.evaluation.readings import actor, analysis, article, claim, entity, fact, heard, said, scored

TEXT = "Anne Morel a rencontré Luc Petit à Lyon. Le Gondor et le Rohan restent alliés. Morel dirige la Fondation Azur."
MET, ALLIED, LEADS = TEXT.split(". ")
ENTITIES = [
    actor("a", "Anne Morel", "Anne Morel", "Morel"),
    actor("l", "Luc Petit"),
    actor("g", "Gondor", kind=EntityType.COUNTRY),
    actor("r", "Rohan", kind=EntityType.COUNTRY),
    actor("f", "Fondation Azur", kind=EntityType.ORGANIZATION),
]
OURS = [entity(f"e{number}", one.name, kind=one.type) for number, one in enumerate(ENTITIES, 1)]
GOLD = article(
    TEXT,
    ENTITIES,
    relations=[
        fact(TEXT, RelationType.CONSULT, "a l", "", evidence=MET, symmetric=True),
        fact(TEXT, RelationType.ALLIED_WITH, "g", "r", evidence=ALLIED, symmetric=True),
        fact(TEXT, RelationType.LEADS, "a", "f", evidence=LEADS),
    ],
)


def test_the_same_relations_score_100() -> None:
    found = [
        claim(TEXT, RelationType.CONSULT, "e1", "e2", evidence=MET),
        claim(TEXT, RelationType.ALLIED_WITH, "e4 e3", "", evidence=ALLIED, symmetric=True),
        claim(TEXT, RelationType.LEADS, "e1", "e5", evidence=LEADS),
    ]
    sheet = scored(score_relations, GOLD, analysis(OURS, relations=found))
    assert sheet.percent("relations/all") == 100
    assert sheet.percent("relations/roles") == 100
    assert sheet.percent("relations/type/CONSULT") == 100
    assert [sheet.percent(f"relations/{what}") for what in ("polarity", "modality", "attribution")] == [100, 100, 100]


def test_direction_counts_unless_symmetric() -> None:
    found = [
        claim(TEXT, RelationType.ALLIED_WITH, "e4", "e3", evidence=ALLIED),
        claim(TEXT, RelationType.LEADS, "e5", "e1", evidence=LEADS),
    ]
    sheet = scored(score_relations, GOLD, analysis(OURS, relations=found))
    assert sheet.percent("relations/type/ALLIED_WITH") == 100
    assert sheet.percent("relations/type/LEADS") == 0


def test_type_actors_and_evidence_must_all_be_right() -> None:
    found = [
        claim(TEXT, RelationType.SPEAKS_FOR, "e1", "e5", evidence=LEADS),
        claim(TEXT, RelationType.LEADS, "e2", "e5", evidence=LEADS),
        claim(TEXT, RelationType.LEADS, "e1", "e5", evidence=MET),
    ]
    sheet = scored(score_relations, GOLD, analysis(OURS, relations=found))
    score = sheet.scores["relations/all"]
    assert (score.precision.hits, score.precision.total, score.recall.total) == (0, 3, 3)
    assert sorted({one.kind for one in sheet.mistakes}) == ["relation missed", "relation spurious"]


def test_the_same_fact_said_twice_counts_once() -> None:
    twice = [claim(TEXT, RelationType.LEADS, "e1", "e5", evidence=LEADS)] * 2
    sheet = scored(score_relations, GOLD, analysis(OURS, relations=twice))
    assert sheet.scores["relations/type/LEADS"].precision.total == 1


def test_polarity_and_modality_are_judged_on_what_was_matched() -> None:
    denied = replace(
        claim(TEXT, RelationType.LEADS, "e1", "e5", evidence=LEADS), polarity=Polarity.NEGATED, modality=Modality.FUTURE
    )
    sheet = scored(score_relations, GOLD, analysis(OURS, relations=[denied]))
    assert sheet.percent("relations/type/LEADS") == 100
    assert sheet.percent("relations/polarity") == 0
    assert sheet.percent("relations/modality") == 0
    assert "relation polarity" in {one.kind for one in sheet.mistakes}


def test_a_claim_belongs_to_the_quote_that_holds_it() -> None:
    text = "Selon Luc Petit, Anne Morel dirige la Fondation Azur."
    words = "Anne Morel dirige la Fondation Azur"
    quote = said(text, words, cue="Selon", speaker="Luc Petit", who="l", kind=QuoteType.INDIRECT)
    told = replace(fact(text, RelationType.LEADS, "a", "f", evidence=text), attribution="q1")
    gold = article(text, ENTITIES, [quote], [told])
    ours = claim(text, RelationType.LEADS, "e1", "e5", evidence=text)
    quotes = [heard(text, "dirige la Fondation Azur", who="e2")]
    as_fact = scored(score_relations, gold, analysis(OURS, quotes, [ours]))
    as_claim = scored(score_relations, gold, analysis(OURS, quotes, [replace(ours, attribution="q1")]))
    assert as_fact.percent("relations/attribution") == 0
    assert as_claim.percent("relations/attribution") == 100


def test_edges_never_join_an_actor_with_itself() -> None:
    assert edges("ab", "b", symmetric=False) == {("a", "b")}
    assert edges("ab", "", symmetric=True) == {("a", "b"), ("b", "a")}
    assert edges("ab", "", symmetric=False) == frozenset()
