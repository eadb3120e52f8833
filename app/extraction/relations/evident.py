"""Evident actors: of what a bare title is held ("le Premier ministre" in an article on Belgium)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.domain.annotations import Entity, EntityType, MentionKind, RelationType
from app.extraction.relations.offices import Office, TitlePhrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.extraction.relations.page import Page
    from app.extraction.relations.roles import Held
    from app.extraction.relations.tenure import Tenures

_SHARE = 0.35
_HEADLINE = 3
_KINDS = (EntityType.COUNTRY, EntityType.PLACE, EntityType.ORGANIZATION)


class EvidentActors:
    """What the article makes evident: a known holder's country or the article's, its place, its body, a title's owner."""

    def __init__(self, page: Page, held: Sequence[Held], tenures: Tenures) -> None:
        self._page = page
        self._tenures = tenures
        self._told = {
            (holder.id, office.relation) for one in held for holder in one.holders for office in one.phrase.offices
        }
        self._countries = {
            entity.country: entity for entity in page.draft.entities if entity.type is EntityType.COUNTRY
        }
        self._most = {kind: _most_named(page, kind) for kind in _KINDS}

    def of(self, holder: Entity, phrase: TitlePhrase) -> tuple[Office, ...]:
        """Return what `holder` holds the bare title of, nothing where the article does not make it evident."""
        if phrase.of_kind:
            return self._of_kind(phrase)
        if phrase.owned and phrase.bare and not phrase.title.portfolio:
            return self._of_owner(holder, phrase)
        relation = phrase.title.evident
        if relation is None or not phrase.bare or (holder.id, relation) in self._told:
            return ()
        entity = self._most[EntityType.PLACE] if phrase.title.local else self._country_of(holder, relation)
        return (Office(entity, relation),) if entity is not None else ()

    def _country_of(self, holder: Entity, relation: RelationType) -> Entity | None:
        """Return the country where `holder` is known to hold or have held such an office; of who is not known, the article's."""
        code = self._tenures.country(holder, relation)
        return self._most[EntityType.COUNTRY] if code is None else self._countries.get(code)

    def _of_kind(self, phrase: TitlePhrase) -> tuple[Office, ...]:
        """Return the office of who is only told by what it is ("le maire de la ville", "le PDG du groupe")."""
        found = (self._beside(kind, phrase) or self._most[kind] for kind in phrase.of_kind)
        entity = next((entity for entity in found if entity is not None), None)
        return (Office(entity, phrase.title.of[entity.type]),) if entity is not None else ()

    def _of_owner(self, holder: Entity, phrase: TitlePhrase) -> tuple[Office, ...]:
        """Return the office of whom a possessive means: the first actor of its sentence before it ("X et son avocat")."""
        start, _ = self._page.sentences[phrase.sentence]
        for word in range(start, phrase.first):
            for hit in self._page.hits(word):
                relation = phrase.title.of.get(hit.entity.type)
                loose = hit.kind is MentionKind.DEMONYM or hit.entity.type is EntityType.PLACE
                if relation is not None and not loose and hit.entity.id != holder.id:
                    return (Office(hit.entity, relation),)
        return ()

    def _beside(self, kind: EntityType, phrase: TitlePhrase) -> Entity | None:
        """Return the actor of `kind` last named before `phrase` in its sentence."""
        start, _ = self._page.sentences[phrase.sentence]
        names = (self._page.name(word) for word in range(phrase.first - 1, start - 1, -1))
        return next((hit.entity for hit in names if hit is not None and hit.entity.type is kind), None)


def _most_named(page: Page, kind: EntityType) -> Entity | None:
    """Return the actor of `kind` that most mentions of that kind name; the headline counts more."""
    counts: Counter[str] = Counter()
    entities = {entity.id: entity for entity in page.draft.entities if entity.type is kind}
    title = page.draft.heading.title
    for entity in entities.values():
        for mention in entity.mentions:
            if mention.kind in (MentionKind.NAME, MentionKind.DEMONYM):
                counts[entity.id] += _HEADLINE if title is not None and title.contains(mention.span) else 1
    if not counts:
        return None
    best, count = counts.most_common(1)[0]
    return entities[best] if count >= _SHARE * counts.total() else None
