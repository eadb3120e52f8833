"""Questions: filters, order and page of a listing, the same for the relational store and for the search index."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from app.domain.annotations import GROUP_OF, Modality, Polarity, QuoteType, RelationGroup, RelationType
from app.domain.dates import DateRange

Item_co = TypeVar("Item_co", covariant=True)

ANY_DATE = DateRange()


class Sort(StrEnum):
    """The order of a listing; newest first unless said otherwise. Undated articles come last in both date orders."""

    NEWEST = "-date"
    OLDEST = "date"
    RELEVANCE = "relevance"


class Operator(StrEnum):
    """Whether one or all of several actors are asked for."""

    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True)
class ActorSet:
    """Actors asked for in one slot. `ids` are actor ids already resolved; `None` in `ids` never matches.

    An unknown name is a `None`: with AND the answer is then empty, with OR the others still count.
    """

    ids: tuple[int | None, ...] = ()
    operator: Operator = Operator.AND


ANYONE = ActorSet()


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles: any actor mentioned, dates, languages and sources (several values mean OR).

    Without `with_copies` an article that nearly repeats an earlier one is left out; so with quotes and relations.
    """

    actors: ActorSet = ANYONE
    dates: DateRange = ANY_DATE
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    with_copies: bool = True


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotes. `actors` is any role (speaker or about); `cue` are words of the cue, side by side; `article` is one article."""

    actors: ActorSet = ANYONE
    speakers: ActorSet = ANYONE
    about: ActorSet = ANYONE
    dates: DateRange = ANY_DATE
    types: tuple[QuoteType, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    cue: str | None = None
    min_confidence: float = 0.0
    article: int | None = None
    with_copies: bool = True


class Claimant(StrEnum):
    """Who claims a relation: the article itself, or only a quote in it."""

    ARTICLE = "article"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class RelationFilter:
    """Which relations. `subjects`/`objects` match either side of a symmetric relation; `actors` is any side.

    `between` are two who stand on opposite sides, whoever is on which. `dates` are those of the article, `told` those that the
    relation is about (its own date, else that of the article). `event` is the key of one event.
    """

    actors: ActorSet = ANYONE
    subjects: ActorSet = ANYONE
    objects: ActorSet = ANYONE
    types: tuple[RelationType, ...] = ()
    modalities: tuple[Modality, ...] = ()
    polarities: tuple[Polarity, ...] = ()
    dates: DateRange = ANY_DATE
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    min_confidence: float = 0.0
    article: int | None = None
    between: ActorSet = ANYONE
    locations: ActorSet = ANYONE
    told: DateRange = ANY_DATE
    modes: tuple[str, ...] = ()
    claimants: tuple[Claimant, ...] = ()
    event: str | None = None
    articles: tuple[int, ...] | None = None
    with_copies: bool = True


def types_of(types: tuple[RelationType, ...], groups: tuple[RelationGroup, ...]) -> tuple[RelationType, ...]:
    """Return the types asked for by themselves or by their groups, in the order in which they are declared."""
    return tuple(type_ for type_ in RelationType if type_ in types or GROUP_OF[type_] in groups)


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events: those of which at least one report is a relation that `reports` asks for, and how often told."""

    reports: RelationFilter
    min_reports: int = 1
    min_articles: int = 1


@dataclass(frozen=True, slots=True)
class GraphFilter:
    """Which graph: the relations asked for, up to `depth` steps from the actors of `relations`, and at most how much of it."""

    relations: RelationFilter
    depth: int = 1
    nodes: int = 50
    edges: int = 200


@dataclass(frozen=True, slots=True)
class ActorFilter:
    """Which actors: folded name or alias starting with or containing a word starting with `name`, and types."""

    name: str | None = None
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing: at most `limit` items strictly after `after`, the keyset of the last item seen.

    A keyset is the tuple of the values that the listing is ordered by, its last value a unique id.
    """

    limit: int = 20
    sort: Sort = Sort.NEWEST
    after: tuple[int | float | str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item_co]):
    """A page's items, the keyset to go on from (None at the end) and the exact number of items over all pages."""

    items: tuple[Item_co, ...]
    next_after: tuple[int | float | str, ...] | None
    total: int


@dataclass(frozen=True, slots=True)
class FacetCount:
    """One value of a facet and the number of items that have it; `label` is for people (an actor's name)."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class NearName:
    """A folded name nearly as it is typed: `edits` letters of a word are others; `is_whole` unless a word goes on behind it."""

    folded: str
    edits: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One item found by a search and its score (0.0 where the order is not by relevance)."""

    id: int
    score: float
