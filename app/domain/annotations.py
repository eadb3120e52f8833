"""Annotations: what extraction finds in a text. All offsets are Unicode code points, half-open, into that text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.dates import PartialDate
from app.domain.spans import Span
from app.errors import ContractError


class EntityType(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    PLACE = "place"
    GROUP = "group"


class MentionKind(StrEnum):
    """How a mention names its actor."""

    NAME = "name"
    DEMONYM = "demonym"
    NOMINAL = "nominal"
    TITLE = "title"
    PRONOUN = "pronoun"


class QuoteType(StrEnum):
    """Direct: all inside marks. Indirect: no marks. Mixed: indirect with marked fragments."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class RelationType(StrEnum):
    """PLOVER's sixteen events, six roles, two states, one stance (SAYS_ABOUT is derived from quotes)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    HEAD_OF_STATE_OF = "HEAD_OF_STATE_OF"
    HEAD_OF_GOVERNMENT_OF = "HEAD_OF_GOVERNMENT_OF"
    MINISTER_OF = "MINISTER_OF"
    LEADS = "LEADS"
    SPEAKS_FOR = "SPEAKS_FOR"
    MEMBER_OF = "MEMBER_OF"
    ALLIED_WITH = "ALLIED_WITH"
    TENSION = "TENSION"
    CONCERN = "CONCERN"


ROLE_TYPES = frozenset(
    {
        RelationType.HEAD_OF_STATE_OF,
        RelationType.HEAD_OF_GOVERNMENT_OF,
        RelationType.MINISTER_OF,
        RelationType.LEADS,
        RelationType.SPEAKS_FOR,
        RelationType.MEMBER_OF,
    }
)


class RelationGroup(StrEnum):
    """What kind of thing a type of relation is."""

    EVENT = "event"
    ROLE = "role"
    STATE = "state"
    STANCE = "stance"


_NO_EVENTS = {
    **dict.fromkeys(ROLE_TYPES, RelationGroup.ROLE),
    RelationType.ALLIED_WITH: RelationGroup.STATE,
    RelationType.TENSION: RelationGroup.STATE,
    RelationType.CONCERN: RelationGroup.STANCE,
}
GROUP_OF = {type_: _NO_EVENTS.get(type_, RelationGroup.EVENT) for type_ in RelationType}
"""The group of each type: an event happens once, the others last."""


class Polarity(StrEnum):
    """Whether the text affirms or denies it."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    """Whether it is told as a fact, as to come, as possible, or as background of long ago."""

    ACTUAL = "actual"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an actor stands in the text; `is_ambiguous` where another actor of the text may be meant as well."""

    span: Span
    kind: MentionKind
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """One actor of one document with all its mentions, in text order.

    `id` is `e1`, `e2`..., unique in its analysis; `name` the fullest French name; `country` an ISO 3166-1 alpha-2 code.
    """

    id: str
    type: EntityType
    name: str
    mentions: tuple[Mention, ...]
    name_en: str | None = None
    country: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A slot of a quote (speaker, via) or a relation (location): the mention, and the actor it stands for, where known."""

    span: Span | None
    entity: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """One continuous act of saying; `parts` are the content alone, without marks, cue and complementiser.

    `about` are the ids of the actors mentioned in the content (the targets of SAYS_ABOUT), never the speaker itself.
    """

    id: str
    type: QuoteType
    parts: tuple[Span, ...]
    cue: Span | None
    speaker: Reference | None
    via: Reference | None = None
    about: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing the text states between actors; `attribution` is `article` or the id of the quote that alone claims it.

    `location` and `date` are where and when its evidence says it happens, None where that is not said. A day of the week
    is the nearest one to the date of the article, on the side that the verb tells.
    """

    id: str
    type: RelationType
    source: tuple[str, ...]
    target: tuple[str, ...]
    trigger: Span
    evidence: Span
    mode: str | None = None
    symmetric: bool = False
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    attribution: str = "article"
    confidence: float = 1.0
    location: Reference | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head of a text says: its title line, the date of publication, and where the body begins."""

    title: Span | None = None
    date: PartialDate | None = None
    date_span: Span | None = None
    body_start: int = 0


@dataclass(frozen=True, slots=True)
class Extractor:
    """What made an analysis."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything extraction says of one text."""

    language: str
    date: PartialDate | None
    heading: Heading
    sentences: tuple[Span, ...]
    extractor: Extractor
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    relations: tuple[Relation, ...] = field(default=())

    def checked(self, text: str) -> "Analysis":
        """Return this analysis when every span lies in `text` and every id exists.

        Raises:
            ContractError: names the first annotation that breaks the contract.
        """
        known = {entity.id for entity in self.entities}
        attributions = {"article", *(quote.id for quote in self.quotes)}
        for where, span in self._spans():
            if span.end > len(text) or span.start == span.end:
                message = f"{where}: [{span.start}, {span.end}) is empty or outside a text of {len(text)} code points"
                raise ContractError(message)
        for where, entity in self._entity_ids():
            if entity not in known:
                message = f"{where}: no entity {entity!r}"
                raise ContractError(message)
        for relation in self.relations:
            if relation.attribution not in attributions:
                message = f"{relation.id}: no quote {relation.attribution!r}"
                raise ContractError(message)
        return self

    def _spans(self) -> Iterator[tuple[str, Span]]:
        for sentence in self.sentences:
            yield "sentence", sentence
        for entity in self.entities:
            for mention in entity.mentions:
                yield entity.id, mention.span
        for quote in self.quotes:
            slots = (quote.speaker, quote.via)
            spans = (*quote.parts, quote.cue, *(slot.span for slot in slots if slot is not None))
            yield from ((quote.id, span) for span in spans if span is not None)
        for relation in self.relations:
            yield relation.id, relation.trigger
            yield relation.id, relation.evidence
            if relation.location is not None and relation.location.span is not None:
                yield relation.id, relation.location.span

    def _entity_ids(self) -> Iterator[tuple[str, str]]:
        for quote in self.quotes:
            slots = (quote.speaker, quote.via)
            ids = (*quote.about, *(slot.entity for slot in slots if slot is not None))
            yield from ((quote.id, entity) for entity in ids if entity is not None)
        for relation in self.relations:
            place = (relation.location.entity,) if relation.location is not None and relation.location.entity else ()
            yield from ((relation.id, entity) for entity in (*relation.source, *relation.target, *place))
