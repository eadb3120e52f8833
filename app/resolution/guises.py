"""Guises: under which names an article speaks of one of its actors, and what it tells that may say who it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.annotations import (
    ROLE_TYPES,
    Analysis,
    Entity,
    EntityType,
    MentionKind,
    Modality,
    Polarity,
    Relation,
    RelationType,
)
from app.domain.names import fold

MAX_NAME = 200
"""Code points of a name that is kept."""
_OFFICES = frozenset(
    {RelationType.HEAD_OF_STATE_OF, RelationType.HEAD_OF_GOVERNMENT_OF, RelationType.MINISTER_OF},
)


@dataclass(frozen=True, slots=True, order=True)
class Guise:
    """What an article tells of one of its actors; equal guises are the same actor wherever they stand.

    `forms` are the names it bears there, `ties` the countries and organizations that it has a role in, `offices` the
    countries (codes) whose office its name is given with, `year` that of the article (0: undated). `scope` is the
    identity of the article where no name is known at all: a bare description says who it is in its article only.
    """

    type: EntityType
    name: str
    forms: tuple[str, ...] = ()
    country: str = ""
    wikidata: str = ""
    name_en: str = ""
    ties: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    year: int = 0
    scope: str = ""


def label(name: str) -> str:
    """Return a name as it is kept: white space made single, cut to the length that can be looked up."""
    return " ".join(name.split())[:MAX_NAME].strip()


def guises_of(analysis: Analysis, text: str, article: str) -> dict[str, Guise]:
    """Return the guise of each entity of an analysis, by its id.

    Args:
        analysis: of the article.
        text: the article's text.
        article: what the article is known by, whenever it is read.
    """
    told = _Told(analysis)
    year = analysis.date.first.year if analysis.date else 0
    return {entity.id: _guise(entity, text, article, (told, year)) for entity in analysis.entities}


class _Told:
    """What the relations of an article say of the roles of its actors."""

    def __init__(self, analysis: Analysis) -> None:
        self.ties: defaultdict[str, set[str]] = defaultdict(set)
        self.offices: defaultdict[str, set[str]] = defaultdict(set)
        entities = {entity.id: entity for entity in analysis.entities}
        for relation in analysis.relations:
            if relation.type in ROLE_TYPES and relation.polarity is Polarity.AFFIRMED:
                for holder in relation.source:
                    self._take(entities[holder], relation, entities)

    def _take(self, holder: Entity, relation: Relation, entities: Mapping[str, Entity]) -> None:
        named_with = any(
            mention.kind is MentionKind.TITLE and mention.span.overlaps(relation.trigger) for mention in holder.mentions
        )
        for target in relation.target:
            self.ties[holder.id].add(_tie(entities[target]))
            code = entities[target].country
            if code and named_with and relation.type in _OFFICES and relation.modality is not Modality.HYPOTHETICAL:
                self.offices[holder.id].add(code)


def _guise(entity: Entity, text: str, article: str, around: tuple[_Told, int]) -> Guise:
    told, year = around
    forms = _forms(entity, text)
    nameless = not (forms or entity.country or entity.wikidata)
    return Guise(
        type=entity.type,
        name=label(entity.name),
        forms=forms,
        country=entity.country or "",
        wikidata=entity.wikidata or "",
        name_en=label(entity.name_en or ""),
        ties=_ordered(told.ties[entity.id]),
        offices=_ordered(told.offices[entity.id]),
        year=year,
        scope=article if nameless else "",
    )


def _forms(entity: Entity, text: str) -> tuple[str, ...]:
    names = (label(m.span.of(text)) for m in entity.mentions if m.kind is MentionKind.NAME)
    return _ordered(name for name in names if fold(name))


def _tie(target: Entity) -> str:
    return f"country {target.country}" if target.country else f"{target.type.value} {fold(label(target.name))}"


def _ordered(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
