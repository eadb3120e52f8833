"""Writing on request: articles in and out, one request at a time, beside the reading.

What a request with an `Idempotency-Key` is answered is kept in the transaction that stores its articles: there is never one
without the other, however often it is sent, at the same time or after a process was killed.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from app.analysts import Alone
from app.api.extracting import MAX_WAITING, ExtractionDesk
from app.api.schemas.writing import Became, Receipt, Written
from app.domain.annotations import Extractor
from app.domain.documents import Document, Rejected
from app.errors import BusyError, DocumentError, ReusedKeyError
from app.ingest.given import documents_of
from app.pipeline import take_in
from app.storage.changes import revision
from app.storage.database import Database, ReadSession, WriteSession
from app.storage.ledger import Status, allow_again, withdrawn
from app.storage.replies import Reply, find_reply, keep_reply
from app.storage.writer import Outcome, delete_article

ORIGIN = "POST /v1/articles"
"""What the ledger says of where these documents came from."""
_BECAME: Mapping[Status, Became] = {
    Status.NEW: Became.NEW,
    Status.CHANGED: Became.CHANGED,
    Status.UNCHANGED: Became.UNCHANGED,
    Status.DUPLICATE: Became.UNCHANGED,
}
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request to store articles; `digest` names its sender and `Idempotency-Key`, None where it has none."""

    articles: Sequence[Mapping[str, object] | Rejected]
    alone: bool
    digest: str | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What it is answered: `repeated` when that was said before."""

    status: int
    receipt: Receipt
    repeated: bool = False


class WritingDesk:
    """Stores and deletes articles, behind a queue: the database has one writer at a time anyway."""

    def __init__(
        self, database: Database, desk: ExtractionDesk, extractor: Callable[[], Extractor], max_bytes: int
    ) -> None:
        """Take where they go, who reads them, what that is called, and how large an article may be."""
        self._database = database
        self._analysts = Alone(desk)
        self._extractor = extractor
        self._max_bytes = max_bytes
        self._limiter = CapacityLimiter(1)

    async def take(self, wanted: Wanted) -> Answered:
        """Store articles and return what became of each.

        Raises:
            BusyError: too many requests wait already.
            DocumentError: the only article is refused.
            ReusedKeyError: the key stood on another request.
            StorageError: the database does not answer. Nothing was stored.
        """
        return await self._in_turn(lambda: self._take(wanted))

    async def delete(self, article: int) -> int:
        """Remove an article and return the corpus revision that is without it.

        Raises:
            BusyError: too many requests wait already.
            NotFoundError: there is no such article.
            StorageError: the database does not answer. Nothing was removed.
        """
        return await self._in_turn(lambda: self._delete(article))

    async def _in_turn(self, work: Callable[[], Done]) -> Done:
        """Do `work` in a thread that is none of those that read."""
        if self._limiter.statistics().tasks_waiting >= MAX_WAITING:
            raise BusyError("too many requests wait for their articles to be written: try again later")
        return await to_thread.run_sync(work, limiter=self._limiter)

    def _delete(self, article: int) -> int:
        with self._database.writing() as session:
            delete_article(session, article)
            return revision(session)

    def _take(self, wanted: Wanted) -> Answered:
        with self._database.reading() as session:
            if (kept := _kept(session, wanted)) is not None:
                return kept
        items = list(_apart(documents_of(wanted.articles, ORIGIN, self._max_bytes)))
        self._allow_again([item for item in items if isinstance(item, Document)])
        try:
            return take_in(
                items,
                self._database,
                self._analysts,
                self._extractor(),
                lambda session, told: _answer(session, wanted, told),
            )
        except _OvertakenError as overtaken:
            return overtaken.answered

    def _allow_again(self, documents: Sequence[Document]) -> None:
        """Let articles that were deleted come again: who sends them wants them."""
        with self._database.reading() as session:
            gone = withdrawn(session, documents)
        if gone:
            with self._database.writing() as session:
                allow_again(session, gone)


class _OvertakenError(Exception):
    """Another process has answered the same request meanwhile: what was done here is undone."""

    def __init__(self, answered: Answered) -> None:
        super().__init__()
        self.answered = answered


def _kept(session: ReadSession, wanted: Wanted) -> Answered | None:
    """Return what the same request was answered before."""
    reply = None if wanted.digest is None else find_reply(session, wanted.digest, int(time.time()))
    if reply is None:
        return None
    if reply.fingerprint != wanted.fingerprint:
        raise ReusedKeyError("this `Idempotency-Key` stood on another request: take a new one; nothing was done")
    return Answered(reply.status, Receipt.model_validate_json(reply.body), repeated=True)


def _apart(items: Iterator[Document | Rejected]) -> Iterator[Document | Rejected]:
    """Refuse what stands twice in one request: which of two is the newer one cannot be told."""
    seen: dict[str, int | None] = {}
    for item in items:
        if isinstance(item, Rejected) or item.key not in seen:
            if isinstance(item, Document):
                seen[item.key] = item.record
            yield item
        else:
            place = (seen[item.key] or 1) - 1
            yield Rejected(item.path, item.record, f"the same id or text stands at position {place}: send it once")


def _answer(session: WriteSession, wanted: Wanted, told: Mapping[int, Outcome | Rejected]) -> Answered:
    """Say what became of the articles, and keep it where the request has a key."""
    if (kept := _kept(session, wanted)) is not None:
        raise _OvertakenError(kept)
    items = [_written(place, told[place + 1]) for place in range(len(wanted.articles))]
    if wanted.alone and items[0].reason is not None:
        raise DocumentError(items[0].reason)
    status = HTTPStatus.CREATED if wanted.alone and items[0].status is Became.NEW else HTTPStatus.OK
    receipt = Receipt(items=items, revision=revision(session))
    if wanted.digest is not None:
        body = receipt.model_dump_json()
        keep_reply(session, Reply(wanted.digest, wanted.fingerprint, status, body, int(time.time())))
    return Answered(status, receipt)


def _written(place: int, told: Outcome | Rejected) -> Written:
    if isinstance(told, Rejected):
        return Written(position=place, status=Became.REFUSED, id=None, reason=told.reason)
    return Written(position=place, status=_BECAME[told.status], id=told.article, reason=None)
