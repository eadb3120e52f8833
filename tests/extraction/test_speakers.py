import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.domain.annotations import MentionKind
from app.extraction.draft import Draft
from app.extraction.languages.fr import PACK
from app.extraction.quotes import find_quotes
from app.extraction.speakers import resolve_speakers
from tests.extraction.drafts import draft_of

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/fr/speakers.toml").read_text(encoding="utf-8"))["case"]


def resolved(text: str, actors: list[Any]) -> Draft:
    return resolve_speakers(find_quotes(draft_of(text, actors), PACK), PACK)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_who_speaks(case: dict[str, Any]) -> None:
    draft = resolved(case["text"], case.get("actors", []))
    names = {entity.id: entity.name for entity in draft.entities}
    keys = [quote.speaker.entity if quote.speaker else None for quote in draft.quotes]
    assert [names[key] if key else "" for key in keys] == case["speakers"]


def test_a_pronoun_becomes_a_mention_of_its_actor() -> None:
    text = "Hugo Ferrand a pris la parole. Il a affirmé que rien n'était signé."
    (actor,) = resolved(text, [["Hugo Ferrand", "person"]]).entities
    assert [(mention.span.of(text), mention.kind) for mention in actor.mentions] == [
        ("Hugo Ferrand", MentionKind.NAME),
        ("Il", MentionKind.PRONOUN),
    ]


def test_the_same_office_speaks_twice_as_one_actor() -> None:
    text = "Le procureur a affirmé que tout est clos. Selon le procureur, rien ne reste à juger."
    draft = resolved(text, [])
    assert len(draft.entities) == 1
    assert len({quote.speaker.entity for quote in draft.quotes if quote.speaker}) == 1
