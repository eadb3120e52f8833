"""Relations: what may be asked and what comes back."""

from typing import Literal, Self

from pydantic import Field

from app.api.schemas.evidence import ActorRef, Answer, ArticleRef, Extractor, Span
from app.api.schemas.listings import Listing
from app.api.schemas.questions import Dated, Paged, Placed
from app.api.schemas.values import Listed, Name, Share
from app.domain.annotations import Modality, Polarity, RelationType
from app.domain.queries import ActorSet, Operator, RelationFilter, Sort
from app.domain.views import RelationView


class RelationQuestion(Paged, Placed, Dated):
    """Which relations."""

    sort: Literal[Sort.NEWEST, Sort.OLDEST] = Field(
        Sort.NEWEST, description="`-date`: newest first (the default), `date`: oldest first.", examples=["-date"]
    )
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
    actor_op: Operator = Field(
        Operator.AND, description="Of several values of one of these parameters: all or one.", examples=["or"]
    )
    type: Listed[RelationType] = Field(
        (), max_length=25, description="Types; several mean any.", examples=[["CONSULT"]]
    )
    modality: Listed[Modality] = Field(
        (), max_length=4, description="Told as a fact, as to come, as possible, as long past.", examples=[["actual"]]
    )
    polarity: Listed[Polarity] = Field((), max_length=2, description="Affirmed or denied.", examples=[["affirmed"]])
    min_confidence: Share = Field(0.0, description="At least this sure of itself.", examples=[0.5])

    def filter(self, *, actor: ActorSet, subject: ActorSet, object: ActorSet) -> RelationFilter:  # noqa: A002 (the parameter's name)
        """Return the filter, the actors being resolved."""
        return RelationFilter(
            actors=actor,
            subjects=subject,
            objects=object,
            types=self.type,
            modalities=self.modality,
            polarities=self.polarity,
            dates=self.dates(),
            languages=self.lang,
            sources=self.source,
            min_confidence=self.min_confidence,
        )


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
    quote_id: int | None = Field(description="The quote that alone claims it.")
    trigger: Span = Field(description="The words that state it.")
    evidence: Span = Field(description="The sentence that holds it.")
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
            confidence=view.confidence,
            article=ArticleRef.of(view.article),
            extractor=Extractor.of(view.extractor),
        )


class RelationListing(Listing[Relation]):
    """One page of relations."""
