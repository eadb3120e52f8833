"""What the pages may be asked; a form sends the fields left empty as well, and those ask for nothing."""

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from app.api.schemas.questions import Dated, Paged, Question, Searched
from app.api.schemas.values import Language, Name
from app.domain.annotations import QuoteType
from app.domain.queries import ActorSet, ArticleFilter, QuoteFilter, Sort


class Shown(StrEnum):
    """What a search shows."""

    QUOTES = "quotes"
    ARTICLES = "articles"


class Filled(Question):
    """A form that was sent."""

    hl: Literal["fr", "en"] | None = Field(None, description="Language of the page.")

    @model_validator(mode="before")
    @classmethod
    def _leave_out(cls, given: dict[str, object]) -> dict[str, object]:
        """Leave out what was left empty."""
        return {name: value for name, value in given.items() if not isinstance(value, str) or value.strip()}


class SearchPage(Filled, Paged, Dated, Searched):
    """What the search is asked; every value once, so that each can be shown and taken away."""

    show: Shown = Field(Shown.QUOTES, description="Quotes or articles.")
    speaker: Name | None = Field(None, description="Who speaks.")
    about: Name | None = Field(None, description="Who is spoken of.")
    actor: Name | None = Field(None, description="Who has anything to do with it.")
    source: Name | None = Field(None, description="Where it was published.")
    lang: Language | None = Field(None, description="Language of the article.")
    type: QuoteType | None = Field(None, description="How it is quoted.")

    def order(self) -> Sort:
        """Return the order asked for; by relevance only where something is sought."""
        asked = None if self.sort is Sort.RELEVANCE and self.q is None else self.sort
        return asked or (Sort.NEWEST if self.q is None else Sort.RELEVANCE)

    def names(self) -> dict[str, tuple[str, ...]]:
        """Return the actors asked for by parameter."""
        asked = {"speaker": self.speaker, "about": self.about, "actor": self.actor}
        return {name: () if value is None else (value,) for name, value in asked.items()}

    def articles(self, *, actor: ActorSet, speaker: ActorSet, about: ActorSet) -> ArticleFilter:
        """Return the filter of articles: everybody asked for stands in them."""
        everybody = ActorSet((*speaker.ids, *about.ids, *actor.ids))
        return ArticleFilter(everybody, self.dates(), self._languages(), self._sources(), with_copies=False)

    def quotes(self, *, actor: ActorSet, speaker: ActorSet, about: ActorSet) -> QuoteFilter:
        """Return the filter of quotes."""
        return QuoteFilter(
            actors=actor,
            speakers=speaker,
            about=about,
            dates=self.dates(),
            types=() if self.type is None else (self.type,),
            languages=self._languages(),
            sources=self._sources(),
            with_copies=False,
        )

    def _languages(self) -> tuple[str, ...]:
        return () if self.lang is None else (self.lang,)

    def _sources(self) -> tuple[str, ...]:
        return () if self.source is None else (self.source,)


class Period(StrEnum):
    """What a comparison counts by."""

    MONTH = "month"
    YEAR = "year"


class ComparePage(Filled):
    """Who is compared with whom."""

    a: Name | None = Field(None, description="The one.")
    b: Name | None = Field(None, description="The other.")
    by: Period = Field(Period.MONTH, description="Counted by month or by year.")
