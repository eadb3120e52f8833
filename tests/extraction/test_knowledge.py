"""What is known beforehand of persons and organizations, shipped and of the user."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from app.domain.annotations import Entity, EntityType, RelationType
from app.domain.names import fold
from app.domain.spans import Span
from app.errors import InputError
from app.extraction.actors import link_actors
from app.extraction.analyser import Analyser
from app.extraction.draft import Draft, Name
from app.extraction.languages.fr import PACK
from app.extraction.languages.shapes.knowledge import KnownActor, KnownRole, read_knowledge
from app.extraction.segmentation import segment

SHIPPED = PACK.actors.known
SINGLE = {RelationType.HEAD_OF_STATE_OF, RelationType.HEAD_OF_GOVERNMENT_OF, RelationType.LEADS}


def actors(text: str, *names: str, known: tuple[KnownActor, ...] = SHIPPED) -> list[Entity]:
    spans = (Span(text.index(name), text.index(name) + len(name)) for name in names)
    named = tuple(Name(span, EntityType.PERSON) for span in spans)
    pack = replace(PACK, actors=replace(PACK.actors, known=known))
    return list(link_actors(segment(Draft(text, language="fr", names=named), PACK.text), pack).entities)


def test_two_spellings_of_a_known_actor_are_one() -> None:
    found = actors("Vladimir Poutine a parlé. Vladimir Putin est parti.", "Vladimir Poutine", "Vladimir Putin")
    assert [(one.name_en, one.wikidata, len(one.mentions)) for one in found] == [("Vladimir Putin", "Q7747", 2)]


def test_a_family_name_alone_is_not_known() -> None:
    assert [one.wikidata for one in actors("Hier Clinton a parlé.", "Clinton")] == [None]


def test_every_known_actor_is_told_apart() -> None:
    bearers: dict[tuple[EntityType, str], set[str]] = {}
    for known in SHIPPED:
        for name in known.names:
            bearers.setdefault((known.type, fold(name)), set()).add(known.names[0])
    assert {name: owners for name, owners in bearers.items() if len(owners) > 1} == {}
    identifiers = [known.wikidata for known in SHIPPED if known.wikidata]
    assert len(identifiers) == len(set(identifiers))


def test_known_countries_and_years_are_such() -> None:
    codes = {country.code for country in PACK.names.countries}
    assert {known.country for known in SHIPPED} - codes == {""}
    for known in SHIPPED:
        for role in known.roles:
            assert not role.end or role.start <= role.end, known.names[0]


def test_nobody_shares_an_office_of_one_holder() -> None:
    held: dict[tuple[RelationType, str], list[tuple[str, str, str]]] = {}
    for known in SHIPPED:
        for role in known.roles:
            if role.type in SINGLE:
                held.setdefault((role.type, role.of), []).append((role.start, role.end or "9999", known.names[0]))
    clashes = [
        (office, one, other)
        for office, terms in held.items()
        for one, other in pairwise(sorted(terms))
        if other[0][: len(one[1])] < one[1][: len(other[0])]
    ]
    assert clashes == []


def test_there_are_enough_of_each_kind_with_both_spellings() -> None:
    counts = Counter(known.type for known in SHIPPED)
    assert counts[EntityType.PERSON] >= 500
    assert counts[EntityType.ORGANIZATION] >= 200
    assert [known.names[0] for known in SHIPPED if not known.name_en] == []


def test_a_line_tells_names_and_dated_roles() -> None:
    (known,) = read_knowledge(["# ours", "", "person|Irma Veltri||I. Veltri|CH||leads Ferval 2014..2019-06"], "a file")
    assert known.names == ("Irma Veltri", "I. Veltri")
    assert known.roles == (KnownRole(RelationType.LEADS, "Ferval", "2014", "2019-06"),)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Irma Veltri", "line 1: 1 fields"),
        ("people|Irma Veltri", "write person or organization"),
        ("person|", "no name"),
        ("person|Irma Veltri||||7747", "write it like Q7747"),
        ("person|Irma Veltri|||||queen CH 2014", "is no role"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_with_its_remedy(line: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_knowledge([line], "a file")


def test_a_user_adds_actors_by_a_file(tmp_path: Path) -> None:
    path = tmp_path / "known.txt"
    path.write_text("person|Irma Veltri|Irma Velter||||\n", encoding="utf-8")
    known = Analyser.load(knowledge=path).packs["fr"].actors.known
    assert known[1:] == SHIPPED
    assert [one.name_en for one in actors("Irma Veltri parle.", "Irma Veltri", known=known)] == ["Irma Velter"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="PROPOS_KNOWLEDGE"):
        Analyser.load(knowledge=tmp_path / "none.txt")


def test_two_known_heads_of_state_are_the_two_leaders() -> None:
    text = "Xi Jinping a reçu Vladimir Poutine. Les deux dirigeants ont signé."
    found = actors(text, "Xi Jinping", "Vladimir Poutine")
    assert [[mention.span.of(text) for mention in one.mentions] for one in found] == [
        ["Xi Jinping", "Les deux dirigeants"],
        ["Vladimir Poutine", "Les deux dirigeants"],
    ]
