"""Quoted stretches: which quote, and whose, holds a place of the text."""

from bisect import bisect_right

from app.domain.annotations import Quote
from app.domain.spans import Span
from app.extraction.relations.page import Page


class QuotedStretches:
    """The parts of all quotes of a page, to be asked which one holds a span."""

    def __init__(self, page: Page) -> None:
        parts = [(part, quote) for quote in page.draft.quotes for part in quote.parts]
        self._parts = sorted(parts, key=lambda pair: pair[0])
        self._starts = [part.start for part, _ in self._parts]

    def holding(self, span: Span) -> str | None:
        """Return the id of the quote whose content holds the start of `span`."""
        quote = self.quote_at(span)
        return quote.id if quote is not None else None

    def speaker_at(self, span: Span) -> str | None:
        """Return the id of the actor who says the start of `span`."""
        quote = self.quote_at(span)
        return quote.speaker.entity if quote is not None and quote.speaker is not None else None

    def quote_at(self, span: Span) -> Quote | None:
        """Return the quote whose content holds the start of `span`."""
        at = bisect_right(self._starts, span.start)
        if not at:
            return None
        part, quote = self._parts[at - 1]
        return quote if span.start < part.end else None
