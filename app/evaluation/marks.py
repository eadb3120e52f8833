"""Robustness to quotation marks: the same articles with other marks, and with one mark missing.

The gold moves with its words, so that every variant is scored like the original. The spread of a measure is its best
figure less its worst.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from zlib import crc32

from app.domain.spans import Span
from app.evaluation.gold import Article, Gold, GoldQuote, GoldSlot
from app.evaluation.scores import Score, Sheet

_PARAGRAPH = re.compile(r"[^\n]+")
_MEASURES = ("o30", "exact", "e2e")
_SPACE = "[ \u00a0\u202f]*"
_MARK = re.compile(f'(?P<open>[«“]{_SPACE})|(?P<close>{_SPACE}[»”])|(?P<straight>")')


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark with the blanks on its inner side; `opens` says which side that is."""

    span: Span
    opens: bool


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the text and what stands there instead."""

    span: Span
    words: str


def marks_of(text: str) -> list[Mark]:
    """Return the outer quotation marks of `text`, paragraph by paragraph; straight ones open and close in turn."""
    return [mark for paragraph in _PARAGRAPH.finditer(text) for mark in _marks_in(text, Span(*paragraph.span()))]


def _marks_in(text: str, paragraph: Span) -> Iterator[Mark]:
    depth, straight = 0, False
    for found in _MARK.finditer(text, paragraph.start, paragraph.end):
        opens = found["open"] is not None or (found["straight"] is not None and not straight)
        straight ^= found["straight"] is not None
        depth = max(0, depth if opens else depth - 1)
        if depth == 0:
            yield Mark(Span(*found.span()), opens)
        depth += opens


def _replaced(opening: str, closing: str) -> Callable[[Article], Article]:
    """Return what writes an article with these marks."""

    def variant(article: Article) -> Article:
        edits = [Edit(mark.span, opening if mark.opens else closing) for mark in marks_of(article.text)]
        return rewritten(article, edits)

    return variant


def _one_missing(article: Article) -> Article:
    """Return the article without one of its marks; which one depends on its id alone."""
    marks = marks_of(article.text)
    lost = marks[crc32(article.id.encode("utf-8")) % len(marks)]
    return rewritten(article, [Edit(lost.span, "")])


VARIANTS: MappingProxyType[str, Callable[[Article], Article]] = MappingProxyType(
    {
        "as written": lambda article: article,
        "« »": _replaced("«\u00a0", "\u00a0»"),
        "“ ”": _replaced("“", "”"),
        "straight": _replaced('"', '"'),
        "one missing": _one_missing,
    }
)


def rewritten(article: Article, edits: list[Edit]) -> Article:
    """Return the article with `edits` made (in text order, apart from one another) and the quotes of its gold moved."""
    pieces: list[str] = []
    reached = 0
    for edit in edits:
        pieces += article.text[reached : edit.span.start], edit.words
        reached = edit.span.end
    text = "".join(pieces) + article.text[reached:]
    gold = article.gold
    quotes = tuple(_moved(quote, edits) for quote in gold.quotes) if gold else ()
    return Article(article.id, text, gold=Gold(gold.date, gold.entities, quotes, ()) if gold else None)


def _moved(quote: GoldQuote, edits: list[Edit]) -> GoldQuote:
    parts = tuple(_shifted(part, edits) for part in quote.parts)
    cue = _shifted(quote.cue, edits) if quote.cue else None
    via = _moved_slot(quote.via, edits) if quote.via else None
    return replace(quote, parts=parts, cue=cue, speaker=_moved_slot(quote.speaker, edits), via=via)


def _moved_slot(slot: GoldSlot, edits: list[Edit]) -> GoldSlot:
    return replace(slot, span=_shifted(slot.span, edits)) if slot.span else slot


def _shifted(span: Span, edits: list[Edit]) -> Span:
    """Return where the words of `span` stand after `edits`."""
    return Span(_place(span.start, edits, after=True), _place(span.end, edits, after=False))


def _place(position: int, edits: list[Edit], *, after: bool) -> int:
    """Return where `position` is after `edits`; one inside an edit goes `after` its new words, or before them."""
    grown = 0
    for edit in edits:
        if edit.span.end > position:
            inside = edit.span.start < position
            return edit.span.start + grown + (len(edit.words) if after else 0) if inside else position + grown
        grown += len(edit.words) - len(edit.span)
    return position + grown


def varied(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """Return every variant of the articles that were read and have quotation marks."""
    marked = [one for one in articles if one.gold is not None and marks_of(one.text)]
    return {name: [variant(one) for one in marked] for name, variant in VARIANTS.items()}


def add_variant(total: Sheet, name: str, sheet: Sheet) -> None:
    """Add what the variant `name` scored on quotes to `total`."""
    for measure in _MEASURES:
        total.score(f"marks/{measure} {name}", sheet.scores.get(f"quotes/{measure}", Score()))


def spreads(sheet: Sheet) -> dict[str, float]:
    """Return for each measure its best variant less its worst, in points of a percent; none where none was scored."""
    figures = {
        measure: [
            100 * (score.value or 0) for key, score in sheet.scores.items() if key.startswith(f"marks/{measure} ")
        ]
        for measure in _MEASURES
    }
    return {measure: max(values) - min(values) for measure, values in figures.items() if values}
