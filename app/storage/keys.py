"""API keys as they are kept: looked up by prefix, never by what their holders send."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select, update

from app.domain.keys import ApiKey, Scope
from app.errors import InputError, NotFoundError
from app.storage.models import ApiKeyRow
from app.storage.sessions import AnyRow, ReadSession, WriteSession
from app.storage.values import day_of

_KEYS = select(*ApiKeyRow.__table__.columns)


def find_key(session: ReadSession, prefix: str) -> ApiKey | None:
    """Return the key that begins with `prefix`, ended or not."""
    found = session.first(_KEYS.where(ApiKeyRow.prefix == prefix))
    return None if found is None else _key(found)


def list_keys(session: ReadSession) -> list[ApiKey]:
    """Return all keys, the newest last."""
    return [_key(row) for row in session.rows(_KEYS.order_by(ApiKeyRow.created, ApiKeyRow.name, ApiKeyRow.prefix))]


def add_key(session: WriteSession, key: ApiKey) -> None:
    """Keep a new key.

    Raises:
        InputError: another key that is not revoked has its name.
    """
    row = ApiKeyRow
    if session.first(select(row.prefix).where(row.name == key.name, row.revoked == 0)) is not None:
        raise InputError(f"there is a key {key.name!r} already: revoke it first, or take another name")
    days = (_ordinal(day) for day in (key.created, key.expires, key.last_used, key.revoked))
    session.insert_many(row, [(key.prefix, key.digest, key.name, key.scope.value, *days)])


def revoke_key(session: WriteSession, name: str, today: date) -> None:
    """End the key of that name or prefix for good.

    Raises:
        NotFoundError: there is none that still works.
    """
    row = ApiKeyRow
    named = or_(row.name == name, row.prefix == name)
    if not session.run(update(row).where(named, row.revoked == 0).values(revoked=today.toordinal())):
        raise NotFoundError(f"no key {name!r} that is not revoked: `propos keys list` shows all")


def note_use(session: WriteSession, prefixes: Iterable[str], today: date) -> None:
    """Write down that keys were used today."""
    session.run_many(
        "UPDATE api_keys SET last_used = ? WHERE prefix = ?", [(today.toordinal(), prefix) for prefix in prefixes]
    )


def _key(row: AnyRow) -> ApiKey:
    return ApiKey(
        prefix=row.prefix,
        digest=row.digest,
        name=row.name,
        scope=Scope(row.scope),
        created=date.fromordinal(row.created),
        expires=day_of(row.expires),
        last_used=day_of(row.last_used),
        revoked=day_of(row.revoked),
    )


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0
