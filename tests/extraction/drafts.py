"""Drafts for the tests of stages: a French text cut into sentences and tokens, with the actors told."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.domain.annotations import Entity, EntityType, Mention, MentionKind
from app.domain.spans import Span
from app.extraction.draft import Draft
from app.extraction.languages.fr import PACK
from app.extraction.segmentation import segment


def draft_of(text: str, actors: Sequence[Sequence[Any]] = ()) -> Draft:
    """A draft of `text` whose actors are given as `[name, type, forms?]`; every occurrence of a form is a mention."""
    entities = tuple(_entity(text, number, actor) for number, actor in enumerate(actors, start=1))
    return replace(segment(Draft(text, language="fr"), PACK.text), entities=entities)


def _entity(text: str, number: int, actor: Sequence[Any]) -> Entity:
    name, kind = actor[0], actor[1]
    forms = sorted(actor[2] if len(actor) > 2 else [name], key=len, reverse=True)
    found = re.finditer("|".join(map(re.escape, forms)), text)
    mentions = tuple(Mention(Span(match.start(), match.end()), MentionKind.NAME) for match in found)
    return Entity(f"e{number}", EntityType(kind), name, mentions)
