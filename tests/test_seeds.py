"""What is extracted from the example documents in `seeds/`, by the real extraction, from the file to the store."""

from pathlib import Path

import pytest

from app.analysts import Alone
from app.domain.annotations import Analysis, Modality, QuoteType, Reference, Relation, RelationType
from app.domain.dates import DateMatch, DateRange, PartialDate
from app.domain.queries import ActorSet, ArticleFilter, Page, QuoteFilter
from app.extraction.analyser import EXTRACTOR, Analyser
from app.ingest.feed import Feed, Manner
from app.pipeline import Process, ingest
from app.storage.actors import resolve
from app.storage.articles import list_articles
from app.storage.database import Database
from app.storage.quotes import list_quotes

SEEDS = Path(__file__).parents[1] / "seeds"
SUMMIT = SEEDS / "000_5df247a77ffe0cdd.txt"
CONFLICTS = {
    RelationType.ACCUSE,
    RelationType.ASSAULT,
    RelationType.COERCE,
    RelationType.PROTEST,
    RelationType.REJECT,
    RelationType.SANCTION,
    RelationType.TENSION,
    RelationType.THREATEN,
}


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser.load()


@pytest.fixture(scope="module")
def text() -> str:
    return SUMMIT.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def summit(analyser: Analyser, text: str) -> Analysis:
    return analyser.analyse(text)


def name_of(summit: Analysis, id_: str | None) -> str:
    return next(entity.name for entity in summit.entities if entity.id == id_)


def slot_of(summit: Analysis, text: str, slot: Reference | None) -> tuple[str, str]:
    assert slot is not None
    assert slot.span is not None
    return slot.span.of(text), name_of(summit, slot.entity)


def stated(summit: Analysis, *types: RelationType) -> set[tuple[RelationType, frozenset[str], frozenset[str]]]:
    return {
        (relation.type, *sides(summit, relation))
        for relation in summit.relations
        if not types or relation.type in types
    }


def sides(summit: Analysis, relation: Relation) -> tuple[frozenset[str], frozenset[str]]:
    source, target = (frozenset(name_of(summit, id_) for id_ in ids) for ids in (relation.source, relation.target))
    return source, target


def one(*names: str) -> frozenset[str]:
    return frozenset(names)


def test_the_date_stands_in_front_of_the_text(summit: Analysis, text: str) -> None:
    assert summit.date == PartialDate(2023, 4)
    assert text[summit.heading.body_start :].startswith("Le président russe, Vladimir Poutine")
    assert summit.sentences[0].of(text).startswith("Le président russe")
    assert len(summit.sentences) == 12


def test_both_quotes_are_exact_and_poutines(summit: Analysis, text: str) -> None:
    indirect, direct = summit.quotes
    assert " | ".join(part.of(text) for part in indirect.parts) == (
        "les négociations avec Xi Jinping avaient été très productives et que les relations entre la Russie et la Chine"
        " se développent très bien dans tous les domaines, y compris la coopération militaire"
    )
    [words] = [part.of(text) for part in direct.parts]
    assert words.startswith("Vous êtes arrivé en Russie après la visite dans notre pays")
    assert words.endswith("de l’éducation, et notamment dans le domaine militaire")
    assert (indirect.type, direct.type) == (QuoteType.INDIRECT, QuoteType.DIRECT)
    for quote in (indirect, direct):
        assert quote.cue is not None
        assert quote.cue.of(text) == "a déclaré"
        assert slot_of(summit, text, quote.speaker) == ("Poutine", "Vladimir Poutine")


def test_the_press_is_the_channel_and_not_the_speaker(summit: Analysis, text: str) -> None:
    indirect, direct = summit.quotes
    assert indirect.via is None
    assert slot_of(summit, text, direct.via)[0] == "la presse russe"


def test_both_quotes_are_about_xi_and_the_two_countries(summit: Analysis) -> None:
    for quote in summit.quotes:
        assert {name_of(summit, id_) for id_ in quote.about} >= {"Xi Jinping", "Russie", "Chine"}


def test_the_three_roles_and_no_other(summit: Analysis) -> None:
    roles = {RelationType.HEAD_OF_STATE_OF, RelationType.HEAD_OF_GOVERNMENT_OF, RelationType.MINISTER_OF}
    assert stated(summit, *roles, RelationType.LEADS, RelationType.SPEAKS_FOR, RelationType.MEMBER_OF) == {
        (RelationType.HEAD_OF_STATE_OF, one("Vladimir Poutine"), one("Russie")),
        (RelationType.HEAD_OF_STATE_OF, one("Xi Jinping"), one("Chine")),
        (RelationType.MINISTER_OF, one("Li Shangfu"), one("Chine")),
    }


def test_xi_visits_russia_and_poutine_meets_li(summit: Analysis) -> None:
    consulted = stated(summit, RelationType.CONSULT)
    assert (RelationType.CONSULT, one("Xi Jinping"), one("Russie")) in consulted
    assert {source | target for _, source, target in consulted} >= {
        one("Vladimir Poutine", "Li Shangfu"),
        one("Vladimir Poutine", "Xi Jinping"),
    }


def test_none_of_the_traps_comes_out(summit: Analysis) -> None:
    assert not stated(summit, RelationType.THREATEN)
    pairs = {(type_, source | target) for type_, source, target in stated(summit)}
    assert (RelationType.CONSULT, one("Xi Jinping", "Li Shangfu")) not in pairs
    assert not [type_ for type_, names in pairs if type_ in CONFLICTS and {"Russie", "Ukraine"} <= names]
    for type_, source, target in stated(summit, *CONFLICTS):
        assert not ("Russie" in source and "Chine" in target), type_
        assert not ("Chine" in source and "Russie" in target), type_


def test_what_may_come_is_not_told_as_a_fact(summit: Analysis, text: str) -> None:
    there = [relation for relation in summit.relations if "pourrait bouleverser" in relation.evidence.of(text)]
    claims = [relation for relation in there if relation.type is not RelationType.CONCERN]  # the worry itself is a fact
    assert all(relation.modality is Modality.HYPOTHETICAL for relation in claims)


def test_from_the_file_to_the_answer(database: Database, analyser: Analyser) -> None:
    for expected in ((1, 0), (0, 1)):
        report = ingest(Feed([str(SEEDS)], Manner()), database, Alone(analyser), Process(extractor=EXTRACTOR))
        assert (report.new, report.unchanged, report.failed) == (*expected, [])
    with database.reading() as session:
        [speaker] = resolve(session, ["poutine"])
        assert speaker.actor is not None
        said = list_quotes(session, QuoteFilter(speakers=ActorSet((speaker.actor.id,))), Page())
        found = [list_articles(session, ArticleFilter(dates=dates), Page()).total for dates in (MID_APRIL, ALL_IN_IT)]
    assert said.total == 2
    assert {quote.type for quote in said.items} == {QuoteType.DIRECT, QuoteType.INDIRECT}
    assert all("déclaré" in quote.evidence.text for quote in said.items)
    assert found == [1, 0]


MID_APRIL = DateRange(PartialDate(2023, 4, 10).first, PartialDate(2023, 4, 20).last)
ALL_IN_IT = DateRange(MID_APRIL.first, MID_APRIL.last, DateMatch.WITHIN)
