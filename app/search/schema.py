"""What the indexes hold: their fields, and how an article, a quote or a name becomes a document.

Nothing is stored but names and what is asked of: rows are fetched from the database by id. `digest` is what `verify` compares.
"""

import json
from dataclasses import fields as dataclass_fields
from datetime import date
from hashlib import sha256

from tantivy import Document, Schema, SchemaBuilder

from app.domain.names import fold
from app.domain.views import IndexedArticle, IndexedName, IndexedQuote
from app.search.analyser import fields
from app.search.engine import ID, ITEM, KIND, REVISION

FORMAT = 4
"""Raise it whenever the same document would be indexed differently: an index of another format is rebuilt."""

STEM, SURFACE = "stem", "surface"
ARTICLE, DIGEST, COPY = "article", "digest", "copy"
NEWEST, OLDEST = "newest", "oldest"
FIRST, LAST, PERIOD, DATED = "first", "last", "period", "dated"
LANGUAGE, SOURCE, MONTH, YEAR = "language", "source", "month", "year"
ACTORS, SPEAKER, ABOUT = "actors", "speaker", "about"
TYPE, CUE, CONFIDENCE = "type", "cue", "confidence"
NAME, WORDS, COUNT = "name", "words", "count"

ID_SPAN = 1 << 40
"""Ids are below it, so that `day * ID_SPAN + id` orders by day, then by id."""
NO_DAY = (1 << 22) - 1
"""A day after every day: undated items come last where the oldest come first (and count as day 0 in the other order)."""
_LONGEST = 1_000
"""More days than any date that is told has."""
_BREAK = "¶"
"""A word no query can ask for: it keeps phrases from running from the title into the text."""


def _common() -> SchemaBuilder:
    builder = SchemaBuilder()
    for name in (STEM, SURFACE):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in (ID, KIND, ARTICLE, DATED, ACTORS, COPY):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in (REVISION, DIGEST, NEWEST, OLDEST, FIRST, LAST, PERIOD, MONTH, YEAR):
        builder.add_integer_field(name, fast=True)
    for name in (LANGUAGE, SOURCE):
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    return builder


def article_schema() -> Schema:
    """Return the schema of the index of articles."""
    return _common().build()


def quote_schema() -> Schema:
    """Return the schema of the index of quotes."""
    builder = _common()
    for name in (SPEAKER, ABOUT):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in (TYPE, CUE):
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_float_field(CONFIDENCE, fast=True)
    return builder.build()


def name_schema() -> Schema:
    """Return the schema of the index of names."""
    builder = SchemaBuilder()
    builder.add_text_field(NAME, tokenizer_name="raw", stored=True, index_option="basic")
    builder.add_text_field(WORDS, tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field(KIND, indexed=True, fast=True)
    for name in (REVISION, COUNT):
        builder.add_integer_field(name, fast=True)
    return builder.build()


def article_document(article: IndexedArticle) -> Document:
    """Return what is indexed of an article: its title, then its text."""
    document = _document(article, article.id, (article.title, article.text))
    _add_integers(document, ACTORS, article.actors)
    return document


def quote_document(quote: IndexedQuote) -> Document:
    """Return what is indexed of a quote: the words of its content."""
    document = _document(quote, quote.article, (quote.text,))
    speakers = () if quote.speaker is None else (quote.speaker,)
    _add_integers(document, ACTORS, sorted({*speakers, *quote.about}))
    _add_integers(document, SPEAKER, speakers)
    _add_integers(document, ABOUT, quote.about)
    document.add_text(TYPE, quote.type)
    if quote.cue is not None:
        for run in _runs(fold(quote.cue)):
            document.add_text(CUE, run)
    document.add_float(CONFIDENCE, quote.confidence)
    return document


def name_document(name: IndexedName) -> Document:
    """Return what is indexed of a name: its words, and the whole of it to be handed out."""
    return Document(**{NAME: name.folded, WORDS: name.folded, COUNT: name.count, KIND: ITEM})


def digest_of(item: IndexedArticle | IndexedQuote) -> int:
    """Return a signed 64-bit digest of everything the index takes of `item`."""
    told = json.dumps([getattr(item, field.name) for field in dataclass_fields(item)]).encode()
    return int.from_bytes(sha256(told).digest()[:8], "big", signed=True)


def _document(item: IndexedArticle | IndexedQuote, article: int, texts: tuple[str, ...]) -> Document:
    document = Document()
    surface, stems = _words(texts, item.language)
    document.add_text(SURFACE, surface)
    document.add_text(STEM, stems)
    first, last = item.first, item.last
    numbers = {ID: item.id, KIND: ITEM, ARTICLE: article, DIGEST: digest_of(item), DATED: int(first is not None)}
    numbers |= {COPY: int(item.is_copy)}
    numbers |= {NEWEST: (first or 0) * ID_SPAN + item.id, OLDEST: (first or NO_DAY) * ID_SPAN + item.id}
    if first is not None and last is not None:
        numbers |= {FIRST: first, LAST: last, PERIOD: first * _LONGEST + last - first, **_calendar(first, last)}
    for name, value in numbers.items():
        document.add_integer(name, value)
    document.add_text(LANGUAGE, item.language)
    if item.source is not None:
        document.add_text(SOURCE, item.source)
    return document


def _words(texts: tuple[str, ...], language: str) -> tuple[str, str]:
    pieces = [fields(text, language) for text in texts]
    join = f" {_BREAK} ".join
    return join(" ".join(folded) for folded, _ in pieces), join(" ".join(stems) for _, stems in pieces)


def _runs(cue: str) -> set[str]:
    """Return all words of a cue that stand side by side: a cue is asked for by any of them."""
    words = cue.split()
    return {" ".join(words[start:end]) for end in range(len(words) + 1) for start in range(end)} or {cue}


def days_of(period: int) -> tuple[int, int]:
    """Return the first and the last day that a value of `PERIOD` stands for."""
    first, more = divmod(period, _LONGEST)
    return first, first + more


def _calendar(first: int, last: int) -> dict[str, int]:
    """Return the year and the month (as 201608) where the days lie in one."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    if begin.year != end.year:
        return {}
    return {YEAR: begin.year} | ({MONTH: begin.year * 100 + begin.month} if begin.month == end.month else {})


def _add_integers(document: Document, name: str, values: tuple[int, ...] | list[int]) -> None:
    for value in values:
        document.add_integer(name, value)
