"""What can be exported: for each kind, what may be asked and how what matches is read."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.api.dependencies import Understood, understand
from app.api.highlighting import quote_highlights
from app.api.schemas.actors import Actor
from app.api.schemas.evidence import Answer
from app.api.schemas.exports import (
    ActorExport,
    ArticleExport,
    Closing,
    Exported,
    ExportedArticle,
    QuoteExport,
    RelationExport,
)
from app.api.schemas.quotes import Quote
from app.api.schemas.relations import Relation
from app.domain.queries import ArticleFilter, QuoteFilter
from app.search.index import SearchIndex
from app.storage import actors, articles, quotes, relations
from app.storage.changes import revision
from app.storage.database import Database, ReadSession
from app.storage.values import chunks
from app.storage.walks import WINDOW, Wanted, next_ids

PAGE = 500
"""Items in one transaction; an article is worth several of the others."""
TEXTS = 100


@dataclass(frozen=True, slots=True)
class Source:
    """Where items come from.

    `seconds` is the time budget of each single question, of which a long export asks many; `window` is how many ids one of them
    looks through.
    """

    database: Database
    index: SearchIndex
    seconds: float | None = None
    window: int = WINDOW


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of item."""

    name: str
    question: type[Exported]
    answer: type[Answer]
    ask: Callable[[ReadSession, Any], tuple[Wanted, Understood]]
    read: Callable[[ReadSession, Sequence[int], str | None], Sequence[Answer]]
    page: int = PAGE


@dataclass(slots=True)
class Export:
    """Everything of one kind that matches, a page at a time; `closing` counts what was handed out so far.

    `fields` are those that are wanted of each item; None means all.
    """

    kind: Kind
    pages: Iterator[Sequence[Answer]]
    closing: Closing
    fields: set[str] | None

    def holds(self, field: str) -> bool:
        """Whether a field is wanted."""
        return self.fields is None or field in self.fields

    def __iter__(self) -> Iterator[Sequence[Answer]]:
        for page in self.pages:
            yield page
            self.closing = self.closing.model_copy(update={"count": self.closing.count + len(page)})


def begin(source: Source, session: ReadSession, kind: Kind, question: Exported, fields: Collection[str] = ()) -> Export:
    """Understand a question; what matches is read as the export is iterated over, in transactions of its own.

    `fields` are those that are wanted of each item; none mean all.
    """
    wanted, understood = kind.ask(session, question)
    q = getattr(question, "q", None) if isinstance(wanted, ArticleFilter | QuoteFilter) else None
    closing = Closing(kind=kind.name, count=0, revision=revision(session), resolved=list(understood.told))
    return Export(kind, _pages(source, kind, wanted, q), closing, set(fields) or None)


def _pages(source: Source, kind: Kind, wanted: Wanted, q: str | None) -> Iterator[Sequence[Answer]]:
    """Yield what matches. No transaction is open while the caller is at work: it may be a slow reader at the end of a wire."""
    for ids in _ids(source, wanted, q):
        for part in chunks(ids, kind.page):
            with source.database.reading(source.seconds) as session:
                page = kind.read(session, part, q)
            yield page


def _ids(source: Source, wanted: Wanted, q: str | None) -> Iterator[Sequence[int]]:
    """Yield the ids of what matches, ascending, as many at a time as a window holds."""
    after: int | None = 0
    while after is not None:
        if q is None:
            with source.database.reading(source.seconds) as session:
                ids, after = next_ids(session, wanted, after, source.window)
        else:
            ids = _found(source, q, wanted, after)
            after = ids[-1] if ids else None
        yield ids


def _found(source: Source, q: str, wanted: Wanted, after: int) -> list[int]:
    match wanted:
        case ArticleFilter():
            return source.index.article_ids(q, wanted, after, source.window)
        case QuoteFilter():
            return source.index.quote_ids(q, wanted, after, source.window)
        case _:
            return []


def _ask_articles(session: ReadSession, question: ArticleExport) -> tuple[Wanted, Understood]:
    understood = understand(session, question.actor_op, {"actor": question.actor})
    return question.filter(**understood.sets), understood


def _read_articles(session: ReadSession, ids: Sequence[int], _q: str | None) -> Sequence[Answer]:
    texts = articles.get_texts(session, ids)
    return [ExportedArticle.with_text(view, texts[view.id].text) for view in articles.get_articles(session, ids)]


def _ask_quotes(session: ReadSession, question: QuoteExport) -> tuple[Wanted, Understood]:
    asked = {"actor": question.actor, "speaker": question.speaker, "about": question.about}
    understood = understand(session, question.actor_op, asked)
    return question.filter(**understood.sets), understood


def _read_quotes(session: ReadSession, ids: Sequence[int], q: str | None) -> Sequence[Answer]:
    return [Quote.of(view, quote_highlights(q, view)) for view in quotes.get_quotes(session, ids)]


def _ask_actors(_session: ReadSession, question: ActorExport) -> tuple[Wanted, Understood]:
    return question.filter(), Understood({})


def _read_actors(session: ReadSession, ids: Sequence[int], _q: str | None) -> Sequence[Answer]:
    return [Actor.of(view) for view in actors.get_actors(session, ids)]


def _ask_relations(session: ReadSession, question: RelationExport) -> tuple[Wanted, Understood]:
    understood = understand(session, question.actor_op, question.actors())
    return question.relations(understood.sets), understood


def _read_relations(session: ReadSession, ids: Sequence[int], _q: str | None) -> Sequence[Answer]:
    return [Relation.of(view) for view in relations.get_relations(session, ids)]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind("articles", ArticleExport, ExportedArticle, _ask_articles, _read_articles, TEXTS),
            Kind("quotes", QuoteExport, Quote, _ask_quotes, _read_quotes),
            Kind("actors", ActorExport, Actor, _ask_actors, _read_actors),
            Kind("relations", RelationExport, Relation, _ask_relations, _read_relations),
        )
    }
)
