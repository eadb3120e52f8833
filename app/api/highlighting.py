"""Highlights: the words that made an item match, as stretches of its article."""

from bisect import bisect_right
from collections import defaultdict
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
    starts = [sentence.start for sentence in article.sentences]
    held: defaultdict[Span, list[Span]] = defaultdict(list)
    for span in highlight(q, article.text, language):
        place = bisect_right(starts, span.start) - 1
        if place >= 0 and article.sentences[place].contains(span):
            held[article.sentences[place]].append(span)
    if not held:
        return None
    best = max(held, key=lambda sentence: len(held[sentence]))
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
