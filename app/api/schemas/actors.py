"""Actors: what may be asked and what comes back."""

from datetime import date as day
from enum import StrEnum
from typing import Self, TypedDict

from pydantic import Field

from app.api.schemas.evidence import ActorRef, Answer, Span
from app.api.schemas.listings import Listing
from app.api.schemas.questions import Paged, Question
from app.api.schemas.values import Limit, Listed, Name
from app.domain.annotations import EntityType
from app.domain.queries import ActorFilter, Sort
from app.domain.views import ActorView, AliasView, JoinedBy, NameMatch, NameView
from app.domain.views import NameEvidence as NameEvidenceView
from app.domain.views import Suggestion as SuggestionView
from app.errors import InputError


class ActorSort(StrEnum):
    """The order of a listing of actors."""

    MENTIONS = "mentions"
    ID = "id"


class ActorFilters(Question):
    """Which actors: what may be asked of them wherever they are listed or exported."""

    name: Name | None = Field(
        None, description="Beginning of a word of a name or alias, whatever its case and accents.", examples=["poutine"]
    )
    q: Name | None = Field(None, description="The same as `name`.", examples=["poutine"])
    type: Listed[EntityType] = Field((), max_length=5, description="What they are.", examples=[["person"]])

    def filter(self) -> ActorFilter:
        """Return the filter.

        Raises:
            InputError: `name` and `q` are both given and differ.
        """
        if self.name is not None and self.q is not None and self.name != self.q:
            raise InputError("`name` and `q` mean the same: give one of them")
        return ActorFilter(name=self.name or self.q, types=tuple(self.type))


class ActorQuestion(Paged, ActorFilters):
    """Which actors, in which order."""

    sort: ActorSort | None = Field(
        None,
        description="`mentions`: the most mentioned first; that order shifts while documents come in. `id`: as they came in, "
        "which never changes. The default is `mentions` with a name and `id` without.",
        examples=["mentions"],
    )

    def order(self) -> Sort:
        """Return the order asked for, or the natural one; by relevance the most mentioned come first."""
        sort = self.sort or (ActorSort.ID if self.name is None and self.q is None else ActorSort.MENTIONS)
        return Sort.OLDEST if sort is ActorSort.ID else Sort.RELEVANCE


class SuggestQuestion(Question):
    """What is being typed."""

    q: Name = Field(
        description="Beginning of a name or alias, whatever its case and accents; words of four letters may be mistyped.",
        examples=["pou", "poutnie"],
    )
    type: Listed[EntityType] = Field((), max_length=5, description="What they are.", examples=[["person"]])
    limit: Limit = Field(10, description="At most this many suggestions.", examples=[10])


class Alias(Answer):
    """One name of an actor."""

    name: str = Field(description="As it stands in the texts.")
    count: int = Field(ge=0, description="How often it stands in the corpus.")

    @classmethod
    def of(cls, view: AliasView) -> Self:
        """Return the alias as it goes out."""
        return cls(name=view.name, count=view.count)


class CardFields(TypedDict):
    """What is told of an actor wherever it is shown."""

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
    first_date: day | None
    last_date: day | None


class NameEvidence(Answer):
    """Where an actor is called by a name."""

    article_id: int = Field(description="The article.")
    mention: Span = Field(description="The name as it stands there.")
    sentence: Span = Field(description="The sentence that holds it.")

    @classmethod
    def of(cls, view: NameEvidenceView) -> Self:
        """Return the evidence as it goes out."""
        return cls(article_id=view.article, mention=Span.of(view.mention), sentence=Span.of(view.sentence))


class ExplainedAlias(Alias):
    """One name of an actor, why it is the actor's, and who else bears it."""

    joined_by: JoinedBy = Field(
        description="`name`: it is its name; `same_name`: but for case, accents and typography; `spelling`: written otherwise, "
        "such as a transliteration; `acronym`; `same_article`: articles use it beside a fuller name; `knowledge`: a name of a known "
        "actor; `part_of_name`: the only actor of whose name it is a part; `other_name`: articles give both names to one actor; "
        "`initials`: the only name with these initials; `shared_ties`, `usage`: of several bearers the one with the same countries "
        "and organizations, or whom nearly all articles mean; `description`: no name is known; `by_hand`: by a ruling."
    )
    detail: str = Field(description="What exactly that rests on; empty where there is nothing to add.")
    evidence: NameEvidence | None = Field(description="A sentence that uses the name.")
    ambiguous: bool = Field(description="Whether other actors of its type bear this name, or one that ends with it.")
    others: list[ActorRef] = Field(description="Those others, the most mentioned first, five at most.")

    @classmethod
    def explained(cls, view: NameView) -> Self:
        """Return the name as it goes out."""
        return cls(
            name=view.name,
            count=view.count,
            joined_by=view.joined_by,
            detail=view.detail,
            evidence=None if view.evidence is None else NameEvidence.of(view.evidence),
            ambiguous=bool(view.others),
            others=[ActorRef.of(other) for other in view.others],
        )


class ActorCard(Answer):
    """What is told of an actor wherever it is shown."""

    id: int
    name: str = Field(description="The fullest name.")
    name_en: str | None = Field(description="The English name, where it is known.")
    type: EntityType
    country: str | None = Field(description="ISO 3166-1 alpha-2 code of a country.")
    wikidata: str | None = Field(description="Wikidata identifier, where it is known.")
    article_count: int = Field(ge=0, description="Articles it stands in.")
    mention_count: int = Field(ge=0, description="Times it is mentioned.")
    quote_count: int = Field(ge=0, description="Quotes it speaks.")
    about_count: int = Field(ge=0, description="Quotes that speak of it.")
    relation_count: int = Field(ge=0, description="Relations it takes part in.")
    first_date: day | None = Field(description="First day of the earliest dated article it stands in.")
    last_date: day | None = Field(description="Last day of the latest dated article it stands in.")

    @classmethod
    def fields_of(cls, view: ActorView) -> CardFields:
        """Return the fields as they go out."""
        return {
            "id": view.id,
            "name": view.name,
            "name_en": view.name_en,
            "type": view.type,
            "country": view.country,
            "wikidata": view.wikidata,
            "article_count": view.article_count,
            "mention_count": view.mention_count,
            "quote_count": view.quote_count,
            "about_count": view.about_count,
            "relation_count": view.relation_count,
            "first_date": view.first_date,
            "last_date": view.last_date,
        }


class Actor(ActorCard):
    """An actor across all documents."""

    aliases: list[Alias] = Field(description="Its names.")

    @classmethod
    def of(cls, view: ActorView) -> Self:
        """Return the actor as it goes out."""
        return cls(**cls.fields_of(view), aliases=[Alias.of(alias) for alias in view.aliases])


class ActorListing(Listing[Actor]):
    """One page of actors."""


class Suggestion(Answer):
    """A name that completes what is typed."""

    actor: ActorRef
    matched: str = Field(description="The name or alias that fits.")
    match: NameMatch = Field(
        description="`exact`: the name is what is typed; `beginning`: a word of it begins so; `similar`: its words are in another "
        "order or have other letters."
    )
    edits: int = Field(
        ge=0,
        le=2,
        description="Letters missing, wrong, too many or exchanged in one word, at most: 2 from eight letters on.",
    )
    mention_count: int = Field(ge=0, description="How often the actor is called by the names that fit so.")
    article_count: int = Field(ge=0, description="Articles the actor stands in.")

    @classmethod
    def of(cls, view: SuggestionView) -> Self:
        """Return the suggestion as it goes out."""
        return cls(
            actor=ActorRef.of(view.actor),
            matched=view.matched,
            match=view.match,
            edits=view.edits,
            mention_count=view.mention_count,
            article_count=view.article_count,
        )


class Suggestions(Answer):
    """Names that complete what is typed: the nearest first, of equally near ones the most mentioned."""

    items: list[Suggestion]
