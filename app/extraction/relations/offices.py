"""Offices: what a title is held of, and the phrase that tells it."""

from dataclasses import dataclass

from app.domain.annotations import Entity, EntityType, Modality, RelationType
from app.extraction.languages.shapes.relations import Title


@dataclass(frozen=True, slots=True)
class Office:
    """What a title is held of, and the relation that makes its holder stand in."""

    entity: Entity
    relation: RelationType


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A title over the words `[first, last)`, what it is held of, and its time.

    `core` is where the title's own words begin, `trigger` where they end. `bare` says that nothing tells of what it is
    held; `articled` that an article leads it; `owned` that a possessive does; `nested` that it is part of the
    complement of another title ("l'adjoint à la maire de Y"). `of_kind` are the types that what it is held of may have
    where a noun alone tells it ("le maire de la ville").
    """

    title: Title
    first: int
    core: int
    last: int
    trigger: int
    offices: tuple[Office, ...]
    modality: Modality
    sentence: int
    bare: bool = False
    articled: bool = False
    owned: bool = False
    nested: bool = False
    of_kind: tuple[EntityType, ...] = ()
