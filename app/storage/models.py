"""The tables. Days are proleptic Gregorian ordinals (`date.toordinal()`), 0 for undated; offsets are code points.

Rows are written in bulk as tuples and read as columns, so the classes carry no relationships. `first_day`/`last_day` of an
article are repeated on the rows that are listed by date (article_actors, quotes, quote_about, relations): a listing then
walks one index in its own order. An article's rows are always replaced together, so the copies cannot drift.
"""

from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Id = BigInteger().with_variant(Integer, "sqlite")
"""64 bits on both engines; SQLite's own row id needs the plain word INTEGER."""
Words = Text().with_variant(Text(collation="C"), "postgresql")
"""Text compared by code points on both engines, so that order and prefix ranges agree."""
Real: TypeEngine[float] = Double()
WITHOUT_ROWID = {"sqlite_with_rowid": False}


class Base(DeclarativeBase):
    """Root of the tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[type, TypeEngine[Any]]] = {str: Words, int: Integer(), float: Real}


class CorpusRow(Base):
    """One row: the corpus revision, and the last id given out in each table (ids are never used twice).

    `uid` is drawn when the tables are made: it tells this corpus from any other that has the same address or revision.
    """

    __tablename__ = "corpus"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    uid: Mapped[str]
    revision: Mapped[int] = mapped_column(Id)
    last_article: Mapped[int] = mapped_column(Id)
    last_actor: Mapped[int] = mapped_column(Id)
    last_quote: Mapped[int] = mapped_column(Id)
    last_relation: Mapped[int] = mapped_column(Id)


class ArticleRow(Base):
    """An article's card; its text is in `article_texts`, so that listings read small rows.

    `revision` counts the article's own contents (1, 2...), `written` is the corpus revision that wrote its
    analysis, `changed` the last one that changed what is found of it: its actors may be resolved anew.
    """

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    identity: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str]
    title: Mapped[str | None]
    url: Mapped[str | None]
    source: Mapped[str | None]
    language: Mapped[str]
    date: Mapped[str | None]
    date_precision: Mapped[str | None]
    first_day: Mapped[int]
    last_day: Mapped[int]
    length: Mapped[int]
    body_start: Mapped[int]
    quote_count: Mapped[int]
    actor_count: Mapped[int]
    relation_count: Mapped[int]
    extractor_name: Mapped[str]
    extractor_version: Mapped[str]
    revision: Mapped[int]
    changed: Mapped[int] = mapped_column(Id)
    written: Mapped[int] = mapped_column(Id)

    __table_args__ = (
        Index(None, "first_day", "id", "last_day"),
        Index(None, "language", "first_day", "id", "last_day"),
        Index(None, "source", "first_day", "id", "last_day"),
        Index(None, "changed", "id"),
        Index(None, "written", "id"),
    )


class ArticleTextRow(Base):
    """An article's text. `sentences` is [start, end, start, end...]; `astral` the places of characters beyond U+FFFF.

    Sentences are a JSON column: they are only ever read together with the text, never looked for. So are `slots`: which of
    the article's entities stands where in its quotes and relations (`storage/slots.py`).
    """

    __tablename__ = "article_texts"

    article_id: Mapped[int] = mapped_column(
        Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    text: Mapped[str]
    sentences: Mapped[list[int]] = mapped_column(JSON)
    astral: Mapped[list[int]] = mapped_column(JSON)
    slots: Mapped[list[object]] = mapped_column(JSON)


class EntityRow(Base):
    """An actor across documents. Its counts are kept by the writer; `first_day`/`last_day` are 0 where no article is dated.

    `key` is the key that resolution knows it by.
    """

    __tablename__ = "entities"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    type: Mapped[str]
    name: Mapped[str]
    folded: Mapped[str]
    name_en: Mapped[str | None]
    country: Mapped[str | None]
    wikidata: Mapped[str | None]
    article_count: Mapped[int]
    mention_count: Mapped[int]
    quote_count: Mapped[int]
    about_count: Mapped[int]
    relation_count: Mapped[int]
    first_day: Mapped[int]
    last_day: Mapped[int]
    key: Mapped[str] = mapped_column(unique=True)
    is_ambiguous: Mapped[bool]

    __table_args__ = (
        Index(None, "folded", "type"),
        Index(None, "country", "type"),
        Index(None, "mention_count", "id"),
        Index(None, "type", "mention_count", "id"),
    )


class AliasRow(Base):
    """One name of an actor and how many mentions bear it; an actor's own name stays, even with none."""

    __tablename__ = "aliases"

    entity_id: Mapped[int] = mapped_column(Id, ForeignKey("entities.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    folded: Mapped[str]
    mention_count: Mapped[int]

    __table_args__ = (Index(None, "folded", "entity_id"), WITHOUT_ROWID)


class AliasTailRow(Base):
    """A folded alias from each of its words on (`vladimir poutine`, `poutine`): a prefix of any word is a range here."""

    __tablename__ = "alias_tails"

    tail: Mapped[str] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)

    __table_args__ = (
        ForeignKeyConstraint(["entity_id", "name"], ["aliases.entity_id", "aliases.name"], ondelete="CASCADE"),
        Index(None, "entity_id", "name"),
        WITHOUT_ROWID,
    )


class ArticleActorRow(Base):
    """An actor as it stands in one article: the name the article gives it, and how often it is mentioned."""

    __tablename__ = "article_actors"

    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    entity_id: Mapped[int] = mapped_column(Id, ForeignKey("entities.id"), primary_key=True)
    ordinal: Mapped[int]
    name: Mapped[str]
    mention_count: Mapped[int]
    first_day: Mapped[int]
    last_day: Mapped[int]

    __table_args__ = (Index(None, "entity_id", "first_day", "article_id", "last_day"), WITHOUT_ROWID)


class GuiseRow(Base):
    """What articles tell of an actor of theirs, each once (`resolution/guises.py`), the actor it is, and why."""

    __tablename__ = "guises"

    digest: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    entity_id: Mapped[int] = mapped_column(Id)
    reason: Mapped[str]
    detail: Mapped[str]
    is_ambiguous: Mapped[bool]

    __table_args__ = (Index(None, "entity_id"), WITHOUT_ROWID)


class GuiseKeyRow(Base):
    """A key by which a guise meets others."""

    __tablename__ = "guise_keys"

    key: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("guises.digest", ondelete="CASCADE"), primary_key=True)

    __table_args__ = (Index(None, "digest"), WITHOUT_ROWID)


class ArticleEntityRow(Base):
    """An actor as one article knows it, numbered in the order of its analysis: what resolution starts from."""

    __tablename__ = "article_entities"

    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    local: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str]
    name: Mapped[str]

    __table_args__ = (Index(None, "digest", "article_id"), WITHOUT_ROWID)


class MentionRow(Base):
    """One place where an actor stands in a text; `surface` is the text there, `local` the article's own entity."""

    __tablename__ = "mentions"

    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    local: Mapped[int] = mapped_column(primary_key=True)
    start_at: Mapped[int] = mapped_column(primary_key=True)
    end_at: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(Id, ForeignKey("entities.id"))
    kind: Mapped[str]
    surface: Mapped[str]

    __table_args__ = (Index(None, "entity_id", "article_id"), WITHOUT_ROWID)


class QuoteRow(Base):
    """An act of saying. `cue` is the cue's folded words, `evidence` the sentences that hold parts, cue and speaker."""

    __tablename__ = "quotes"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id", ondelete="CASCADE"))
    type: Mapped[str]
    cue: Mapped[str | None]
    cue_start: Mapped[int | None]
    cue_end: Mapped[int | None]
    speaker_id: Mapped[int | None] = mapped_column(Id, ForeignKey("entities.id"))
    speaker_start: Mapped[int | None]
    speaker_end: Mapped[int | None]
    via_id: Mapped[int | None] = mapped_column(Id, ForeignKey("entities.id"))
    via_start: Mapped[int | None]
    via_end: Mapped[int | None]
    evidence_start: Mapped[int]
    evidence_end: Mapped[int]
    confidence: Mapped[float]
    first_day: Mapped[int]
    last_day: Mapped[int]

    __table_args__ = (
        Index(None, "first_day", "id", "last_day"),
        Index(None, "speaker_id", "first_day", "id", "last_day"),
        Index(None, "cue", "first_day", "id", "last_day"),
        Index(None, "article_id", "id"),
        Index(None, "via_id"),
    )


class QuotePartRow(Base):
    """One continuous stretch of a quote's content."""

    __tablename__ = "quote_parts"

    quote_id: Mapped[int] = mapped_column(Id, ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    start_at: Mapped[int]
    end_at: Mapped[int]

    __table_args__ = (WITHOUT_ROWID,)


class QuoteAboutRow(Base):
    """An actor that a quote's content mentions (never its speaker)."""

    __tablename__ = "quote_about"

    quote_id: Mapped[int] = mapped_column(Id, ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True)
    entity_id: Mapped[int] = mapped_column(Id, ForeignKey("entities.id"), primary_key=True)
    ordinal: Mapped[int]
    first_day: Mapped[int]
    last_day: Mapped[int]

    __table_args__ = (Index(None, "entity_id", "first_day", "quote_id", "last_day"), WITHOUT_ROWID)


class EventRow(Base):
    """One event, which any number of relations report; made of them by `app/domain/events.py`, and gone with the last.

    `id` is a digest of `key`, so it is the same wherever the same reports are. `signature` is what its reports have in
    common; `precision` is how exactly its days are known, NULL with days 0 where they are not.
    """

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(unique=True)
    signature: Mapped[str]
    type: Mapped[str]
    place_id: Mapped[int | None] = mapped_column(Id, ForeignKey("entities.id"))
    precision: Mapped[str | None]
    first_day: Mapped[int]
    last_day: Mapped[int]
    report_count: Mapped[int]
    article_count: Mapped[int]

    __table_args__ = (
        Index(None, "first_day", "id", "last_day"),
        Index(None, "type", "first_day", "id", "last_day"),
        Index(None, "report_count", "id"),
        Index(None, "signature", "first_day"),
        Index(None, "place_id"),
    )


class RelationRow(Base):
    """What a text states between actors; `quote_id` is the quote that alone claims it, NULL where the article does.

    `date` and the location are what its evidence says; `told_first`/`told_last` are the days it may be about: of `date` if
    there is one, else of the article, 0 where neither tells. `signature` and `event_id` are kept by `storage/tally.py`.
    """

    __tablename__ = "relations"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id", ondelete="CASCADE"))
    type: Mapped[str]
    mode: Mapped[str | None]
    is_symmetric: Mapped[bool]
    polarity: Mapped[str]
    modality: Mapped[str]
    quote_id: Mapped[int | None] = mapped_column(Id, ForeignKey("quotes.id", ondelete="CASCADE"))
    trigger_start: Mapped[int]
    trigger_end: Mapped[int]
    evidence_start: Mapped[int]
    evidence_end: Mapped[int]
    confidence: Mapped[float]
    first_day: Mapped[int]
    last_day: Mapped[int]
    location_id: Mapped[int | None] = mapped_column(Id, ForeignKey("entities.id"))
    location_start: Mapped[int | None]
    location_end: Mapped[int | None]
    date: Mapped[str | None]
    told_first: Mapped[int]
    told_last: Mapped[int]
    signature: Mapped[str | None]
    event_id: Mapped[int | None] = mapped_column(Id, ForeignKey("events.id"))

    __table_args__ = (
        Index(None, "first_day", "id", "last_day"),
        Index(None, "type", "first_day", "id", "last_day"),
        Index(None, "told_first", "id", "told_last"),
        Index(None, "location_id", "first_day", "id", "last_day"),
        Index(None, "signature", "id"),
        Index(None, "event_id", "first_day", "id", "last_day"),
        Index(None, "article_id", "id"),
        Index(None, "quote_id"),
    )


class RelationParticipantRow(Base):
    """An actor on one side of a relation. `as_subject`/`as_object` say how it is found: on either side if symmetric."""

    __tablename__ = "relation_participants"

    relation_id: Mapped[int] = mapped_column(Id, ForeignKey("relations.id", ondelete="CASCADE"), primary_key=True)
    side: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(Id, ForeignKey("entities.id"))
    as_subject: Mapped[bool]
    as_object: Mapped[bool]

    __table_args__ = (
        Index("ix_relation_participants_entity_id", "entity_id", "relation_id", "as_subject", "as_object"),
        WITHOUT_ROWID,
    )


class DocumentRow(Base):
    """The ledger: what became of each document that was ever read.

    `key_digest` is the SHA-256 of the key (a key may be longer than an index row of PostgreSQL can be). `status` is
    `stored`, `failed` (with the reason; an earlier good reading keeps its own row and article) or `deleted`.
    """

    __tablename__ = "documents"

    key_digest: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str]
    path: Mapped[str]
    record: Mapped[int | None] = mapped_column(Id)
    identity: Mapped[str | None]
    sha256: Mapped[str | None]
    status: Mapped[str]
    reason: Mapped[str | None]
    article_id: Mapped[int | None] = mapped_column(Id, ForeignKey("articles.id", ondelete="SET NULL"))

    __table_args__ = (
        CheckConstraint("status IN ('stored', 'failed', 'deleted')", name="status"),
        Index(None, "article_id"),
        Index(None, "status"),
    )


class TombstoneRow(Base):
    """An article that is gone, and the corpus revision that removed it."""

    __tablename__ = "tombstones"

    article_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(Id)

    __table_args__ = (Index(None, "revision", "article_id"),)


class ApiKeyRow(Base):
    """An API key: what is kept of it opens nothing. Days are UTC, 0 for none; `expires` is the last day it works."""

    __tablename__ = "api_keys"

    prefix: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    name: Mapped[str]
    scope: Mapped[str]
    created: Mapped[int]
    expires: Mapped[int]
    last_used: Mapped[int]
    revoked: Mapped[int]

    __table_args__ = (
        CheckConstraint("scope IN ('read', 'ingest', 'admin')", name="scope"),
        Index(None, "name"),
        WITHOUT_ROWID,
    )


class ReplyRow(Base):
    """What a request with an `Idempotency-Key` was answered (`storage/replies.py`)."""

    __tablename__ = "replies"

    digest: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    status: Mapped[int]
    body: Mapped[str]
    made: Mapped[int] = mapped_column(Id)

    __table_args__ = (Index(None, "made"),)


class RulingRow(Base):
    """What somebody has decided about actors (`resolution/rulings.py`); no article and no analysis takes it away.

    `words` is how it is told to people, `former` the ids that actors lost by it: who undoes it gives them back.
    """

    __tablename__ = "rulings"

    number: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    verdict: Mapped[str]
    actor: Mapped[str]
    told: Mapped[list[str]] = mapped_column(JSON)
    article: Mapped[str]
    words: Mapped[str]
    made: Mapped[int]
    former: Mapped[dict[str, int]] = mapped_column(JSON)

    __table_args__ = (CheckConstraint("verdict IN ('merge', 'split', 'rename')", name="verdict"),)


class EmergentNameRow(Base):
    """A name that was learned from the stored texts, and in how many articles something speaks for it."""

    __tablename__ = "emergent_names"

    name: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    articles: Mapped[int]

    __table_args__ = (WITHOUT_ROWID,)


class LikenessRow(Base):
    """The signature of an article's text (`storage/likeness.py`), which tells how alike two texts are."""

    __tablename__ = "likenesses"

    article_id: Mapped[int] = mapped_column(
        Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class LikenessBandRow(Base):
    """A band of a signature: texts that share one may be alike."""

    __tablename__ = "likeness_bands"

    band: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    article_id: Mapped[int] = mapped_column(
        Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )

    __table_args__ = (Index(None, "article_id"), WITHOUT_ROWID)


class CopyRow(Base):
    """An article that nearly repeats another, the earliest of its kind."""

    __tablename__ = "copies"

    article_id: Mapped[int] = mapped_column(
        Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    original_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id", ondelete="CASCADE"))

    __table_args__ = (Index(None, "original_id"),)
