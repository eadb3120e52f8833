"""Replies: what a writing request was answered, kept for a day under the key that its sender gave it."""

from dataclasses import dataclass

from sqlalchemy import delete, exists, select

from app.storage.models import ReplyRow
from app.storage.sessions import ReadSession, WriteSession

KEPT_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: `digest` names sender and key, `fingerprint` the request, `made` is in seconds since 1970."""

    digest: str
    fingerprint: str
    status: int
    body: str
    made: int


def find_reply(session: ReadSession, digest: str, now: int) -> Reply | None:
    """Return what is still kept under `digest`."""
    row = ReplyRow
    found = session.first(select(*row.__table__.columns).where(row.digest == digest, row.made > now - KEPT_SECONDS))
    return None if found is None else Reply(*found)


def keep_reply(session: WriteSession, reply: Reply) -> None:
    """Keep an answer; one that has stood its day makes room for it."""
    session.run(delete(ReplyRow).where(ReplyRow.digest == reply.digest))
    session.insert_many(ReplyRow, [(reply.digest, reply.fingerprint, reply.status, reply.body, reply.made)])


def is_any_stale(session: ReadSession, now: int) -> bool:
    """Whether an answer has stood its day."""
    return session.value(select(exists().where(ReplyRow.made <= now - KEPT_SECONDS)))


def drop_stale(session: WriteSession, now: int) -> None:
    """Forget the answers that have stood their day."""
    session.run(delete(ReplyRow).where(ReplyRow.made <= now - KEPT_SECONDS))
