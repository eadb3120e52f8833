"""Shapes: the columns that every answer needs of an article and of an actor, and how they become views."""

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.annotations import EntityType, Extractor
from app.domain.dates import PartialDate
from app.domain.spans import Utf16Map
from app.domain.views import ActorRef, ArticleRef, SlotView, TextSpan
from app.storage.models import ArticleRow, ArticleTextRow
from app.storage.sessions import AnyRow

Offset = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]

ARTICLE = (
    ArticleRow.id.label("article_id"),
    ArticleRow.url,
    ArticleRow.title,
    ArticleRow.date,
    ArticleRow.source,
    ArticleRow.sha256,
    ArticleRow.language,
    ArticleRow.extractor_name,
    ArticleRow.extractor_version,
    ArticleTextRow.astral,
)
"""Columns of `articles` and `article_texts` that an item with evidence needs."""


def words(start: Offset, end: Offset) -> ColumnElement[str]:
    """Return the text between two offsets, cut out by the database: an article's whole text need not travel."""
    return func.substr(ArticleTextRow.text, start + 1, end - start)


def article_ref(row: AnyRow) -> ArticleRef:
    """Shape the columns of `ARTICLE`."""
    return ArticleRef(row.article_id, row.url, row.title, partial_date(row.date), row.source, row.sha256, row.language)


def extractor_of(row: AnyRow) -> Extractor:
    """Shape the extractor's columns of `ARTICLE`."""
    return Extractor(row.extractor_name, row.extractor_version)


def partial_date(value: str | None) -> PartialDate | None:
    """Read a stored date."""
    return None if value is None else PartialDate.parse(value)


def utf16_of(row: AnyRow) -> Utf16Map:
    """Return the offsets map of the row's article."""
    return Utf16Map(tuple(row.astral))


def text_span(utf16: Utf16Map, start: int, end: int, text: str) -> TextSpan:
    """Return a stretch of an article's text in both units."""
    return TextSpan(start, end, utf16.offset(start), utf16.offset(end), text)


def maybe_span(utf16: Utf16Map, start: int | None, end: int | None, text: str | None) -> TextSpan | None:
    """Return a stretch of an article's text, None where there is none."""
    return None if start is None or end is None or text is None else text_span(utf16, start, end, text)


def actor_ref(id_: int, name: str, type_: str) -> ActorRef:
    """Shape an actor's columns."""
    return ActorRef(id_, name, EntityType(type_))


def slot_view(mention: TextSpan | None, actor: ActorRef | None) -> SlotView | None:
    """Return a speaker or channel, None where neither its mention nor its actor is known."""
    return None if mention is None and actor is None else SlotView(mention, actor)
