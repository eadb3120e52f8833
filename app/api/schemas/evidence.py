"""What stands as evidence in every answer: stretches of text, dates, actors, articles and what made the annotation.

Nothing that goes out has a default: every field is always there, `null` where nothing is known.
"""

from datetime import date as day
from typing import Self, TypedDict

from pydantic import BaseModel, ConfigDict, Field

from app.domain.annotations import EntityType
from app.domain.annotations import Extractor as ExtractorWord
from app.domain.dates import PartialDate, Precision
from app.domain.views import ActorRef as ActorRefView
from app.domain.views import ArticleRef as ArticleRefView
from app.domain.views import SlotView, TextSpan


class Answer(BaseModel):
    """Base of everything that goes out."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Answer):
    """A stretch of the article's text, half-open, with its words."""

    start: int = Field(ge=0, description="First character, in Unicode code points from the start of `text`.")
    end: int = Field(ge=0, description="Behind the last character, in Unicode code points.")
    utf16_start: int = Field(ge=0, description="`start` in UTF-16 code units, as JavaScript counts.")
    utf16_end: int = Field(ge=0, description="`end` in UTF-16 code units.")
    text: str = Field(description="The words that stand there, unchanged.")

    @classmethod
    def of(cls, view: TextSpan) -> Self:
        """Return the stretch as it goes out."""
        return cls(
            start=view.start, end=view.end, utf16_start=view.utf16_start, utf16_end=view.utf16_end, text=view.text
        )

    @classmethod
    def maybe(cls, view: TextSpan | None) -> Self | None:
        """Return the stretch as it goes out, or nothing."""
        return None if view is None else cls.of(view)


class DateFields(TypedDict):
    """The fields that tell of a date."""

    date: str | None
    date_start: day | None
    date_end: day | None
    date_precision: Precision | None


def date_fields(value: PartialDate | None) -> DateFields:
    """Return the four fields that tell of a date."""
    if value is None:
        return {"date": None, "date_start": None, "date_end": None, "date_precision": None}
    return {
        "date": str(value),
        "date_start": value.first,
        "date_end": value.last,
        "date_precision": value.precision,
    }


class ActorRef(Answer):
    """An actor named in an answer."""

    id: int = Field(description="The actor's id: `/v1/actors/{id}` tells more.")
    name: str = Field(description="Its fullest name.")
    type: EntityType = Field(description="What it is.")

    @classmethod
    def of(cls, view: ActorRefView) -> Self:
        """Return the actor as it goes out."""
        return cls(id=view.id, name=view.name, type=view.type)


class Slot(Answer):
    """A speaker or channel: the words nearest the cue, and the actor they stand for, where each is known."""

    mention: Span | None = Field(description="The words in the text; null when nobody is named there.")
    actor: ActorRef | None = Field(description="The actor; null when it is not known who that is.")

    @classmethod
    def maybe(cls, view: SlotView | None) -> Self | None:
        """Return the slot as it goes out, or nothing."""
        if view is None:
            return None
        actor = None if view.actor is None else ActorRef.of(view.actor)
        return cls(mention=Span.maybe(view.mention), actor=actor)


class ArticleFields(Answer):
    """What every answer tells of an article."""

    id: int = Field(description="The article's id: `/v1/articles/{id}` tells more.")
    title: str | None = Field(description="Its title.")
    url: str | None = Field(description="Where it was published.")
    source: str | None = Field(description="Who published it, as the document says.")
    language: str = Field(description="ISO 639 code.")
    date: str | None = Field(description="`2023`, `2023-04` or `2023-04-12`; null for an undated article.")
    date_start: day | None = Field(description="The first day it may be.")
    date_end: day | None = Field(description="The last day it may be.")
    date_precision: Precision | None = Field(description="How much of the date is known.")
    sha256: str = Field(description="SHA-256 of the stored text in UTF-8: the offsets count in exactly this text.")


class ArticleRef(ArticleFields):
    """The article that an item comes from."""

    @classmethod
    def of(cls, view: ArticleRefView) -> Self:
        """Return the article as it goes out."""
        return cls(
            id=view.id,
            url=view.url,
            title=view.title,
            source=view.source,
            language=view.language,
            sha256=view.sha256,
            **date_fields(view.date),
        )


class Extractor(Answer):
    """What made the annotation."""

    name: str = Field(description="The extractor.")
    version: str = Field(description="Its version.")

    @classmethod
    def of(cls, word: ExtractorWord) -> Self:
        """Return the extractor as it goes out."""
        return cls(name=word.name, version=word.version)
