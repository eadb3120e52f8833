from dataclasses import replace

from app.domain.annotations import Analysis, EntityType, Mention, MentionKind, QuoteType, Reference, RelationType
from app.domain.dates import PartialDate
from app.domain.spans import Span
from app.evaluation.gold import GoldSlot
from app.evaluation.scores import Sheet
from app.evaluation.seed import GoldMention, SeedGold, Trap, score_seed
from tests.evaluation.readings import actor, analysis, article, at, claim, entity, fact, heard, said

TEXT = (
    "La reine de Lunie, Mira Solen, reçoit Otto Brandt. "
    "Solen a dit que la paix durera longtemps, selon la presse locale."
)
WELCOME, TALK = TEXT.split(". ")
PEACE = "la paix durera longtemps"
ENTITIES = [
    actor("m", "Mira Solen", "Mira Solen", "Solen"),
    actor("o", "Otto Brandt"),
    actor("l", "Lunie", kind=EntityType.COUNTRY),
    actor("p", "presse de Lunie", "la presse locale", kind=EntityType.GROUP),
]
PRESS = at(TEXT, "selon la presse locale")
GOLD = SeedGold(
    article(
        TEXT,
        ENTITIES,
        [
            replace(
                said(TEXT, PEACE, cue="a dit", speaker="Solen", who="m", kind=QuoteType.INDIRECT),
                via=GoldSlot(PRESS, "p"),
            )
        ],
        [
            fact(TEXT, RelationType.HEAD_OF_STATE_OF, "m", "l", evidence=WELCOME),
            replace(fact(TEXT, RelationType.CONSULT, "m o", "", evidence=WELCOME, symmetric=True), required=False),
        ],
    ),
    (GoldMention("m", at(TEXT, "Mira Solen")), GoldMention("p", at(TEXT, "la presse locale"))),
    (
        Trap(frozenset({RelationType.TENSION}), frozenset({"m"}), frozenset({"o"}), at(TEXT, "reçoit"), "a welcome"),
        Trap(frozenset(), frozenset({"p"}), frozenset(), PRESS, "the channel"),
    ),
)
OURS = [
    entity("e1", "Mira Solen", at(TEXT, "Mira Solen"), at(TEXT, "Solen", 2)),
    entity("e2", "Otto Brandt", at(TEXT, "Otto Brandt")),
    entity("e3", "Lunie", at(TEXT, "Lunie"), kind=EntityType.COUNTRY),
    replace(
        entity("e4", "La presse locale", kind=EntityType.GROUP),
        mentions=(Mention(at(TEXT, "presse locale"), MentionKind.NOMINAL),),
    ),
]
QUOTE = replace(heard(TEXT, PEACE, who="e1"), via=Reference(at(TEXT, "la presse locale"), "e4"))
CROWN = claim(TEXT, RelationType.HEAD_OF_STATE_OF, "e1", "e3", evidence=WELCOME)


def result(found: Analysis) -> Sheet:
    sheet = Sheet()
    score_seed(GOLD, found, sheet)
    return sheet


def test_everything_required_and_no_trap_is_100() -> None:
    sheet = result(analysis(OURS, [QUOTE], [CROWN]))
    figures = {key: sheet.percent(key) for key in (*sheet.scores, *sheet.shares)}
    assert {key for key, figure in figures.items() if figure != 100} == {"seed/date"}
    assert sheet.mistakes == []


def test_the_date_must_be_the_date_as_written() -> None:
    dated = replace(GOLD.article.gold, date="2020-01") if GOLD.article.gold else None
    sheet = Sheet()
    found = replace(analysis(), date=PartialDate(2020, 1))
    score_seed(replace(GOLD, article=replace(GOLD.article, gold=dated)), found, sheet)
    assert sheet.percent("seed/date") == 100


def test_nothing_found_avoids_the_traps_and_reaches_nothing_else() -> None:
    sheet = result(analysis())
    assert sheet.percent("seed/traps avoided") == 100
    assert sheet.percent("seed/quotes exact") == 0
    assert sheet.percent("seed/mentions") == 0
    assert {one.kind for one in sheet.mistakes} == {"seed mention missed", "seed quote", "seed relation missed"}


def test_an_optional_relation_costs_nothing_and_an_invented_one_costs_precision() -> None:
    optional = claim(TEXT, RelationType.CONSULT, "e2 e1", "", evidence=WELCOME, symmetric=True)
    invented = claim(TEXT, RelationType.CONSULT, "e1 e3", "", evidence=WELCOME, symmetric=True)
    assert result(analysis(OURS, [QUOTE], [CROWN, optional])).percent("seed/relations") == 100
    score = result(analysis(OURS, [QUOTE], [CROWN, invented])).scores["seed/relations"]
    assert (score.precision.value, score.recall.value) == (0.5, 1.0)


def test_a_trap_is_caught_in_either_direction_when_it_has_none() -> None:
    quarrel = claim(TEXT, RelationType.TENSION, "e2", "e1", evidence=WELCOME, symmetric=True)
    sheet = result(analysis(OURS, [QUOTE], [CROWN, quarrel]))
    assert sheet.percent("seed/traps avoided") == 50
    assert [one.kind for one in sheet.mistakes if "trap" in one.kind] == ["seed trap returned"]


def test_the_channel_as_speaker_is_a_trap_by_actor_and_by_place() -> None:
    by_actor = replace(QUOTE, speaker=Reference(None, "e4"))
    by_place = replace(QUOTE, speaker=Reference(Span(PRESS.end - 6, PRESS.end), None))
    for quote in (by_actor, by_place):
        assert result(analysis(OURS, [quote])).percent("seed/traps avoided") == 50
