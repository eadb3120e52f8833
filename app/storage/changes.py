"""The feed of the search index: what changed after a corpus revision, in whole revisions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Select, func, select

from app.domain.annotations import QuoteType
from app.domain.spans import Span
from app.domain.views import IndexChange, IndexedArticle, IndexedName, IndexedQuote
from app.storage.models import (
    AliasRow,
    ArticleActorRow,
    ArticleRow,
    ArticleTextRow,
    CopyRow,
    CorpusRow,
    QuoteAboutRow,
    QuotePartRow,
    QuoteRow,
    TombstoneRow,
)
from app.storage.pages import Condition
from app.storage.sessions import AnyRow, Columns, ReadSession

BETWEEN_PARTS = " "


def revision(session: ReadSession) -> int:
    """Return the corpus revision: it grows with every write that an answer could show."""
    return session.value(select(CorpusRow.revision))


def identity(session: ReadSession) -> str:
    """Return what tells this corpus from every other, whatever their addresses and revisions."""
    return session.value(select(CorpusRow.uid))


def state(session: ReadSession) -> tuple[str, int]:
    """Return which corpus this is and its revision: together they tell any two states of any two corpora apart."""
    [(uid, reached)] = session.rows(select(CorpusRow.uid, CorpusRow.revision))
    return uid, reached


def read_changes(session: ReadSession, since: int, limit: int) -> tuple[list[IndexChange], int]:
    """Return what changed after revision `since`, and the revision that is reached when all of it is applied.

    Args:
        session: the store as it stands.
        since: the revision that is already applied, 0 for none.
        limit: stop after the revision in which so many articles are reached; a revision is never cut, so that
            more may come.

    Returns:
        The changes, articles before those that are gone, each article once; the feed is read to its end when the
        revision reached is that of the store.
    """
    reached = _reach(session, since, limit)
    changed = (ArticleRow.changed > since) & (ArticleRow.changed <= reached)
    gone = session.rows(
        select(TombstoneRow.article_id)
        .where(TombstoneRow.revision > since, TombstoneRow.revision <= reached)
        .order_by(TombstoneRow.article_id)
    )
    return [*_articles(session, changed), *(IndexChange(id_, None, ()) for (id_,) in gone)], reached


def _reach(session: ReadSession, since: int, limit: int) -> int:
    row = ArticleRow.changed
    cut = session.first(select(row).where(row > since).order_by(row, ArticleRow.id).offset(max(0, limit - 1)).limit(1))
    return revision(session) if cut is None else cut[0]


def _articles(session: ReadSession, changed: Condition) -> list[IndexChange]:
    card, text = ArticleRow, ArticleTextRow
    rows = session.rows(
        select(
            *(card.id, card.title, card.language, card.source, card.first_day, card.last_day, text.text),
            CopyRow.original_id,
        )
        .join(text, text.article_id == card.id)
        .outerjoin(CopyRow, CopyRow.article_id == card.id)
        .where(changed)
        .order_by(card.id)
    )
    if not rows:
        return []
    actors, quotes, names = _actors(session, changed), _Quotes(session, changed), _names(session, changed)
    return [
        IndexChange(
            row.id,
            _article(row, actors[row.id]),
            quotes.of(row),
            tuple(name for actor in actors[row.id] for name in names.pop(actor, ())),
        )
        for row in rows
    ]


def _article(row: AnyRow, actors: Sequence[int]) -> IndexedArticle:
    days = (row.first_day or None, row.last_day or None)
    told = (row.id, row.title or "", row.text, row.language, row.source, *days, tuple(actors))
    return IndexedArticle(*told, is_copy=row.original_id is not None)


def _actors(session: ReadSession, changed: Condition) -> Mapping[int, list[int]]:
    row = ArticleActorRow
    found: defaultdict[int, list[int]] = defaultdict(list)
    statement = select(row.article_id, row.entity_id).join(ArticleRow, ArticleRow.id == row.article_id)
    for article, actor in session.rows(statement.where(changed).order_by(row.article_id, row.entity_id)):
        found[article].append(actor)
    return found


def _names(session: ReadSession, changed: Condition) -> dict[int, list[IndexedName]]:
    """Return the names of every actor of the articles that changed."""
    alias = AliasRow
    acting = select(ArticleActorRow.entity_id).join(ArticleRow, ArticleRow.id == ArticleActorRow.article_id)
    found: defaultdict[int, list[IndexedName]] = defaultdict(list)
    called = func.sum(alias.mention_count)
    statement = select(alias.entity_id, alias.folded, called).where(alias.entity_id.in_(acting.where(changed)))
    for actor, name, count in session.rows(
        statement.group_by(alias.entity_id, alias.folded).order_by(alias.entity_id, alias.folded)
    ):
        found[actor].append(IndexedName(name, int(count)))
    return found


class _Quotes:
    """The quotes of the articles that changed, read with three statements."""

    def __init__(self, session: ReadSession, changed: Condition) -> None:
        quote, part, about = QuoteRow, QuotePartRow, QuoteAboutRow
        self._rows: defaultdict[int, list[AnyRow]] = defaultdict(list)
        self._parts: defaultdict[int, list[Span]] = defaultdict(list)
        self._about: defaultdict[int, list[int]] = defaultdict(list)
        columns = (quote.id, quote.article_id, quote.type, quote.cue, quote.speaker_id, quote.confidence)
        for row in session.rows(_of(select(*columns), changed).order_by(quote.id)):
            self._rows[row.article_id].append(row)
        parts = select(part.quote_id, part.start_at, part.end_at).join(quote, quote.id == part.quote_id)
        for id_, start, end in session.rows(_of(parts, changed).order_by(part.quote_id, part.ordinal)):
            self._parts[id_].append(Span(start, end))
        subjects = select(about.quote_id, about.entity_id).join(quote, quote.id == about.quote_id)
        for id_, actor in session.rows(_of(subjects, changed).order_by(about.quote_id, about.ordinal)):
            self._about[id_].append(actor)

    def of(self, article: AnyRow) -> tuple[IndexedQuote, ...]:
        """Return the quotes of one article, in the order of the text."""
        return tuple(self._quote(row, article) for row in self._rows[article.id])

    def _quote(self, row: AnyRow, article: AnyRow) -> IndexedQuote:
        return IndexedQuote(
            id=row.id,
            article=article.id,
            text=BETWEEN_PARTS.join(part.of(article.text) for part in self._parts[row.id]),
            language=article.language,
            source=article.source,
            first=article.first_day or None,
            last=article.last_day or None,
            type=QuoteType(row.type),
            cue=row.cue,
            speaker=row.speaker_id,
            about=tuple(self._about[row.id]),
            confidence=row.confidence,
            is_copy=article.original_id is not None,
        )


def _of(statement: Select[*Columns], changed: Condition) -> Select[*Columns]:
    """Restrict a question over quotes to those of the articles that changed."""
    return statement.join(ArticleRow, ArticleRow.id == QuoteRow.article_id).where(changed)
