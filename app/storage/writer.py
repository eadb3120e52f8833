"""The writer: analysed documents into rows, a batch in one transaction, ids given out in the order of the documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, select, update

from app.domain.annotations import Analysis, Extractor
from app.domain.documents import Document
from app.errors import ContractError, NotFoundError, StorageError
from app.resolution.guises import guises_of
from app.resolution.rulings import in_article
from app.storage import models as m
from app.storage.copies import kin_of, settle_copies
from app.storage.directory import Known, Settled, Start, actor_row, digest_of, settle
from app.storage.former import former_ids
from app.storage.ledger import DELETED, STORED, Decision, Ledger, Status, record_documents
from app.storage.moving import holding, move
from app.storage.rows import Ids, Placed, Row, Rows, add_annotations, article_row
from app.storage.rulings import read_rulings
from app.storage.sessions import WriteSession, one_of_these
from app.storage.stale import Stored
from app.storage.tally import Tally
from app.storage.values import check_document, chunks

INSERT_ORDER = (
    m.ArticleTextRow,
    m.ArticleActorRow,
    m.ArticleEntityRow,
    m.MentionRow,
    m.QuoteRow,
    m.QuotePartRow,
    m.QuoteAboutRow,
    m.RelationRow,
    m.RelationParticipantRow,
)
"""Parents before children."""
_TOLD = frozenset({"identity", "sha256", "url", "source"})
"""What the document of an article told: no new analysis changes it."""
_DIGESTS = select(m.ArticleEntityRow.digest).distinct().where(one_of_these(m.ArticleEntityRow.article_id))
_REVISIONS = select(m.ArticleRow.id, m.ArticleRow.revision).where(one_of_these(m.ArticleRow.id))


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document and what extraction found in it; no analysis for one that `plan` called a duplicate."""

    document: Document
    analysis: Analysis | None


@dataclass(frozen=True, slots=True)
class Reanalysed:
    """A stored article and its new analysis."""

    stored: Stored
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document; no article where it was deleted on purpose and comes again unchanged."""

    key: str
    status: Status
    article: int | None


@dataclass(slots=True)
class _Batch:
    """What has been decided and is not written yet."""

    new: list[tuple[int, Analysed]] = field(default_factory=list)
    replaced: list[tuple[int, Analysed]] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    held: dict[str, tuple[Document, int]] = field(default_factory=dict)
    """Where each document belongs in the end, by its key: it may come more than once."""
    kept: frozenset[str] = frozenset()
    """Columns of replaced articles that stay as they are."""

    @property
    def touched(self) -> set[int]:
        """The articles that this batch writes or removes."""
        return {article for article, _ in (*self.new, *self.replaced)} | set(self.removed)


class _Writing:
    """One transaction's work: decisions in order, rows in bulk."""

    def __init__(self, session: WriteSession, documents: Sequence[Document]) -> None:
        self.session = session
        self.ledger = Ledger(session, documents)
        corpus = session.rows(select(m.CorpusRow.__table__))[0]
        self.revision: int = corpus.revision
        self.ids = Ids(corpus.last_article, corpus.last_actor, corpus.last_quote, corpus.last_relation)
        self.batch = _Batch()

    def take(self, item: Analysed) -> Outcome:
        """Decide on one document; its rows are written with those of its neighbours."""
        document, analysis = item.document, item.analysis
        decision = self.ledger.decide(document, None if analysis is None else analysis.extractor)
        if decision.status is Status.UNCHANGED:
            return Outcome(document.key, decision.status, decision.target)
        rewritten = {decision.orphan, decision.target if decision.status is Status.CHANGED else None}
        if not rewritten.isdisjoint(self.batch.touched):
            self.flush()
        article = self._place(item, decision)
        extractor = Extractor("", "") if analysis is None else analysis.extractor
        self.ledger.settle(document, decision, article, extractor)
        self.batch.held[document.key] = (document, article)
        return Outcome(document.key, decision.status, article)

    def _place(self, item: Analysed, decision: Decision) -> int:
        if decision.orphan is not None:
            self.batch.removed.append(decision.orphan)
        if decision.status is Status.DUPLICATE:
            if decision.target is None:
                raise ContractError("a duplicate without the article it repeats")
            return decision.target
        if item.analysis is None:
            raise StorageError("the article that a document repeats has just been removed: run the command again")
        item.analysis.checked(item.document.text)
        if decision.target is not None:
            self.batch.replaced.append((decision.target, item))
            return decision.target
        self.ids.article += 1
        self.batch.new.append((self.ids.article, item))
        return self.ids.article

    def flush(self) -> None:
        """Write what has been decided so far."""
        batch, self.batch = self.batch, _Batch()
        if batch.touched:
            self._write(batch)
        record_documents(self.session, list(batch.held.values()))

    def _write(self, batch: _Batch) -> None:
        self.revision += 1
        tally = Tally()
        before = former_ids(self.session, {article: item.document.sha256 for article, item in batch.replaced})
        gone = [article for article, _ in batch.replaced] + batch.removed
        kin = kin_of(self.session, gone)
        tally.take(self.session, gone, -1)
        left = remove_annotations(self.session, gone)
        placed, settled = self._place_actors([*batch.new, *batch.replaced], left)
        remove_articles(self.session, batch.removed, self.revision)
        moved = holding(self.session, settled.moved)
        tally.take(self.session, moved, -1)
        write_actors(self.session, settled.known, tally)
        move(self.session, moved, self.revision)
        self._write_articles(placed, len(batch.new), batch.kept)
        rows = Rows()
        for item in placed:
            add_annotations(rows, item, self.ids, before.get(item.article, {}))
        for table in INSERT_ORDER:
            self.session.insert_many(table, rows.by_table[table])
        tally.take(self.session, [*moved, *(item.article for item in placed)], 1)
        tally.write(self.session)
        settle_copies(self.session, {item.article: item.text for item in placed}, kin, self.revision)
        self._write_corpus()

    def _place_actors(self, items: Iterable[tuple[int, Analysed]], left: Iterable[str]) -> tuple[list[Placed], Settled]:
        work = [(article, item.document, item.analysis) for article, item in items if item.analysis is not None]
        rulings = read_rulings(self.session)
        guises = [
            in_article(guises_of(analysis, document.text, document.identity), document.identity, rulings)
            for _, document, analysis in work
        ]
        coming = [guise for found in guises for guise in found.values()]
        settled = settle(self.session, coming, left, Start(rulings, self.ids.actor))
        self.ids.actor = settled.last_id
        placed: list[Placed] = []
        for (article, document, analysis), found in zip(work, guises, strict=True):
            digests = {entity: digest_of(guise) for entity, guise in found.items()}
            actors = {entity: settled.actors[digest] for entity, digest in digests.items()}
            placed.append(Placed(article, document, analysis, digests, actors))
        return placed, settled

    def _write_articles(self, placed: Sequence[Placed], new: int, kept: frozenset[str]) -> None:
        rows = [article_row(item, self.revision) for item in placed]
        columns = [column.name for column in m.ArticleRow.__table__.columns]
        told = [name for name in columns if name not in {"id", "revision"} | kept]
        sets = ", ".join(f"{name} = ?" for name in told)
        self.session.run_many(
            f"UPDATE articles SET {sets}, revision = revision + 1 WHERE id = ?",  # noqa: S608 - names of our own columns
            [_moved(columns, told, row) for row in rows[new:]],
        )
        self.session.insert_many(m.ArticleRow, rows[:new])

    def _write_corpus(self) -> None:
        ids = self.ids
        self.session.run(
            update(m.CorpusRow).values(
                revision=self.revision,
                last_article=ids.article,
                last_actor=ids.actor,
                last_quote=ids.quote,
                last_relation=ids.relation,
            )
        )


def write_batch(session: WriteSession, items: Sequence[Analysed]) -> list[Outcome]:
    """Write a batch and say what became of each document, in order; the ledger tells the rules.

    Nothing is visible to others before the session's block ends, and nothing is left of it if that ends badly.

    Raises:
        DocumentError: a document holds what no database can.
        ContractError: an analysis points outside its text.
        StorageError: a document came without analysis and needs one after all.
    """
    for item in items:
        check_document(item.document)
    writing = _Writing(session, [item.document for item in items])
    outcomes = [writing.take(item) for item in items]
    writing.flush()
    return outcomes


def replace_analyses(session: WriteSession, items: Sequence[Reanalysed]) -> list[bool]:
    """Give stored articles their new analyses; their ids, identities and documents stay as they are.

    Returns:
        Of each whether it was replaced: not where the article has gone or changed since it was read.

    Raises:
        ContractError: an analysis points outside its text.
    """
    writing = _Writing(session, [])
    revisions = dict[int, int](session.rows_among(_REVISIONS, [item.stored.article for item in items]))
    replaced = [revisions.get(item.stored.article) == item.stored.revision for item in items]
    for item, is_current in zip(items, replaced, strict=True):
        if is_current:
            item.analysis.checked(item.stored.document.text)
            writing.batch.replaced.append((item.stored.article, Analysed(item.stored.document, item.analysis)))
    writing.batch.kept = _TOLD
    writing.flush()
    return replaced


def delete_article(session: WriteSession, article: int) -> None:
    """Remove an article and everything said of it, leaving a tombstone; its documents stay deleted while unchanged.

    Raises:
        NotFoundError: there is no such article.
    """
    if not session.rows(select(m.ArticleRow.id).where(m.ArticleRow.id == article)):
        raise NotFoundError(f"no article {article}")
    document = m.DocumentRow
    session.run(
        update(document).where(document.article_id == article, document.status == STORED).values(status=DELETED)
    )
    tally = Tally()
    kin = kin_of(session, [article])
    tally.take(session, [article], -1)
    [(revision, last_id)] = session.rows(select(m.CorpusRow.revision, m.CorpusRow.last_actor))
    left = remove_annotations(session, [article])
    settled = settle(session, [], left, Start(read_rulings(session), last_id))
    remove_articles(session, [article], revision + 1)
    settle_copies(session, {}, kin, revision + 1)
    follow(session, (settled, holding(session, settled.moved)), tally, revision + 1)


def follow(session: WriteSession, found: tuple[Settled, Sequence[int]], tally: Tally, revision: int) -> None:
    """Let actors, counts and the articles `moved` follow what was settled; the corpus is at `revision` then."""
    settled, moved = found
    tally.take(session, moved, -1)
    write_actors(session, settled.known, tally)
    move(session, moved, revision)
    tally.take(session, moved, 1)
    tally.write(session)
    session.run(update(m.CorpusRow).values(revision=revision, last_actor=settled.last_id))


def write_actors(session: WriteSession, known: Iterable[Known], tally: Tally) -> None:
    """Write what is known of actors themselves."""
    listed = list(known)
    session.insert_many(m.EntityRow, [actor_row(actor) for actor in listed if actor.is_new])
    session.run_many(
        "UPDATE entities SET type = ?, name = ?, folded = ?, name_en = ?, country = ?, wikidata = ?, is_ambiguous = ?"
        " WHERE id = ?",
        [(*actor.told, actor.id) for actor in listed if not actor.is_new],
    )
    for actor in listed:
        tally.name(actor.id, [name for name in (actor.name, actor.name_en) if name])


def remove_annotations(session: WriteSession, articles: Sequence[int]) -> set[str]:
    """Remove the text and annotations of `articles`, their cards left in place; return the digests of their guises."""
    left = {digest for (digest,) in session.rows_among(_DIGESTS, articles)}
    for table in (m.RelationRow, m.QuoteRow, m.MentionRow, m.ArticleEntityRow, m.ArticleActorRow, m.ArticleTextRow):
        for part in chunks(articles):
            session.run(delete(table).where(table.article_id.in_(part)))
    return left


def remove_articles(session: WriteSession, articles: Sequence[int], revision: int) -> None:
    """Remove the cards of `articles` and put up their tombstones."""
    for part in chunks(articles):
        session.run(delete(m.ArticleRow).where(m.ArticleRow.id.in_(part)))
    session.insert_many(m.TombstoneRow, [(article, revision) for article in articles])


def _moved(columns: Sequence[str], told: Sequence[str], row: Row) -> Row:
    cells = dict(zip(columns, row, strict=True))
    return (*(cells[name] for name in told), cells["id"])
