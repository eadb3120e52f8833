"""Answers: what the store hands out, ready to be shown. Offsets are code points into the article's stored text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.annotations import EntityType, Extractor, MentionKind, Modality, Polarity, QuoteType, RelationType
from app.domain.dates import PartialDate, Precision
from app.domain.spans import Span


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A stretch of an article with its words, in code points and in UTF-16 code units."""

    start: int
    end: int
    utf16_start: int
    utf16_end: int
    text: str


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor named in an answer."""

    id: int
    name: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """The article that an item comes from."""

    id: int
    url: str | None
    title: str | None
    date: PartialDate | None
    source: str | None
    sha256: str
    language: str


@dataclass(frozen=True, slots=True)
class SlotView:
    """A speaker or channel: the mention in the text and the actor, where each is known."""

    mention: TextSpan | None
    actor: ActorRef | None


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote with its evidence: the sentences that hold it, its cue and its speaker."""

    id: int
    type: QuoteType
    parts: tuple[TextSpan, ...]
    cue: TextSpan | None
    speaker: SlotView | None
    via: SlotView | None
    about: tuple[ActorRef, ...]
    evidence: TextSpan
    confidence: float
    article: ArticleRef
    extractor: Extractor


@dataclass(frozen=True, slots=True)
class RelationView:
    """A relation with its evidence sentence; `quote` is the id of the quote that alone claims it, None for the article."""

    id: int
    type: RelationType
    mode: str | None
    source: tuple[ActorRef, ...]
    target: tuple[ActorRef, ...]
    symmetric: bool
    polarity: Polarity
    modality: Modality
    quote: int | None
    trigger: TextSpan
    evidence: TextSpan
    confidence: float
    article: ArticleRef
    extractor: Extractor
    location: SlotView | None = None
    date: PartialDate | None = None
    event_key: str | None = None


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with its reports, the first of them only where there are many; days are None where none is known.

    Counts are of all its reports. `modalities` and `claimants` say how and by whom it is told.
    """

    key: str
    type: RelationType
    modes: tuple[str, ...]
    source: tuple[ActorRef, ...]
    target: tuple[ActorRef, ...]
    symmetric: bool
    polarity: Polarity
    first_date: date | None
    last_date: date | None
    precision: Precision | None
    location: ActorRef | None
    report_count: int
    article_count: int
    source_count: int
    modalities: Mapping[str, int]
    claimants: Mapping[str, int]
    confidence: float
    reports: tuple[RelationView, ...]


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as it is seen in the corpus: who (or whose), from the first to the last dated article that tells of it."""

    type: RelationType
    actor: ActorRef
    modality: Modality
    event_key: str
    first_date: date | None
    last_date: date | None
    report_count: int
    article_count: int
    words: tuple[str, ...]
    relations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dealing:
    """How often an actor has one type of relation with another: out of it, towards it, or mutual."""

    type: RelationType
    direction: str
    relation_count: int
    event_count: int


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Another actor with whom an actor has relations."""

    actor: ActorRef
    relation_count: int
    dealings: tuple[Dealing, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What relations tell of an actor; `roles` are those it has, `holders` those that others have with it."""

    roles: tuple[HeldRole, ...]
    former_roles: tuple[HeldRole, ...]
    holders: tuple[HeldRole, ...]
    former_holders: tuple[HeldRole, ...]
    counterparts: tuple[Counterpart, ...]
    roles_left_out: int
    holders_left_out: int
    counterparts_left_out: int


@dataclass(frozen=True, slots=True)
class NodeView:
    """An actor in a graph: `depth` steps from those asked for, in `relation_count` of the relations of the graph."""

    actor: ActorRef
    depth: int
    relation_count: int


@dataclass(frozen=True, slots=True)
class EdgeView:
    """All relations of one type from one actor to another; a mutual one has its ends in the order of their ids."""

    source: int
    target: int
    type: RelationType
    directed: bool
    relation_count: int
    event_count: int
    article_count: int
    first_date: date | None
    last_date: date | None
    relations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GraphSize:
    """How much of a graph."""

    nodes: int
    edges: int
    relations: int


@dataclass(frozen=True, slots=True)
class GraphView:
    """A graph of actors: what is shown, how much there is, and how much of that is not shown."""

    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]
    total: GraphSize
    left_out: GraphSize


@dataclass(frozen=True, slots=True)
class MentionView:
    """A mention of an actor in one article."""

    span: TextSpan
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class ArticleActorView:
    """An actor as it stands in one article."""

    actor: ActorRef
    name: str
    mentions: tuple[MentionView, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's card: everything but its text and annotations."""

    id: int
    title: str | None
    date: PartialDate | None
    url: str | None
    source: str | None
    language: str
    sha256: str
    revision: int
    length: int
    body_start: int
    quote_count: int
    actor_count: int
    relation_count: int
    extractor: Extractor
    duplicate_of: int | None = None
    """The earlier article that this one nearly repeats."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article's stored text and its sentences."""

    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AliasView:
    """One name of an actor and how often it stands in the corpus."""

    name: str
    count: int


class JoinedBy(StrEnum):
    """Why a name is one of an actor's names."""

    NAME = "name"
    SAME_NAME = "same_name"
    SPELLING = "spelling"
    ACRONYM = "acronym"
    SAME_ARTICLE = "same_article"
    KNOWLEDGE = "knowledge"
    PART = "part_of_name"
    OTHER = "other_name"
    INITIALS = "initials"
    TIES = "shared_ties"
    USAGE = "usage"
    DESCRIPTION = "description"
    HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """Where an actor is called by a name: the mention and the sentence that holds it."""

    article: int
    mention: TextSpan
    sentence: TextSpan


@dataclass(frozen=True, slots=True)
class NameView:
    """One name of an actor: how often it stands in the corpus, why it is the actor's, and who else bears it."""

    name: str
    count: int
    joined_by: JoinedBy
    detail: str
    evidence: NameEvidence | None
    others: tuple[ActorRef, ...]


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor across all documents; dates are the first and last day of the dated articles it stands in.

    It is ambiguous where it is a name alone that several others bear as well.
    """

    id: int
    name: str
    name_en: str | None
    type: EntityType
    country: str | None
    wikidata: str | None
    article_count: int
    mention_count: int
    quote_count: int
    about_count: int
    relation_count: int
    first_date: date | None
    last_date: date | None
    aliases: tuple[AliasView, ...]
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """How an actor asked for by id or name was understood; `actor` is None where nobody bears the name."""

    input: str
    actor: ActorRef | None
    alternatives: tuple[ActorRef, ...]


class NameMatch(StrEnum):
    """How a name fits what is typed."""

    EXACT = "exact"
    BEGINNING = "beginning"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name to complete what is being typed; `mention_count` is how often the actor is called so, `edits` of one word."""

    actor: ActorRef
    matched: str
    article_count: int
    match: NameMatch
    edits: int = 0
    mention_count: int = 0


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """What the search index takes of an article; `first` and `last` are proleptic ordinals of its days, None when undated."""

    id: int
    title: str
    text: str
    language: str
    source: str | None
    first: int | None
    last: int | None
    actors: tuple[int, ...]
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class IndexedQuote:
    """What the search index takes of a quote."""

    id: int
    article: int
    text: str
    language: str
    source: str | None
    first: int | None
    last: int | None
    type: QuoteType
    cue: str | None
    speaker: int | None
    about: tuple[int, ...]
    confidence: float
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class IndexedName:
    """What the search index takes of a name of an actor: how it is compared, and how often it stands in the corpus."""

    folded: str
    count: int


@dataclass(frozen=True, slots=True)
class IndexChange:
    """One article as it stands now (None when it is gone), with its quotes: applying it twice changes nothing.

    `names` are those of its actors, but for actors of whom a change before it in the feed has told.
    """

    article_id: int
    article: IndexedArticle | None
    quotes: tuple[IndexedQuote, ...]
    names: tuple[IndexedName, ...] = ()
