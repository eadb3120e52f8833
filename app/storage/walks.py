"""Walks: the ids of everything that matches, ascending, a window of ids at a time.

A window is bounded by ids and not by matches, so that one statement looks at no more than it can hold, however rare the matches
and however large the corpus: no time budget ends a long walk. Ids only grow and are never used twice, so that what is in the
store from the beginning of a walk to its end is met exactly once, whatever is written meanwhile.
"""

from typing import TypeAlias, assert_never

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.queries import ActorFilter, ArticleFilter, QuoteFilter, RelationFilter
from app.storage.actors import select_actors
from app.storage.articles import select_articles
from app.storage.models import CorpusRow
from app.storage.quotes import select_quotes
from app.storage.relations import select_relations
from app.storage.sessions import AnySelect, ReadSession

WINDOW = 50_000
"""Ids in one window."""
Wanted: TypeAlias = ArticleFilter | QuoteFilter | ActorFilter | RelationFilter
"""The filter says by its kind what is walked."""


def next_ids(session: ReadSession, wanted: Wanted, after: int, size: int = WINDOW) -> tuple[list[int], int | None]:
    """Return the ids that match in the window behind `after` (0 to begin), and where the next window begins, None at the end.

    Two statements. A window may hold nothing though others follow.
    """
    question, last = _asked(wanted)
    id_ = question.subquery("items").c.id
    end = after + size
    found = session.rows(select(id_).where(id_ > after, id_ <= end).order_by(id_))
    return [row.id for row in found], end if end < session.value(select(last)) else None


def _asked(wanted: Wanted) -> tuple[AnySelect, InstrumentedAttribute[int]]:
    """Return the question for what matches, and the column that holds the last id given out to its kind."""
    match wanted:
        case ArticleFilter():
            return select_articles(wanted), CorpusRow.last_article
        case QuoteFilter():
            return select_quotes(wanted), CorpusRow.last_quote
        case ActorFilter():
            return select_actors(wanted), CorpusRow.last_actor
        case RelationFilter():
            return select_relations(wanted), CorpusRow.last_relation
        case _:
            assert_never(wanted)
