"""What a careful reader found in an article: the gold that predictions are compared with. Offsets as in the domain."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from app.domain.annotations import Entity, EntityType, Modality, Polarity, QuoteType, RelationType
from app.domain.names import fold
from app.domain.spans import Span


@dataclass(frozen=True, slots=True)
class GoldName:
    """A named entity of the corpus: `Person`, `Location`, `Organization` or another of its types."""

    type: str
    span: Span


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An actor; `keys` are its folded names, `families` the last words of a person's names.

    The gold does not say where an actor stands: `forms` are the surface strings (names and demonyms) used for it.
    """

    id: str
    type: EntityType
    name: str
    forms: tuple[str, ...]
    keys: frozenset[str]
    families: frozenset[str]
    country: str | None = None

    @classmethod
    def of(
        cls, key: str, kind: EntityType, name: str, *, forms: Iterable[str] = (), nominals: Iterable[str] = ()
    ) -> Self:
        """Return the actor of these words."""
        kept = tuple(dict.fromkeys(forms))
        names = frozenset(fold(word) for word in (name, *kept, *nominals))
        persons = (name, *kept) if kind is EntityType.PERSON else ()
        return cls(key, kind, name, kept, names, frozenset(family_name(word) for word in persons))

    def is_same(self, found: Entity) -> bool:
        """Whether `found` is this actor: its folded name is one of ours, or a person has the same family name."""
        return fold(found.name) in self.keys or (bool(self.families) and family_name(found.name) in self.families)


def family_name(name: str) -> str:
    """Return the last word of a folded `name`, which for most persons is the family name."""
    return fold(name).rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class GoldSlot:
    """A speaker or channel: where it stands and who it is, where each is known."""

    span: Span | None
    entity: str | None


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A quote of the gold."""

    id: str
    type: QuoteType
    parts: tuple[Span, ...]
    cue: Span | None
    speaker: GoldSlot
    via: GoldSlot | None = None


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation of the gold; `evidence` are all the sentences that prove it."""

    id: str
    type: RelationType
    source: frozenset[str]
    target: frozenset[str]
    symmetric: bool
    trigger: Span
    evidence: tuple[Span, ...]
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    attribution: str = "article"
    required: bool = True


@dataclass(frozen=True, slots=True)
class Gold:
    """Everything a reader found in one article; `date` as written, `2016-08-09`."""

    date: str | None
    entities: tuple[GoldEntity, ...]
    quotes: tuple[GoldQuote, ...]
    relations: tuple[GoldRelation, ...]

    def actor(self, key: str | None) -> GoldEntity | None:
        """Return the actor with the id `key`."""
        return next((entity for entity in self.entities if entity.id == key), None)


@dataclass(frozen=True, slots=True)
class Article:
    """One text with what is known of it: names, a full reading, or both."""

    id: str
    text: str
    names: tuple[GoldName, ...] | None = None
    gold: Gold | None = None
