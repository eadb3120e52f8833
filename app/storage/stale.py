"""Articles to be read again: those that another extractor has analysed, or all, as the documents they were read from.

They come in the order in which they were last written. What is analysed anew moves behind the end, so that a run that was
stopped goes on with what it had not reached, and a limited run of all articles goes round the whole store.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from sqlalchemy import func, select, tuple_

from app.domain.annotations import Extractor
from app.domain.documents import Document
from app.storage.changes import revision
from app.storage.models import ArticleRow, ArticleTextRow, DocumentRow
from app.storage.pages import Condition
from app.storage.sessions import AnyRow, ReadSession, one_of_these
from app.storage.shapes import partial_date

_CARD = (
    ArticleRow.id,
    ArticleRow.revision,
    ArticleRow.written,
    ArticleRow.identity,
    ArticleRow.title,
    ArticleRow.date,
    ArticleRow.url,
    ArticleRow.source,
    ArticleRow.language,
    ArticleRow.length,
)
_TEXTS = select(ArticleTextRow.article_id, ArticleTextRow.text).where(one_of_these(ArticleTextRow.article_id))
_PATHS = (
    select(DocumentRow.article_id, DocumentRow.path, DocumentRow.record)
    .where(one_of_these(DocumentRow.article_id))
    .order_by(DocumentRow.path.desc())  # of several documents the first path stays
)


@dataclass(frozen=True, slots=True)
class Stored:
    """An article as it stands: its id, its own revision, the corpus revision that wrote it, and its document."""

    article: int
    revision: int
    written: int
    document: Document


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles: not by `extractor` (None: by any), among `articles` (empty: all), written up to `until`."""

    until: int
    extractor: Extractor | None = None
    articles: frozenset[int] = field(default_factory=frozenset[int])

    def conditions(self) -> list[Condition]:
        """Return what is asked of the cards."""
        row = ArticleRow
        found = [row.written <= self.until]
        if self.extractor is not None:
            found.append(
                (row.extractor_name != self.extractor.name) | (row.extractor_version != self.extractor.version)
            )
        if self.articles:
            found.append(row.id.in_(sorted(self.articles)))
        return found


def choose(session: ReadSession, extractor: Extractor | None, articles: frozenset[int]) -> Choice:
    """Return the choice among the articles of this moment: what is written from now on is not met again."""
    return Choice(revision(session), extractor, articles)


def count_stale(session: ReadSession, choice: Choice) -> int:
    """Return how many articles `choice` holds."""
    return session.value(select(func.count()).select_from(ArticleRow).where(*choice.conditions()))


def read_stale(session: ReadSession, choice: Choice, after: Stored | None, limit: int, characters: int) -> list[Stored]:
    """Return the articles of `choice` behind `after`: at most `limit`, and fewer once their texts exceed `characters`."""
    row = ArticleRow
    statement = select(*_CARD).where(*choice.conditions()).order_by(row.written, row.id).limit(limit)
    if after is not None:
        statement = statement.where(tuple_(row.written, row.id) > (after.written, after.article))
    cards = _fitting(session.rows(statement), characters)
    ids = [card.id for card in cards]
    texts = dict[int, str](session.rows_among(_TEXTS, ids))
    places = {article: (path, record) for article, path, record in session.rows_among(_PATHS, ids)}
    return [Stored(card.id, card.revision, card.written, _document(card, texts[card.id], places)) for card in cards]


def _fitting(cards: Sequence[AnyRow], characters: int) -> list[AnyRow]:
    """Return the first cards, at least one, until their texts together are as long as they may be."""
    kept: list[AnyRow] = []
    length = 0
    for card in cards:
        if kept and length + card.length > characters:
            break
        kept.append(card)
        length += card.length
    return kept


def _document(card: AnyRow, text: str, places: Mapping[int | None, tuple[str, int | None]]) -> Document:
    """Return the document of an article: what was told beside its text, not what was once found in it.

    A title, date or language of the card may be either. The identity, which is a digest of all that was told, says which
    it was; where it does not (a language told as `fr-CA` is stored as `fr`), what is stored counts as told.
    """
    path, record = places.get(card.id, (f"article {card.id}", None))
    date = partial_date(card.date)
    told = product((card.title, None), (date, None), (card.language, None))
    documents = (
        Document(f"article:{card.id}", text, path, record, title, day, card.url, card.source, language)
        for title, day, language in told
    )
    first = next(documents)
    return next((one for one in (first, *documents) if one.identity == card.identity), first)
