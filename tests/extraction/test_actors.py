import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.annotations import Entity, EntityType, MentionKind
from app.domain.spans import Span
from app.extraction.actors import link_actors
from app.extraction.draft import Draft, Name
from app.extraction.languages.fr import PACK
from app.extraction.segmentation import segment
from tests.extraction.work import grows_with_length_alone

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/fr/actors.toml").read_text(encoding="utf-8"))["case"]


def named(text: str, rows: list[list[str]]) -> tuple[Name, ...]:
    """Return the names of `rows` (surface, type, country's code), each looked for after the one before."""
    names: list[Name] = []
    position = 0
    for surface, kind, *code in rows:
        position = text.index(surface, position)
        span = Span(position, position + len(surface))
        position = span.end
        country = code[0] if code else None
        mention = MentionKind.DEMONYM if kind == "demonym" else MentionKind.NAME
        type_ = {"demonym": "country", "metonym": "place"}.get(kind, kind)
        names.append(Name(span, EntityType(type_), mention, country, metonym=kind == "metonym"))
    return tuple(names)


def actors_in(text: str, rows: list[list[str]]) -> tuple[Entity, ...]:
    draft = segment(Draft(text, language="fr", names=named(text, rows)), PACK.text)
    return link_actors(draft, PACK).entities


def shown(text: str, actor: Entity) -> dict[str, Any]:
    mentions = [f"{mention.span.of(text)} | {mention.kind.value}" for mention in actor.mentions]
    return {"name": actor.name, "type": actor.type.value, "mentions": mentions}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_who_is_who(case: dict[str, Any]) -> None:
    found = actors_in(case["text"], case["names"])
    assert [shown(case["text"], actor) for actor in found] == case["actors"]


def test_actors_are_numbered_by_first_mention_and_countries_carry_their_code() -> None:
    found = actors_in("Ici Paula Renn, puis le Chili.", [["Paula Renn", "person"], ["Chili", "country", "CL"]])
    assert [(actor.id, actor.name, actor.country, actor.name_en) for actor in found] == [
        ("e1", "Paula Renn", None, None),
        ("e2", "Chili", "CL", "Chile"),
    ]


def test_nothing_comes_of_nothing() -> None:
    assert actors_in("", []) == ()


@pytest.mark.parametrize("piece", ["le président Xo Ru et les deux pays, ", "le groupe Xo (XR) et la police a dit. "])
def test_work_grows_with_length_alone(piece: str) -> None:
    def run(times: int) -> Callable[[], object]:
        text, rows = piece * times, [["Xo", "organization"]] * times
        return lambda: actors_in(text, rows)

    assert grows_with_length_alone(run, 100)


def ambiguous(text: str, *names: str) -> list[str]:
    found = actors_in(text, [[name, "person"] for name in names])
    return [mention.span.of(text) for actor in found for mention in actor.mentions if mention.is_ambiguous]


def test_a_family_name_that_two_persons_bear_is_flagged() -> None:
    text = "Luc Le Vast a reçu Ines Le Vast. Le Vast est reparti."
    assert ambiguous(text, "Luc Le Vast", "Ines Le Vast", "Le Vast") == ["Le Vast"]


def test_a_family_name_of_one_person_is_not_flagged() -> None:
    assert ambiguous("Luc Le Vast a parlé. Le Vast est reparti.", "Luc Le Vast", "Le Vast") == []
