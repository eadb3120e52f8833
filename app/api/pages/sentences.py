"""Quotes as the pages show them: the sentence that proves each, its words marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.api.highlighting import quote_highlights
from app.api.pages.marking import Found, Passage
from app.domain.views import QuoteView


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote and its evidence, cut into passages."""

    quote: QuoteView
    passages: tuple[Passage, ...]


def shown(quotes: Sequence[QuoteView], q: str | None = None) -> list[Shown]:
    """Return the quotes with their evidence marked, and in it what was sought by `q`."""
    return [Shown(quote, _passages(quote, q)) for quote in quotes]


def _passages(quote: QuoteView, q: str | None) -> tuple[Passage, ...]:
    found = Found()
    found.add_quote(quote, quote_highlights(q, quote))
    return tuple(found.passages(quote.evidence.text, quote.evidence.start))
