"""The ledger: which document became which article, and what is to be done with a document that comes again.

An article is one content (the identity of its document: text and everything told beside it), held by one or more documents:

- a document that comes again as it was changes nothing;
- one whose content another document already brought points to that document's article: no second article is made;
- one with a new content replaces its article in place when it is the article's only document, else it leaves the article
  to the others and gets one of its own;
- an article that no document holds any more is removed;
- a deleted article stays deleted for as long as its document comes again unchanged, unless it is allowed to come again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select

from app.domain.annotations import Extractor
from app.domain.documents import Document, Rejected, digest
from app.storage.models import ArticleRow, DocumentRow
from app.storage.sessions import ReadSession, WriteSession, one_of_these
from app.storage.values import check_document, printable

STORED, FAILED, DELETED = "stored", "failed", "deleted"
UPSERT = (
    "INSERT INTO documents (key_digest, key, path, record, identity, sha256, status, reason, article_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key_digest) DO UPDATE SET path = excluded.path,"
    " record = excluded.record, identity = excluded.identity, sha256 = excluded.sha256, status = excluded.status,"
    " reason = excluded.reason, article_id = excluded.article_id"
)


class Status(StrEnum):
    """What a document is to the store."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    """Its content is stored already, under another document: only the ledger is written."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a document: `target` is the article it belongs to (None: a new one), `orphan` one to remove."""

    status: Status
    target: int | None
    orphan: int | None = None


@dataclass(slots=True)
class _Entry:
    identity: str | None
    article: int | None
    status: str


@dataclass(slots=True)
class _Owner:
    article: int
    extractor: Extractor


class Ledger:
    """What the store knows of some documents, kept up to date while decisions are taken one after the other."""

    def __init__(self, session: ReadSession, documents: Sequence[Document]) -> None:
        self._entries: dict[str, _Entry] = {}
        self._owners: dict[str, _Owner] = {}
        self._holders: Counter[int] = Counter()
        self._identities: dict[int, str] = {}
        self._read_entries(session, {key_digest(document.key) for document in documents})
        self._read_owners(session, {document.identity for document in documents})
        self._read_holders(session)

    def _read_entries(self, session: ReadSession, digests: Iterable[str]) -> None:
        row = DocumentRow
        statement = select(row.key_digest, row.identity, row.article_id, row.status)
        for digest_, identity, article, status in session.rows_among(
            statement.where(one_of_these(row.key_digest)), sorted(digests)
        ):
            self._entries[digest_] = _Entry(identity, article, status)

    def _read_owners(self, session: ReadSession, identities: Iterable[str]) -> None:
        row = ArticleRow
        statement = select(row.identity, row.id, row.extractor_name, row.extractor_version)
        for identity, article, name, version in session.rows_among(
            statement.where(one_of_these(row.identity)), sorted(identities)
        ):
            self._own(identity, article, Extractor(name, version))

    def _read_holders(self, session: ReadSession) -> None:
        articles = {entry.article for entry in self._entries.values() if entry.article is not None}
        articles |= {owner.article for owner in self._owners.values()}
        row = DocumentRow.article_id
        statement = select(row, func.count()).group_by(row)
        for article, count in session.rows_among(statement.where(one_of_these(row)), sorted(articles)):
            self._holders[article or 0] = count

    def decide(self, document: Document, extractor: Extractor | None) -> Decision:
        """Say what to do with `document`; with an `extractor`, an analysis made by another one counts as a change."""
        entry = self._entries.get(key_digest(document.key))
        owner = self._owners.get(document.identity)
        if entry and entry.status == DELETED and entry.identity == document.identity:
            return Decision(Status.UNCHANGED, None)
        if owner is None:
            return self._replacement(entry)
        settled = entry is not None and entry.article == owner.article
        orphan = None if settled else self._orphan(entry)
        if extractor not in {None, owner.extractor}:
            return Decision(Status.CHANGED, owner.article, orphan)
        if settled and entry and entry.status == STORED:
            return Decision(Status.UNCHANGED, owner.article)
        return Decision(Status.DUPLICATE, owner.article, orphan)

    def _replacement(self, entry: _Entry | None) -> Decision:
        if entry is None or entry.article is None:
            return Decision(Status.NEW, None)
        alone = self._holders[entry.article] == 1
        return Decision(Status.CHANGED, entry.article if alone else None)

    def _orphan(self, entry: _Entry | None) -> int | None:
        if entry is None or entry.article is None or self._holders[entry.article] > 1:
            return None
        return entry.article

    def settle(self, document: Document, decision: Decision, article: int, extractor: Extractor) -> None:
        """Remember that `decision` was carried out and that `document` belongs to `article` from now on."""
        if decision.orphan is not None:
            self._owners.pop(self._identities.pop(decision.orphan, ""), None)
        digest_ = key_digest(document.key)
        before = self._entries.get(digest_)
        if before is None or before.article != article:
            self._holders[article] += 1
            if before is not None and before.article is not None:
                self._holders[before.article] -= 1
        self._entries[digest_] = _Entry(document.identity, article, STORED)
        if decision.status is not Status.DUPLICATE:
            self._owners.pop(self._identities.get(article, ""), None)
            self._own(document.identity, article, extractor)

    def _own(self, identity: str, article: int, extractor: Extractor) -> None:
        self._owners[identity] = _Owner(article, extractor)
        self._identities[article] = identity


def key_digest(key: str) -> str:
    """Return what the ledger looks a document up by."""
    return digest(printable(key))


def plan(session: ReadSession, documents: Sequence[Document], extractor: Extractor | None = None) -> list[Status]:
    """Say what `write_batch` would do with `documents`, in order, before anything costly is done for them.

    Only NEW and CHANGED documents need an analysis; UNCHANGED ones need nothing at all.

    Args:
        session: the store as it stands.
        documents: as they were read; one of them may repeat another.
        extractor: when given, articles analysed by another extractor or version count as CHANGED.

    Raises:
        DocumentError: a document holds what no database can (see `check_document`, to ask before).
    """
    for document in documents:
        check_document(document)
    ledger = Ledger(session, documents)
    statuses: list[Status] = []
    for number, document in enumerate(documents, start=1):
        decision = ledger.decide(document, extractor)
        statuses.append(decision.status)
        if decision.status is not Status.UNCHANGED:
            # a negative number stands for the article that does not exist yet
            article = -number if decision.target is None else decision.target
            ledger.settle(document, decision, article, extractor or Extractor("", ""))
    return statuses


def record_documents(session: WriteSession, held: Sequence[tuple[Document, int]]) -> None:
    """Write down which article each document belongs to, and forget failures of the same place."""
    session.run_many(
        UPSERT,
        [
            (
                key_digest(document.key),
                printable(document.key),
                printable(document.path),
                document.record,
                document.identity,
                document.sha256,
                STORED,
                None,
                article,
            )
            for document, article in held
        ],
    )
    places = [(key_digest(failure_key(document.path, document.record)), FAILED) for document, _ in held]
    session.run_many("DELETE FROM documents WHERE key_digest = ? AND status = ? AND article_id IS NULL", places)


def withdrawn(session: ReadSession, documents: Sequence[Document]) -> list[str]:
    """Return the digests of the keys of those `documents` whose article was deleted on purpose."""
    row = DocumentRow
    statement = select(row.key_digest).where(one_of_these(row.key_digest), row.status == DELETED)
    return [found for (found,) in session.rows_among(statement, [key_digest(document.key) for document in documents])]


def allow_again(session: WriteSession, digests: Sequence[str]) -> None:
    """Forget that the articles of these documents were deleted, so that they may be stored anew."""
    session.run_many(
        "DELETE FROM documents WHERE key_digest = ? AND status = ?", [(digest_, DELETED) for digest_ in digests]
    )


def failure_key(path: str, record: int | None) -> str:
    """Return the key under which a file or record that could not be read is remembered, beside any good reading of it."""
    return f"failed:{path}" if record is None else f"failed:{path}#{record}"


def record_failures(session: WriteSession, failures: Sequence[Rejected]) -> None:
    """Write down what could not be read and why; the article of an earlier good reading of the same document stays."""
    session.run_many(
        "INSERT INTO documents (key_digest, key, path, record, status, reason) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (key_digest) DO UPDATE SET status = excluded.status, reason = excluded.reason",
        [_failure(failure) for failure in failures],
    )


def _failure(failure: Rejected) -> tuple[str, str, str, int | None, str, str]:
    key = failure_key(failure.path, failure.record)
    return (
        key_digest(key),
        printable(key),
        printable(failure.path),
        failure.record,
        FAILED,
        printable(failure.reason),
    )
