import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app.domain.annotations import (
    Entity,
    EntityType,
    Heading,
    Mention,
    MentionKind,
    Modality,
    Quote,
    QuoteType,
    Reference,
    Relation,
)
from app.domain.dates import PartialDate
from app.domain.spans import Span
from app.extraction.draft import Draft
from app.extraction.languages import PACKS
from app.extraction.relations import find_relations
from app.extraction.segmentation import segment
from tests.extraction.work import grows_with_length_alone

FRENCH = PACKS["fr"]
CASES = tomllib.loads(Path("tests/cases/fr/relations.toml").read_text("utf-8"))["case"]
TYPES = {
    "p": EntityType.PERSON,
    "o": EntityType.ORGANIZATION,
    "c": EntityType.COUNTRY,
    "l": EntityType.PLACE,
    "g": EntityType.GROUP,
}
KINDS = {"d": MentionKind.DEMONYM, "m": MentionKind.NOMINAL, "t": MentionKind.TITLE}
MARK = re.compile(
    r"\{(?P<surface>[^|}]+)\|(?P<type>\w)(?::(?P<country>\w\w))?(?:=(?P<name>[^/}]+))?(?:/(?P<kind>\w))?\}"
    r"|‹(?P<speaker>[^›]*)›"
)


class Marked(NamedTuple):
    text: str
    mentions: list[tuple[str, EntityType, str | None, Mention]]
    quotes: list[tuple[Span, str]]


def read_marks(source: str) -> Marked:
    marked = Marked("", [], [])
    text, at, opened = "", 0, (0, "")
    for found in MARK.finditer(source):
        text += source[at : found.start()]
        at = found.end()
        if found["surface"]:
            span = Span(len(text), len(text) + len(found["surface"]))
            kind = KINDS.get(found["kind"] or "", MentionKind.NAME)
            name = found["name"] or found["surface"]
            marked.mentions.append((name, TYPES[found["type"]], found["country"], Mention(span, kind)))
            text += found["surface"]
        elif found["speaker"]:
            opened = (len(text), found["speaker"])
        else:
            marked.quotes.append((Span(opened[0], len(text)), opened[1]))
    return marked._replace(text=text + source[at:])


def read_draft(source: str) -> Draft:
    marked = read_marks(source)
    names = list(dict.fromkeys(name for name, *_ in marked.mentions))
    entities: list[Entity] = []
    for number, name in enumerate(names, 1):
        own = [mention for mention in marked.mentions if mention[0] == name]
        country = next((code for _, _, code, _ in own if code), None)
        mentions = tuple(mention for *_, mention in own)
        entities.append(Entity(f"e{number}", own[0][1], name, mentions, country=country))
    ids = {entity.name: entity.id for entity in entities}
    quotes = tuple(
        Quote(f"q{number}", QuoteType.INDIRECT, (span,), None, Reference(None, ids[speaker]))
        for number, (span, speaker) in enumerate(marked.quotes, 1)
    )
    return segment(Draft(marked.text, language="fr", entities=tuple(entities), quotes=quotes), FRENCH.text)


def show(relation: Relation, names: dict[str, str]) -> str:
    source, target = (" + ".join(names[one] for one in side) for side in (relation.source, relation.target))
    mode = f"/{relation.mode}" if relation.mode else ""
    usual = ("affirmed", "actual", "article")
    told = (relation.polarity.value, relation.modality.value, relation.attribution)
    rest = " ".join(word for word in told if word not in usual)
    arrow = "<->" if relation.symmetric else "->"
    return f"{relation.type}{mode} {source} {arrow} {target}" + (f" [{rest}]" if rest else "")


def shown(draft: Draft) -> list[str]:
    names = {entity.id: entity.name for entity in draft.entities}
    return sorted(show(relation, names) for relation in draft.relations)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    assert shown(find_relations(read_draft(case["text"]), FRENCH)) == sorted(case["relations"])


def test_a_relation_carries_its_trigger_and_one_whole_sentence() -> None:
    draft = find_relations(read_draft("Il pleut. {Nora Blanc|p} accuse {Paul Rey|p} d'avoir menti. Il neige."), FRENCH)
    (relation,) = draft.relations
    assert relation.trigger.of(draft.text) == "accuse"
    assert relation.evidence.of(draft.text) == "Nora Blanc accuse Paul Rey d'avoir menti."
    assert 0 < relation.confidence < 1


def test_he_is_whom_the_headline_names() -> None:
    text = "{Nora Blanc|p} démissionne. {Paul Rey|p} s'en étonne. Elle est directrice de {Velotex|o}."
    draft = read_draft(text)
    headed = replace(draft, heading=Heading(title=draft.sentences[0]))
    assert not find_relations(draft, FRENCH).relations
    assert shown(find_relations(headed, FRENCH)) == ["LEADS Nora Blanc -> Velotex"]


def test_a_role_is_given_once_with_the_body_before_the_headline() -> None:
    text = "{Nora Blanc|p}, PDG de {Velotex|o}. {Nora Blanc|p}, PDG de {Velotex|o}, parle."
    draft = find_relations(read_draft(text), FRENCH)
    assert [relation.evidence for relation in draft.relations] == [draft.sentences[0]]


@pytest.mark.parametrize(
    ("told", "place", "day"),
    [
        ("à {Lima|l} mardi", "Lima", "2023-04-11"),
        ("hier au {Pérou|c}", "Pérou", "2023-04-11"),
        ("le 3 mai 2016", None, "2016-05-03"),
        ("le 1er mai", None, "2023-05-01"),
        ("en mai 2016", None, "2016-05"),
        ("en 2016", None, "2016"),
        ("le 31 février", None, None),
        ("avec {Paul Rey|p}", None, None),
    ],
)
def test_an_event_tells_where_and_when(told: str, place: str | None, day: str | None) -> None:
    draft = replace(read_draft("{Nora Blanc|p} a rencontré {Luis Vega|p} " + told + "."), date=PartialDate(2023, 4, 12))
    found = find_relations(draft, FRENCH).relations[0]
    said = found.location.span.of(draft.text) if found.location and found.location.span else None
    assert (said, found.date and str(found.date)) == (place, day)


def test_what_was_long_ago_is_background() -> None:
    draft = replace(read_draft("{Nora Blanc|p} a accusé {Luis Vega|p} en 2016."), date=PartialDate(2023, 4, 12))
    assert find_relations(draft, FRENCH).relations[0].modality is Modality.HISTORICAL


@pytest.mark.parametrize(
    ("day", "modality"),
    [
        (PartialDate(2001), Modality.ACTUAL),
        (PartialDate(2007, 5, 2), Modality.ACTUAL),
        (PartialDate(2016), Modality.HISTORICAL),
        (None, Modality.ACTUAL),
    ],
)
def test_a_known_office_is_of_the_past_once_it_was_left(day: PartialDate | None, modality: Modality) -> None:
    draft = replace(read_draft("Le président de la {France|c:FR} {Jacques Chirac|p} a parlé."), date=day)
    assert find_relations(draft, FRENCH).relations[0].modality is modality


def test_a_coming_day_lies_ahead_and_without_a_date_of_the_article_no_day_is_known() -> None:
    draft = read_draft("{Nora Blanc|p} va rencontrer {Luis Vega|p} mardi.")
    assert find_relations(draft, FRENCH).relations[0].date is None
    dated = find_relations(replace(draft, date=PartialDate(2023, 4, 12)), FRENCH)
    assert dated.relations[0].date == PartialDate(2023, 4, 18)


def test_an_organization_found_here_gets_the_next_id_and_a_mention() -> None:
    draft = find_relations(read_draft("{Rose Antoine|p}, présidente de l'association des riverains, parle."), FRENCH)
    made = draft.entities[-1]
    assert (made.id, made.type, made.name) == ("e2", EntityType.ORGANIZATION, "association des riverains")
    assert [mention.span.of(draft.text) for mention in made.mentions] == ["association des riverains"]
    assert draft.relations[0].target == (made.id,)


def hostile() -> Iterator[tuple[str, str]]:
    yield "a list without end", "{A|p}, "
    yield "titles in titles", "le président du directeur de "
    yield "titles of one name", "le président du directeur de {A|o} "
    yield "triggers in a row", "{A|p} accuse "
    yield "nouns in a row", "soutien de {A|p} à "
    yield "open brackets", "{A|p} ("
    yield "commas", "{A|p} accuse" + " ," * 60 + " {B|p} "


@pytest.mark.parametrize(("name", "unit"), list(hostile()), ids=[name for name, _ in hostile()])
def test_work_grows_with_length_alone(name: str, unit: str) -> None:
    def run(size: int) -> Callable[[], object]:
        draft = read_draft(unit * (size // len(unit) + 1))
        return lambda: find_relations(draft, FRENCH)

    assert grows_with_length_alone(run, 4_000), name
