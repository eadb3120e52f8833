"""Relations: what may be asked and what comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date as day
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field

from app.api.schemas.evidence import ActorRef, Answer, ArticleRef, Extractor, Slot, Span
from app.api.schemas.facets import FacetValue
from app.api.schemas.listings import Listing
from app.api.schemas.questions import Dated, Paged, Placed
from app.api.schemas.values import DateText, Listed, Name, Share
from app.domain.annotations import Modality, Polarity, RelationGroup, RelationType
from app.domain.dates import DateRange, PartialDate, Precision
from app.domain.queries import ActorSet, Claimant, Operator, RelationFilter, Sort, types_of
from app.domain.views import RelationView
from app.errors import InputError

ACTORS = ("actor", "subject", "object", "between", "location")
"""Parameters that name actors."""


class RelationFilters(Placed, Dated):
    """Which relations: what may be asked of them wherever they are listed, counted or drawn."""

    actor: tuple[Name, ...] = Field(
        (), max_length=20, description="Anyone who takes part: an id, a name or an alias.", examples=[["Poutine"]]
    )
    subject: tuple[Name, ...] = Field(
        (),
        max_length=20,
        description="From whom it goes out; either side of a symmetric one.",
        examples=[["Xi Jinping"]],
    )
    object: tuple[Name, ...] = Field(
        (), max_length=20, description="To whom it goes; either side of a symmetric one.", examples=[["Russie"]]
    )
    between: tuple[Name, ...] = Field(
        (),
        max_length=2,
        description="Two actors on opposite sides, whoever is on which: give it twice.",
        examples=[["Poutine", "Xi Jinping"]],
    )
    location: tuple[Name, ...] = Field(
        (), max_length=20, description="Where its evidence says it happened; several mean any.", examples=[["Moscou"]]
    )
    actor_op: Operator = Field(
        Operator.AND, description="Of several values of one of these parameters: all or one.", examples=["or"]
    )
    type: Listed[RelationType] = Field(
        (), max_length=25, description="Types; several mean any.", examples=[["CONSULT"]]
    )
    group: Listed[RelationGroup] = Field(
        (),
        max_length=4,
        description="All types of a kind: `event`, `role`, `state`, `stance`; with `type`: these as well.",
        examples=[["role"]],
    )
    mode: Listed[Name] = Field(
        (), max_length=20, description="How, where the type has kinds: `meet`, `visit`, `phone`.", examples=[["visit"]]
    )
    modality: Listed[Modality] = Field(
        (), max_length=4, description="Told as a fact, as to come, as possible, as long past.", examples=[["actual"]]
    )
    polarity: Listed[Polarity] = Field((), max_length=2, description="Affirmed or denied.", examples=[["affirmed"]])
    attribution: Listed[Claimant] = Field(
        (), max_length=2, description="Claimed by the article itself, or only by a quote in it.", examples=[["article"]]
    )
    told_from: DateText | None = Field(
        None,
        description="What it tells happened on this day or later: by the date that is told, else by that of the article.",
        examples=["2023-04-10", "2023-04"],
    )
    told_to: DateText | None = Field(
        None, description="What it tells happened on this day or before.", examples=["2023-04-20", "2023-04"]
    )
    min_confidence: Share = Field(0.0, description="At least this sure of itself.", examples=[0.5])

    def actors(self) -> Mapping[str, Sequence[str]]:
        """Return the actors asked for, by parameter."""
        return {name: getattr(self, name) for name in ACTORS}

    def relations(self, sets: Mapping[str, ActorSet]) -> RelationFilter:
        """Return the filter, the actors being resolved.

        Raises:
            InputError: `between` does not name two.
            DateError: a range ends before it begins.
        """
        if len(self.between) == 1:
            raise InputError("`between` takes two actors: give it twice, or use `actor` for one")
        return RelationFilter(
            actors=sets["actor"],
            subjects=sets["subject"],
            objects=sets["object"],
            between=ActorSet(sets["between"].ids),
            locations=ActorSet(sets["location"].ids, Operator.OR),
            types=types_of(self.type, self.group),
            modes=self.mode,
            modalities=self.modality,
            polarities=self.polarity,
            claimants=self.attribution,
            dates=self.dates(),
            told=DateRange(
                self.told_from and self.told_from.first, self.told_to and self.told_to.last, self.date_match
            ),
            languages=self.lang,
            sources=self.source,
            min_confidence=self.min_confidence,
            with_copies=self.with_copies,
        )


class RelationFacet(StrEnum):
    """What the relations found can be counted by."""

    LANG = "lang"
    SOURCE = "source"
    ACTOR = "actor"
    TYPE = "type"
    MODALITY = "modality"
    YEAR = "year"
    MONTH = "month"


class RelationQuestion(Paged, RelationFilters):
    """Which relations, in which order, and what to count of them."""

    sort: Literal[Sort.NEWEST, Sort.OLDEST] = Field(
        Sort.NEWEST, description="`-date`: newest first (the default), `date`: oldest first.", examples=["-date"]
    )
    event_key: Name | None = Field(None, description="The reports of one event.", examples=["CONSULT.1-3.2023-04"])
    facets: Listed[RelationFacet] = Field(
        (),
        max_length=7,
        description="Count the relations found by these; the twenty largest of each.",
        examples=[["type", "actor"]],
    )

    def filter(self, sets: Mapping[str, ActorSet]) -> RelationFilter:
        """Return the filter, the actors being resolved."""
        return replace(self.relations(sets), event=self.event_key)


class ToldDate(Answer):
    """A day, month or year that a sentence tells."""

    date: str = Field(description="`2023`, `2023-04` or `2023-04-12`.")
    date_start: day = Field(description="The first day it may be.")
    date_end: day = Field(description="The last day it may be.")
    date_precision: Precision = Field(description="How much of it is known.")

    @classmethod
    def maybe(cls, value: PartialDate | None) -> Self | None:
        """Return the date as it goes out, or nothing."""
        if value is None:
            return None
        return cls(date=str(value), date_start=value.first, date_end=value.last, date_precision=value.precision)


class Relation(Answer):
    """Something the text states between actors, with the sentence that proves it."""

    id: int
    type: RelationType = Field(description="PLOVER's events, roles, states and a stance.")
    mode: str | None = Field(description="How, where the type has kinds: a CONSULT may be `meet`, `visit`, `phone`.")
    source: list[ActorRef] = Field(description="From whom it goes out.")
    target: list[ActorRef] = Field(description="To whom it goes.")
    symmetric: bool = Field(description="Whether the two sides may be exchanged.")
    polarity: Polarity = Field(description="Whether the text affirms or denies it.")
    modality: Modality = Field(description="Whether it is told as a fact, as to come, as possible or as long past.")
    attribution: Literal["article", "quote"] = Field(description="Who claims it: the article itself, or a quote in it.")
    quote_id: int | None = Field(description="The quote that alone claims it: `/v1/quotes/{id}` tells more.")
    trigger: Span = Field(description="The words that state it.")
    evidence: Span = Field(description="The sentence that holds it.")
    location: Slot | None = Field(description="Where the sentence says it happened, if it does.")
    told: ToldDate | None = Field(description="When the sentence says it happened, if it does.")
    event_key: str | None = Field(
        description="The event that it reports: `/v1/events?event_key=` lists all its reports."
    )
    confidence: float = Field(ge=0, le=1, description="How sure the extraction is.")
    article: ArticleRef
    extractor: Extractor

    @classmethod
    def of(cls, view: RelationView) -> Self:
        """Return the relation as it goes out."""
        return cls(
            id=view.id,
            type=view.type,
            mode=view.mode,
            source=[ActorRef.of(actor) for actor in view.source],
            target=[ActorRef.of(actor) for actor in view.target],
            symmetric=view.symmetric,
            polarity=view.polarity,
            modality=view.modality,
            attribution="article" if view.quote is None else "quote",
            quote_id=view.quote,
            trigger=Span.of(view.trigger),
            evidence=Span.of(view.evidence),
            location=Slot.maybe(view.location),
            told=ToldDate.maybe(view.date),
            event_key=view.event_key,
            confidence=view.confidence,
            article=ArticleRef.of(view.article),
            extractor=Extractor.of(view.extractor),
        )


class RelationListing(Listing[Relation]):
    """One page of relations."""

    facets: dict[RelationFacet, list[FacetValue]] = Field(description="The counts asked for, the largest first.")
    facets_timed_out: bool = Field(description="Whether the counting was given up for lack of time.")
