"""The directory of actors: which actor across documents an entity of one article is.

First rules, in order, each explainable in one sentence:

1. a country with an ISO code is the country that bears the same code;
2. an entity is the actor of the same type whose own folded name equals its folded name;
3. a person of one word (a family name alone) is the one person known by that alias, if there is exactly one;
4. any other entity is the most mentioned actor of its type that is known by its name as an alias;
5. else it is a new actor.

Two actors equally mentioned are told apart by age: the older one wins.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.domain.annotations import Entity, EntityType, MentionKind
from app.storage.models import AliasRow, EntityRow
from app.storage.sessions import ReadSession, one_of_these
from app.storage.values import folded, label


@dataclass(slots=True)
class Known:
    """An actor as the directory knows it."""

    id: int
    type: EntityType
    name: str
    folded: str
    country: str | None
    mentions: int
    name_en: str | None = None
    wikidata: str | None = None
    is_new: bool = False
    is_fuller: bool = False
    """Whether a country code, an English name or a Wikidata id was learnt since it was read."""


class Directory:
    """The actors that the entities of a batch may be; it learns while it is asked."""

    def __init__(self, session: ReadSession, entities: Iterable[Entity], last_id: int) -> None:
        """Read every actor that could be one of `entities`; new actors get the ids after `last_id`."""
        self.last_id = last_id
        self.known: dict[int, Known] = {}
        self._bearers: defaultdict[tuple[EntityType, str], dict[int, Known]] = defaultdict(dict)
        self._countries: dict[str, Known] = {}
        asked = list(entities)
        self._read_bearers(session, sorted({folded(label(entity.name)) for entity in asked}))
        self._read_countries(session, sorted({entity.country for entity in asked if entity.country}))

    def _read_bearers(self, session: ReadSession, names: Sequence[str]) -> None:
        statement = select(*_COLUMNS, AliasRow.folded).join(AliasRow, AliasRow.entity_id == EntityRow.id)
        statement = statement.where(one_of_these(AliasRow.folded)).order_by(EntityRow.id)
        for *cells, alias in session.rows_among(statement, names):
            known = self._remember(cells)
            self._bearers[known.type, alias][known.id] = known

    def _read_countries(self, session: ReadSession, codes: Sequence[str]) -> None:
        statement = select(*_COLUMNS).where(EntityRow.type == EntityType.COUNTRY, one_of_these(EntityRow.country))
        statement = statement.order_by(EntityRow.id)
        for cells in session.rows_among(statement, codes):
            self._remember(cells)

    def _remember(self, cells: Sequence[Any]) -> Known:
        id_, type_, *told = cells
        if id_ not in self.known:
            self._enter(Known(id_, EntityType(type_), *told))
        return self.known[id_]

    def _enter(self, known: Known) -> None:
        self.known[known.id] = known
        if known.type is EntityType.COUNTRY and known.country:
            self._countries.setdefault(known.country, known)

    def actor(self, entity: Entity, surfaces: Sequence[str]) -> Known:
        """Return the actor that `entity` is, a new one where no rule finds any, and learn its names.

        Args:
            entity: as it stands in its article.
            surfaces: the names it bears there, each as `label` makes it.
        """
        found = self._find(entity) or self._create(entity)
        found.mentions += len(entity.mentions)
        self._learn(found, entity)
        for name in {found.name, *surfaces}:
            self._bearers[found.type, folded(name)][found.id] = found
        if found.name_en:
            self._bearers[found.type, folded(found.name_en)][found.id] = found
        return found

    def _find(self, entity: Entity) -> Known | None:
        name = folded(label(entity.name))
        if entity.type is EntityType.COUNTRY and entity.country in self._countries:
            return self._countries[entity.country]
        bearers = [known for known in self._bearers[entity.type, name].values() if _may_be(known, entity)]
        own = [known for known in bearers if known.folded == name]
        if own:
            return _most_mentioned(own)
        if entity.type is EntityType.PERSON and " " not in name:
            return bearers[0] if len(bearers) == 1 else None
        return _most_mentioned(bearers) if bearers else None

    def _create(self, entity: Entity) -> Known:
        self.last_id += 1
        name = label(entity.name)
        known = Known(self.last_id, entity.type, name, folded(name), entity.country, 0, is_new=True)
        self._enter(known)
        return known

    def _learn(self, known: Known, entity: Entity) -> None:
        name_en = label(entity.name_en) if entity.name_en else None
        news = (known.country or entity.country, known.name_en or name_en, known.wikidata or entity.wikidata)
        if news != (known.country, known.name_en, known.wikidata):
            known.country, known.name_en, known.wikidata = news
            known.is_fuller = True
            self._enter(known)


_COLUMNS = (
    EntityRow.id,
    EntityRow.type,
    EntityRow.name,
    EntityRow.folded,
    EntityRow.country,
    EntityRow.mention_count,
    EntityRow.name_en,
    EntityRow.wikidata,
)


def surfaces_of(entity: Entity, text: str) -> list[str]:
    """Return the names that `entity` bears in `text`, one for each mention that is a name."""
    return [name for m in entity.mentions if m.kind is MentionKind.NAME and (name := label(m.span.of(text)))]


def _may_be(known: Known, entity: Entity) -> bool:
    """Whether nothing speaks against it: two countries of different codes are different whatever their names."""
    return known.country is None or entity.country is None or known.country == entity.country


def _most_mentioned(candidates: Iterable[Known]) -> Known:
    return min(candidates, key=lambda known: (-known.mentions, known.id))
