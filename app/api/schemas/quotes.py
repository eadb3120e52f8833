"""Quotes: what may be asked and what comes back."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Self

from pydantic import Field

from app.api.schemas.evidence import ActorRef, Answer, ArticleRef, Extractor, Slot, Span
from app.api.schemas.facets import FacetValue
from app.api.schemas.listings import Listing
from app.api.schemas.questions import Dated, Paged, Placed, Searched, Worded
from app.api.schemas.values import Listed, Name, Share
from app.domain.annotations import QuoteType
from app.domain.queries import ActorSet, Operator, QuoteFilter
from app.domain.views import QuoteView, TextSpan


class QuoteFilters(Placed, Dated, Worded):
    """Which quotes: what may be asked of them wherever they are listed or exported."""

    actor: tuple[Name, ...] = Field(
        (),
        max_length=20,
        description="Speaker or somebody spoken of: an id, a name or an alias.",
        examples=[["Poutine"]],
    )
    speaker: tuple[Name, ...] = Field(
        (), max_length=20, description="Who speaks: an id, a name or an alias.", examples=[["poutine"]]
    )
    about: tuple[Name, ...] = Field(
        (), max_length=20, description="Who is spoken of: an id, a name or an alias.", examples=[["Chine"]]
    )
    actor_op: Operator = Field(
        Operator.AND, description="Of several values of one of these parameters: all or one.", examples=["or"]
    )
    quote_type: Listed[QuoteType] = Field(
        (),
        max_length=3,
        description="`direct`, `indirect` or `mixed`; several mean any of them.",
        examples=[["direct"]],
    )
    cue: Name | None = Field(
        None,
        description="Words of what introduces the quote, side by side as they stand: `déclaré` finds `a déclaré`.",
        examples=["déclaré"],
    )
    min_confidence: Share = Field(
        0.0, description="At least this probable to be right, this value included.", examples=[0.5]
    )

    def filter(self, *, actor: ActorSet, speaker: ActorSet, about: ActorSet) -> QuoteFilter:
        """Return the filter, the actors being resolved."""
        return QuoteFilter(
            actors=actor,
            speakers=speaker,
            about=about,
            dates=self.dates(),
            types=self.quote_type,
            languages=self.lang,
            sources=self.source,
            cue=self.cue,
            min_confidence=self.min_confidence,
            with_copies=self.with_copies,
        )


class QuoteFacet(StrEnum):
    """What the quotes found can be counted by."""

    LANG = "lang"
    SOURCE = "source"
    SPEAKER = "speaker"
    ABOUT = "about"
    TYPE = "type"
    YEAR = "year"
    MONTH = "month"


class QuoteQuestion(Paged, QuoteFilters, Searched):
    """Which quotes, in which order, and what to count of them."""

    facets: Listed[QuoteFacet] = Field(
        (),
        max_length=7,
        description="Count the quotes found by these; the twenty largest of each.",
        examples=[["speaker", "month"]],
    )


class Quote(Answer):
    """One act of saying with the sentence that proves it."""

    id: int
    type: QuoteType = Field(
        description="`direct`: all in marks; `indirect`: no marks; `mixed`: marked fragments inside."
    )
    parts: list[Span] = Field(description="The content alone, without marks and cue; several where an incise cuts it.")
    cue: Span | None = Field(description="The word that introduces it.")
    speaker: Slot | None = Field(description="Who says it; null when nobody is named.")
    via: Slot | None = Field(description="The channel it came by, such as a newspaper.")
    about: list[ActorRef] = Field(description="The actors named in the content.")
    evidence: Span = Field(description="The sentence or sentences that hold the quote.")
    highlights: list[Span] = Field(description="With a search: the words of the content that match it.")
    confidence: float = Field(
        ge=0, le=1, description="Calibrated probability that somebody says this here, and that it is this speaker."
    )
    article: ArticleRef
    extractor: Extractor

    @classmethod
    def of(cls, view: QuoteView, highlights: Sequence[TextSpan] = ()) -> Self:
        """Return the quote as it goes out."""
        return cls(
            id=view.id,
            type=view.type,
            parts=[Span.of(part) for part in view.parts],
            cue=Span.maybe(view.cue),
            speaker=Slot.maybe(view.speaker),
            via=Slot.maybe(view.via),
            about=[ActorRef.of(actor) for actor in view.about],
            evidence=Span.of(view.evidence),
            highlights=[Span.of(span) for span in highlights],
            confidence=view.confidence,
            article=ArticleRef.of(view.article),
            extractor=Extractor.of(view.extractor),
        )


class ArticleQuotes(Listing[Quote]):
    """One page of the quotes of an article."""


class QuoteListing(Listing[Quote]):
    """One page of quotes."""

    facets: dict[QuoteFacet, list[FacetValue]] = Field(description="The counts asked for, the largest first.")
    facets_timed_out: bool = Field(description="Whether the counting was given up for lack of time.")
