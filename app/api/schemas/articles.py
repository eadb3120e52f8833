"""Articles: what may be asked and what comes back."""

from dataclasses import replace
from enum import StrEnum
from typing import Self

from pydantic import Field

from app.api.schemas.evidence import ActorRef, Answer, ArticleFields, DateFields, Extractor, Span, date_fields
from app.api.schemas.facets import FacetValue
from app.api.schemas.listings import Listing
from app.api.schemas.questions import Dated, Paged, Placed, Question, Searched, Worded
from app.api.schemas.quotes import Quote
from app.api.schemas.relations import Relation
from app.api.schemas.values import Listed, Name
from app.domain.annotations import MentionKind
from app.domain.queries import ActorSet, ArticleFilter, Operator
from app.domain.views import ArticleActorView, ArticleView
from app.errors import InputError

MOST_TEXTS = 50
"""Articles of a page that are shown with their texts: one may be as long as a book."""


class Facet(StrEnum):
    """What the articles found can be counted by."""

    LANG = "lang"
    SOURCE = "source"
    YEAR = "year"
    MONTH = "month"
    ACTOR = "actor"


class Include(StrEnum):
    """What an article can be shown with."""

    TEXT = "text"
    QUOTES = "quotes"
    ACTORS = "actors"
    RELATIONS = "relations"


class FoundInclude(StrEnum):
    """What the articles of a listing can be shown with."""

    TEXT = "text"
    QUOTES = "quotes"
    ACTORS = "actors"
    RELATIONS = "relations"
    SNIPPET = "snippet"


class ArticleFilters(Placed, Dated, Worded):
    """Which articles: what may be asked of them wherever they are listed or exported."""

    actor: tuple[Name, ...] = Field(
        (), max_length=20, description="Somebody mentioned in it: an id, a name or an alias.", examples=[["Poutine"]]
    )
    actor_op: Operator = Field(Operator.AND, description="Of several actors: all or one.", examples=["or"])

    def filter(self, *, actor: ActorSet) -> ArticleFilter:
        """Return the filter, the actors being resolved."""
        told = ArticleFilter(actors=actor, dates=self.dates(), languages=self.lang, sources=self.source)
        return replace(told, with_copies=self.with_copies)


class ArticleQuestion(Paged, ArticleFilters, Searched):
    """Which articles, in which order, and what to show of them."""

    facets: Listed[Facet] = Field(
        (),
        max_length=5,
        description="Count the articles found by these; the twenty largest of each.",
        examples=[["month"]],
    )
    include: Listed[FoundInclude] = Field(
        (),
        max_length=5,
        description="What to show beside each card: the parts of a single article, `text` with a `limit` of at most "
        f"{MOST_TEXTS}, and with a search `snippet`, the sentence with most of its words.",
        examples=[["snippet"], ["quotes", "actors"]],
    )

    def parts(self) -> frozenset[str]:
        """Return what to show beside each card.

        Raises:
            InputError: too many texts at once.
        """
        if FoundInclude.TEXT in self.include and self.limit > MOST_TEXTS:
            raise InputError(f"`include=text` shows {MOST_TEXTS} articles a page at most: lower `limit`")
        return frozenset(self.include)


class ArticleIncludes(Question):
    """What to show of one article beside its card."""

    include: Listed[Include] = Field(
        (), max_length=4, description="What to show beside the card.", examples=[["text", "quotes"]]
    )


class CardFields(DateFields):
    """The fields of an article's card."""

    id: int
    title: str | None
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
    duplicate_of: int | None


def card_fields(view: ArticleView) -> CardFields:
    """Return the fields of a card as they go out."""
    return {
        "id": view.id,
        "title": view.title,
        "url": view.url,
        "source": view.source,
        "language": view.language,
        "sha256": view.sha256,
        "revision": view.revision,
        "length": view.length,
        "body_start": view.body_start,
        "quote_count": view.quote_count,
        "actor_count": view.actor_count,
        "relation_count": view.relation_count,
        "extractor": Extractor.of(view.extractor),
        "duplicate_of": view.duplicate_of,
        **date_fields(view.date),
    }


class Article(ArticleFields):
    """An article's card."""

    revision: int = Field(description="How many times the article was written: 1, 2 and so on.")
    length: int = Field(ge=0, description="Code points of the stored text.")
    body_start: int = Field(ge=0, description="Where the body begins behind the head, in code points.")
    quote_count: int = Field(ge=0)
    actor_count: int = Field(ge=0)
    relation_count: int = Field(ge=0)
    extractor: Extractor
    duplicate_of: int | None = Field(description="The earlier article that this one nearly repeats.")


class Mention(Answer):
    """One place where an actor stands in the text."""

    span: Span
    kind: MentionKind = Field(description="How the actor is named there.")


class ArticleActor(Answer):
    """An actor as it stands in one article."""

    actor: ActorRef
    name: str = Field(description="Its fullest name in this article.")
    mentions: list[Mention]

    @classmethod
    def of(cls, view: ArticleActorView) -> Self:
        """Return the actor as it goes out."""
        mentions = [Mention(span=Span.of(mention.span), kind=mention.kind) for mention in view.mentions]
        return cls(actor=ActorRef.of(view.actor), name=view.name, mentions=mentions)


class ArticleDetail(Article):
    """One article with what was asked for; `null` where it was not."""

    text: str | None = Field(description="The stored text, unchanged since it was read.")
    sentences: list[tuple[int, int]] | None = Field(description="Start and end of each sentence, given with the text.")
    utf16_sentences: list[tuple[int, int]] | None = Field(description="The same in UTF-16 code units.")
    utf16_body_start: int | None = Field(description="`body_start` in UTF-16 code units, given with the text.")
    quotes: list[Quote] | None = Field(description="Its quotes in the order of the text.")
    actors: list[ArticleActor] | None = Field(description="Who stands in it, by first mention.")
    relations: list[Relation] | None = Field(description="Its relations in the order of the text.")


class Snippet(Span):
    """The sentence of an article that best shows why it was found."""

    highlights: list[Span] = Field(description="The words in it that match the search.")


class FoundArticle(ArticleDetail):
    """An article in a listing, with what was asked for."""

    snippet: Snippet | None = Field(
        description="With `include=snippet`: the sentence with most of the words looked for."
    )


class ArticleListing(Listing[FoundArticle]):
    """One page of articles."""

    facets: dict[Facet, list[FacetValue]] = Field(description="The counts asked for, the largest first.")
    facets_timed_out: bool = Field(description="Whether the counting was given up for lack of time.")
