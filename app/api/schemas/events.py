"""Events: what may be asked and what comes back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date as day
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field

from app.api.schemas.evidence import ActorRef, Answer, ArticleRef, Span
from app.api.schemas.listings import Listing
from app.api.schemas.questions import Paged
from app.api.schemas.relations import RelationFilters, ToldDate
from app.api.schemas.values import Count, Name
from app.domain.annotations import Modality, Polarity, RelationGroup, RelationType
from app.domain.dates import Precision
from app.domain.queries import ActorSet, Claimant, EventFilter, Sort, types_of
from app.domain.views import EventView, RelationView


class EventSort(StrEnum):
    """The order of a listing of events."""

    NEWEST = "-date"
    OLDEST = "date"
    REPORTS = "-reports"


_ORDER = {EventSort.NEWEST: Sort.NEWEST, EventSort.OLDEST: Sort.OLDEST, EventSort.REPORTS: Sort.RELEVANCE}


class EventQuestion(Paged, RelationFilters):
    """Which events: those of which at least one report is such a relation."""

    sort: EventSort = Field(
        EventSort.NEWEST,
        description="`-date`: the latest first (the default), `date`: the earliest first, `-reports`: the most often told first; "
        "that order shifts while documents come in.",
        examples=["-reports"],
    )
    event_key: Name | None = Field(None, description="One event.", examples=["CONSULT.1-3.2023-04"])
    min_reports: Count = Field(1, description="Told at least so often.", examples=[2])
    min_articles: Count = Field(1, description="Told by at least so many articles.", examples=[2])

    def order(self) -> Sort:
        """Return the order asked for."""
        return _ORDER[self.sort]

    def filter(self, sets: Mapping[str, ActorSet]) -> EventFilter:
        """Return the filter, the actors being resolved: events alone, where neither type, group nor key is asked for."""
        reports = replace(self.relations(sets), event=self.event_key)
        if not reports.types and self.event_key is None:
            reports = replace(reports, types=types_of((), (RelationGroup.EVENT,)))
        return EventFilter(reports, self.min_reports, self.min_articles)


class EventReport(Answer):
    """One report of an event, with the sentence that states it."""

    relation_id: int = Field(description="The relation.")
    modality: Modality = Field(description="Whether it is told as a fact, as to come, as possible or as long past.")
    attribution: Literal["article", "quote"] = Field(description="Who claims it: the article itself, or a quote in it.")
    quote_id: int | None = Field(description="The quote that alone claims it.")
    told: ToldDate | None = Field(description="When the sentence says it happened, if it does.")
    trigger: Span = Field(description="The words that state it.")
    evidence: Span = Field(description="The sentence that holds it.")
    confidence: float = Field(ge=0, le=1, description="How sure the extraction is.")
    article: ArticleRef

    @classmethod
    def of(cls, view: RelationView) -> Self:
        """Return the report as it goes out."""
        return cls(
            relation_id=view.id,
            modality=view.modality,
            attribution="article" if view.quote is None else "quote",
            quote_id=view.quote,
            told=ToldDate.maybe(view.date),
            trigger=Span.of(view.trigger),
            evidence=Span.of(view.evidence),
            confidence=view.confidence,
            article=ArticleRef.of(view.article),
        )


class Event(Answer):
    """One event, however often it is told."""

    event_key: str = Field(description="Its name: type, actors, first day and place.")
    type: RelationType = Field(description="PLOVER's events, roles, states and a stance.")
    modes: list[str] = Field(description="How, as its reports tell: a CONSULT may be `meet`, `visit`, `phone`.")
    source: list[ActorRef] = Field(description="From whom it goes out.")
    target: list[ActorRef] = Field(description="To whom it goes.")
    symmetric: bool = Field(description="Whether the two sides may be exchanged.")
    polarity: Polarity = Field(description="Whether its reports affirm or deny it.")
    date_start: day | None = Field(description="The first day it may be; of a role or state, that it is told of.")
    date_end: day | None = Field(description="The last day it may be; of a role or state, that it is told of.")
    date_precision: Precision | None = Field(description="How exactly that is known.")
    location: ActorRef | None = Field(description="Where it happened, if that is told.")
    report_count: int = Field(ge=1, description="How often it is told.")
    article_count: int = Field(ge=1, description="By how many articles.")
    source_count: int = Field(ge=0, description="By how many publishers that are known.")
    modalities: dict[Modality, int] = Field(description="How its reports tell it.")
    attributions: dict[Claimant, int] = Field(description="Who claims it: with quotes alone, nobody but they say so.")
    confidence: float = Field(ge=0, le=1, description="Confidence of its surest report.")
    reports: list[EventReport] = Field(description="Its reports, the surest first, ten at most.")
    reports_left_out: int = Field(ge=0, description="Reports that are not shown here.")
    reports_url: str = Field(description="The list of all its reports.")

    @classmethod
    def of(cls, view: EventView) -> Self:
        """Return the event as it goes out."""
        return cls(
            event_key=view.key,
            type=view.type,
            modes=list(view.modes),
            source=[ActorRef.of(actor) for actor in view.source],
            target=[ActorRef.of(actor) for actor in view.target],
            symmetric=view.symmetric,
            polarity=view.polarity,
            date_start=view.first_date,
            date_end=view.last_date,
            date_precision=view.precision,
            location=None if view.location is None else ActorRef.of(view.location),
            report_count=view.report_count,
            article_count=view.article_count,
            source_count=view.source_count,
            modalities={Modality(name): count for name, count in view.modalities.items()},
            attributions={Claimant(name): count for name, count in view.claimants.items()},
            confidence=view.confidence,
            reports=[EventReport.of(report) for report in view.reports],
            reports_left_out=view.report_count - len(view.reports),
            reports_url=f"/v1/relations?event_key={view.key}",
        )


class EventListing(Listing[Event]):
    """One page of events."""
