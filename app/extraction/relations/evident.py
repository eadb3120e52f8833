"""Evident actors: of what a bare title is held ("le Premier ministre" in an article on Belgium)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.domain.annotations import Entity, EntityType, MentionKind
from app.extraction.relations.titles import Office, TitlePhrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.extraction.relations.page import Page
    from app.extraction.relations.roles import Held

_SHARE = 0.35
_HEADLINE = 3


class EvidentActors:
    """What the article makes evident: its country, the place last named, a holder's office told elsewhere."""

    def __init__(self, page: Page, held: Sequence[Held]) -> None:
        self._page = page
        self._told = {
            (holder.id, office.relation) for one in held for holder in one.holders for office in one.phrase.offices
        }
        self._country = _most_named(page, EntityType.COUNTRY)
        self._place = _most_named(page, EntityType.PLACE)

    def of(self, holder: Entity, phrase: TitlePhrase) -> tuple[Office, ...]:
        """Return what `holder` holds the bare title of, nothing where the article does not make it evident."""
        relation = phrase.title.evident
        if (
            relation is None
            or not phrase.bare
            or (phrase.owned and not phrase.title.portfolio)
            or (holder.id, relation) in self._told
        ):
            return ()
        entity = self._place if phrase.title.local else self._country
        return (Office(entity, relation),) if entity is not None else ()


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
