"""Figures of the whole store."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.storage.models import ArticleRow, CorpusRow, DocumentRow, EntityRow, QuoteRow, RelationRow
from app.storage.sessions import ReadSession


@dataclass(frozen=True, slots=True)
class CorpusStats:
    """How much there is, and the corpus revision it was counted at."""

    revision: int
    articles: int
    quotes: int
    actors: int
    relations: int
    documents: dict[str, int]
    """Documents of the ledger by status."""


def corpus_stats(session: ReadSession) -> CorpusStats:
    """Count everything (2 statements)."""
    articles, quotes, actors, relations = (
        select(func.count()).select_from(table).scalar_subquery()
        for table in (ArticleRow, QuoteRow, EntityRow, RelationRow)
    )
    [counts] = session.rows(select(CorpusRow.revision, articles, quotes, actors, relations))
    status = DocumentRow.status
    documents = session.rows(select(status, func.count()).group_by(status).order_by(status))
    return CorpusStats(*counts, documents={found[0]: found[1] for found in documents})
