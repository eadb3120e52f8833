"""Names that were learned from the stored texts, and the texts that they are learned from."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from app.domain.annotations import EntityType, Extractor
from app.domain.emergence import EmergentName
from app.storage.models import ArticleRow, ArticleTextRow, EmergentNameRow
from app.storage.sessions import ReadSession, WriteSession

_TEXTS = (
    select(ArticleRow.id, ArticleRow.language, ArticleTextRow.text)
    .join(ArticleTextRow, ArticleTextRow.article_id == ArticleRow.id)
    .order_by(ArticleRow.id)
)


@dataclass(frozen=True, slots=True)
class StoredText:
    """The text of an article."""

    article: int
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Signing:
    """Whose analyses are those of another extractor from now on: all of `before` written up to revision `until` are `after`'s.

    Those of the articles `but` are not: what is learned is in their texts, and they wait to be read again.
    """

    before: Extractor
    after: Extractor
    until: int
    but: frozenset[int]


def read_names(session: ReadSession) -> tuple[EmergentName, ...]:
    """Return the names that were learned, in order."""
    row = EmergentNameRow
    rows = session.rows(select(row.name, row.type, row.articles))
    return tuple(sorted(EmergentName(name, EntityType(type_), articles) for name, type_, articles in rows))


def read_texts(session: ReadSession, after: int, limit: int) -> list[StoredText]:
    """Return at most `limit` texts of articles whose ids are greater than `after`, in order of their ids."""
    return [StoredText(*row) for row in session.rows(_TEXTS.where(ArticleRow.id > after).limit(limit))]


def keep_names(session: WriteSession, names: Iterable[EmergentName], signing: Signing) -> None:
    """Keep `names` in place of those learned before, and sign the analyses that they leave as they are."""
    session.run(delete(EmergentNameRow))
    session.insert_many(EmergentNameRow, [(one.name, one.type.value, one.articles) for one in names])
    row, before, after = ArticleRow, signing.before, signing.after
    made = update(row).where(row.extractor_name == before.name, row.written <= signing.until)
    session.run(made.where(row.extractor_version == before.version).values(extractor_version=after.version))
    session.run_many(
        "UPDATE articles SET extractor_version = ? WHERE id = ? AND extractor_version = ? AND written <= ?",
        [(before.version, article, after.version, signing.until) for article in sorted(signing.but)],
    )
