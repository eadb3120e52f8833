"""Highlights: the words that made an item match, as stretches of its article."""

from collections.abc import Sequence

from app.api.schemas.articles import Snippet
from app.api.schemas.evidence import Span as SpanAnswer
from app.domain.spans import Span, Utf16Map
from app.domain.views import ArticleText, QuoteView, TextSpan
from app.search.highlight import highlight


def quote_highlights(q: str | None, quote: QuoteView) -> list[TextSpan]:
    """Return the words of the content of `quote` that match `q`."""
    if q is None:
        return []
    return [_shifted(part, span) for part in quote.parts for span in highlight(q, part.text, quote.article.language)]


def snippet(q: str, language: str, article: ArticleText) -> Snippet | None:
    """Return the sentence with most words that match `q`, the first of equals; None where only the title matches."""
    found = highlight(q, article.text, language)
    held = {sentence: [span for span in found if sentence.contains(span)] for sentence in article.sentences}
    best = max(held, key=lambda sentence: len(held[sentence]), default=None)
    if best is None or not held[best]:
        return None
    return _snippet(article.text, best, held[best])


def _snippet(text: str, sentence: Span, found: Sequence[Span]) -> Snippet:
    utf16 = Utf16Map.of(text)
    whole, *inside = (
        SpanAnswer(
            start=span.start,
            end=span.end,
            utf16_start=utf16.offset(span.start),
            utf16_end=utf16.offset(span.end),
            text=span.of(text),
        )
        for span in (sentence, *found)
    )
    return Snippet(**dict(whole), highlights=inside)


def _shifted(part: TextSpan, span: Span) -> TextSpan:
    """Return a stretch of a part as a stretch of the article."""
    utf16 = Utf16Map.of(part.text)
    return TextSpan(
        part.start + span.start,
        part.start + span.end,
        part.utf16_start + utf16.offset(span.start),
        part.utf16_start + utf16.offset(span.end),
        span.of(part.text),
    )
