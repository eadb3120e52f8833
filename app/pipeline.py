"""The pipeline: read -> analyse -> write, and a report: the only place where they meet.

Documents go through in batches, one transaction each. What the store holds already is passed over before anything costly
is done for it, so that a killed run is finished by running it again. A document that cannot be read, analysed or written
is one line of the report and stops nothing; only a database that does not answer stops the run.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from app.analysts import Analysts
from app.domain.annotations import Analysis, Extractor
from app.domain.documents import Document, Rejected
from app.errors import ContractError, DocumentError, InputError
from app.extraction.analyser import EXTRACTOR
from app.storage.database import Database, WriteSession
from app.storage.ledger import Status, plan, record_failures
from app.storage.values import check_document
from app.storage.writer import Analysed, Outcome, write_batch

DEFAULT_BATCH = 64
BATCH_CHARACTERS = 8_000_000
"""A batch ends with the document whose text exceeds this."""
Kept = TypeVar("Kept")


@dataclass(slots=True)
class Report:
    """What became of the documents: `seen` is the sum of the others, and every failure is told with its reason."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: list[Rejected] = field(default_factory=list[Rejected])

    @property
    def seen(self) -> int:
        """Everything that was come by, a path that leads nowhere included."""
        return self.new + self.changed + self.unchanged + len(self.failed)

    def count(self, status: Status) -> None:
        """Count one document; one whose content is stored under another name changes nothing."""
        if status is Status.NEW:
            self.new += 1
        elif status is Status.CHANGED:
            self.changed += 1
        else:
            self.unchanged += 1


@dataclass(frozen=True, slots=True)
class Process:
    """How an ingest goes: `dry_run` does everything but write; `progress` is called after each batch."""

    batch_size: int = DEFAULT_BATCH
    dry_run: bool = False
    extractor: Extractor = EXTRACTOR
    progress: Callable[[Report], None] = lambda _report: None


@dataclass(frozen=True, slots=True)
class _Batch:
    documents: list[Document] = field(default_factory=list[Document])
    rejected: list[Rejected] = field(default_factory=list[Rejected])

    def add(self, item: Document | Rejected) -> None:
        """Take an item; a document that no store can hold is refused."""
        checked = item if isinstance(item, Rejected) else _storable(item)
        if isinstance(checked, Rejected):
            self.rejected.append(checked)
        else:
            self.documents.append(checked)


@dataclass(frozen=True, slots=True)
class _Planned:
    batch: _Batch
    statuses: list[Status]
    analyses: Iterator[Analysis | Rejected]

    @property
    def pairs(self) -> Iterator[tuple[Document, Status]]:
        """Each document with what is to be done with it."""
        return zip(self.batch.documents, self.statuses, strict=True)


def ingest(items: Iterable[Document | Rejected], database: Database, analysts: Analysts, process: Process) -> Report:
    """Bring `items` into the store and return what became of them.

    Raises:
        StorageError: the database does not answer or is not migrated. What was committed before stays.
    """
    report = Report()
    waiting: deque[_Planned] = deque()
    for batch in _batches(items, process.batch_size):
        waiting.append(_plan(batch, database, analysts, process.extractor))
        if len(waiting) > analysts.ahead:
            _finish(waiting.popleft(), database, process, report)
    while waiting:
        _finish(waiting.popleft(), database, process, report)
    return report


def take_in(
    items: Iterable[Document | Rejected],
    database: Database,
    analysts: Analysts,
    extractor: Extractor,
    closing: Callable[[WriteSession, Mapping[int, Outcome | Rejected]], Kept],
) -> Kept:
    """Bring a few `items` into the store in one transaction, with what `closing` writes in it; return what that returns.

    Args:
        items: at most a batch; each has a record number of its own.
        database: where they go.
        analysts: who analyses.
        extractor: articles that another one made are made anew.
        closing: is told what became of each item, by its record number. What it raises leaves nothing behind.

    Raises:
        StorageError: the database does not answer, or another process changed the articles meanwhile.
        UnavailableError: there is nobody to analyse.
    """
    batch = _Batch()
    for item in items:
        batch.add(item)
    planned = _plan(batch, database, analysts, extractor)
    ready, failed = _gather(planned)
    passed = [document for document, status in planned.pairs if status is Status.UNCHANGED]
    stored = [item for item, _ in ready] + [Analysed(document, None) for document in passed]
    told: dict[int, Outcome | Rejected] = {item.record or 0: item for item in (*batch.rejected, *failed)}
    with database.writing() as session:
        outcomes = write_batch(session, stored)
        told |= {item.document.record or 0: outcome for item, outcome in zip(stored, outcomes, strict=True)}
        return closing(session, told)


def _batches(items: Iterable[Document | Rejected], size: int) -> Iterator[_Batch]:
    batch, characters = _Batch(), 0
    for item in items:
        batch.add(item)
        characters += 0 if isinstance(item, Rejected) else len(item.text)
        if len(batch.documents) + len(batch.rejected) >= size or characters > BATCH_CHARACTERS:
            yield batch
            batch, characters = _Batch(), 0
    if batch.documents or batch.rejected:
        yield batch


def _storable(document: Document) -> Document | Rejected:
    try:
        check_document(document)
    except DocumentError as error:
        return document.refused(str(error))
    return document


def _plan(batch: _Batch, database: Database, team: Analysts, extractor: Extractor) -> _Planned:
    with database.reading() as session:
        statuses = plan(session, batch.documents, extractor)
    pairs = zip(batch.documents, statuses, strict=True)
    return _Planned(batch, statuses, team.submit([document for document, status in pairs if _is_work(status)]))


def _is_work(status: Status) -> bool:
    return status in {Status.NEW, Status.CHANGED}


def _finish(planned: _Planned, database: Database, process: Process, report: Report) -> None:
    """Take the analyses of a batch, store them, and count."""
    ready, failed = _gather(planned)
    failed = [*planned.batch.rejected, *failed]
    if process.dry_run:
        statuses = [status for _, status in ready]
    else:
        statuses, unstored = _store(database, [item for item, _ in ready], failed)
        failed += unstored
    for status in statuses:
        report.count(status)
    report.unchanged += planned.statuses.count(Status.UNCHANGED)
    report.failed += failed
    process.progress(report)


def _gather(planned: _Planned) -> tuple[list[tuple[Analysed, Status]], list[Rejected]]:
    """Return what is to be stored with what was planned for it, and what failed.

    A duplicate needs no analysis, unless the document it repeats stands in this batch and has just failed.
    """
    ready: list[tuple[Analysed, Status]] = []
    failed: list[Rejected] = []
    broken: dict[str, str] = {}
    for document, status in planned.pairs:
        if status is Status.UNCHANGED:
            continue
        found = next(planned.analyses) if _is_work(status) else None
        reason = found.reason if isinstance(found, Rejected) else broken.get(document.identity)
        if reason is not None:
            broken[document.identity] = reason
            failed.append(document.refused(reason))
        elif not isinstance(found, Rejected):
            ready.append((Analysed(document, found), status))
    return ready, failed


def _store(
    database: Database, items: Sequence[Analysed], failed: Sequence[Rejected]
) -> tuple[list[Status], list[Rejected]]:
    """Store `items` and note `failed` in one transaction; if one of the items will not go in, each in its own."""
    if not items and not failed:
        return [], []
    try:
        with database.writing() as session:
            outcomes = write_batch(session, items)
            record_failures(session, failed)
    except (InputError, ContractError) as error:
        if len(items) == 1:
            refusal = items[0].document.refused(str(error))
            return _store(database, [], [*failed, refusal])[0], [refusal]
        parts = [_store(database, [item], []) for item in items] + [_store(database, [], failed)]
        return [status for part, _ in parts for status in part], [refusal for _, part in parts for refusal in part]
    return [outcome.status for outcome in outcomes], []
