"""Reanalysis: stored articles are read again by the present extraction, from their stored texts.

Article ids stay, and so do the ids of what is found again at the same place. Articles go through in batches, one
transaction each, those written longest ago first. What a run has replaced is no longer stale, so that a killed one is
finished by running it again. An article that cannot be analysed keeps its old analysis and is one line of the report.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from app.analysts import Analysts
from app.domain.annotations import Analysis, Extractor
from app.domain.documents import Rejected
from app.errors import ContractError
from app.pipeline import BATCH_CHARACTERS, DEFAULT_BATCH
from app.storage.database import Database
from app.storage.stale import Choice, Stored, choose, count_stale, read_stale
from app.storage.writer import Reanalysed, replace_analyses


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that keeps its old analysis, the file it once came from, and why."""

    article: int
    path: str
    reason: str


@dataclass(slots=True)
class Report:
    """What became of the articles: `total` were to be read again when the run began."""

    total: int = 0
    replaced: int = 0
    overtaken: int = 0
    """Articles that were removed, or came with another content, while they were read."""
    failed: list[Failure] = field(default_factory=list[Failure])

    @property
    def seen(self) -> int:
        """Everything that was dealt with."""
        return self.replaced + self.overtaken + len(self.failed)


@dataclass(frozen=True, slots=True)
class Process:
    """How a reanalysis goes.

    `extractor` made the articles that are left alone; None reads all again. `articles` restricts it to some ids, `limit`
    to so many of those that were written longest ago. `progress` is called at the start and after each batch.
    """

    extractor: Extractor | None
    articles: frozenset[int] = field(default_factory=frozenset[int])
    limit: int | None = None
    batch_size: int = DEFAULT_BATCH
    progress: Callable[[Report], None] = lambda _report: None


@dataclass(frozen=True, slots=True)
class _Batch:
    articles: list[Stored]
    analyses: Iterator[Analysis | Rejected]


def reanalyse(database: Database, analysts: Analysts, process: Process) -> Report:
    """Read articles again, replace their analyses and return what became of them.

    Raises:
        StorageError: the database does not answer or is not migrated. What was committed before stays.
    """
    with database.reading() as session:
        choice = choose(session, process.extractor, process.articles)
        total = count_stale(session, choice)
    report = Report(total if process.limit is None else min(total, process.limit))
    process.progress(report)
    waiting: deque[_Batch] = deque()
    for articles in _batches(database, choice, report.total, process.batch_size):
        waiting.append(_Batch(articles, analysts.submit([stored.document for stored in articles])))
        if len(waiting) > analysts.ahead:
            _finish(waiting.popleft(), database, report)
            process.progress(report)
    while waiting:
        _finish(waiting.popleft(), database, report)
        process.progress(report)
    return report


def _batches(database: Database, choice: Choice, left: int, size: int) -> Iterator[list[Stored]]:
    after: Stored | None = None
    while left > 0:
        with database.reading() as session:
            articles = read_stale(session, choice, after, min(left, size), BATCH_CHARACTERS)
        if not articles:
            return
        yield articles
        left -= len(articles)
        after = articles[-1]


def _finish(batch: _Batch, database: Database, report: Report) -> None:
    """Take the analyses of a batch, store them, and count."""
    ready: list[Reanalysed] = []
    for stored in batch.articles:
        found = next(batch.analyses)
        if isinstance(found, Rejected):
            report.failed.append(_failure(stored, found.reason))
        else:
            ready.append(Reanalysed(stored, found))
    _store(database, ready, report)


def _store(database: Database, items: Sequence[Reanalysed], report: Report) -> None:
    """Store `items` in one transaction; if one of them will not go in, each in its own."""
    if not items:
        return
    try:
        with database.writing() as session:
            replaced = replace_analyses(session, items)
    except ContractError as error:
        if len(items) == 1:
            report.failed.append(_failure(items[0].stored, str(error)))
            return
        for item in items:
            _store(database, [item], report)
        return
    report.replaced += sum(replaced)
    report.overtaken += len(replaced) - sum(replaced)


def _failure(stored: Stored, reason: str) -> Failure:
    return Failure(stored.article, stored.document.path, reason)
