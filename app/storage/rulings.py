"""Rulings as they are kept: a row each, numbered in the order in which they were made."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select

from app.errors import NotFoundError
from app.resolution.rulings import Ruling, Verdict
from app.storage.models import EntityRow, RulingRow
from app.storage.sessions import AnyRow, ReadSession, WriteSession

_ROWS = select(*RulingRow.__table__.columns).order_by(RulingRow.number)


@dataclass(frozen=True, slots=True)
class Kept:
    """A ruling with how it is told to people, the day on which it was made, and the ids that actors lost by it."""

    ruling: Ruling
    words: str
    made: date
    former: Mapping[str, int]


def read_rulings(session: ReadSession) -> list[Ruling]:
    """Return all rulings in their order."""
    return [kept.ruling for kept in list_kept(session)]


def list_kept(session: ReadSession) -> list[Kept]:
    """Return all rulings in their order, with what is told of them."""
    return [_kept(row) for row in session.rows(_ROWS)]


def heirs(session: ReadSession, ids: Iterable[int]) -> dict[int, int]:
    """Return, for those of `ids` that actors have lost by merges, the id of the actor that stands for it now."""
    keys: dict[int, str] = {}
    for kept in list_kept(session):
        if kept.ruling.verdict is Verdict.MERGE:
            keys |= {id_: kept.ruling.actor for id_, key in keys.items() if key in kept.ruling.told}
            keys |= dict.fromkeys(kept.former.values(), kept.ruling.actor)
    wanted = {id_: keys[id_] for id_ in ids if id_ in keys}
    standing = select(EntityRow.key, EntityRow.id).where(EntityRow.key.in_(sorted({*wanted.values()})))
    present = dict[str, int](session.rows(standing)) if wanted else {}
    return {id_: present[key] for id_, key in wanted.items() if key in present}


def next_number(session: ReadSession) -> int:
    """Return the number of the next ruling."""
    return session.value(select(func.coalesce(func.max(RulingRow.number), 0))) + 1


def keep(session: WriteSession, kept: Kept) -> None:
    """Keep a ruling, or keep it as it is told now."""
    ruling = kept.ruling
    session.run(delete(RulingRow).where(RulingRow.number == ruling.number))
    about = (ruling.number, ruling.verdict.value, ruling.actor, json.dumps(ruling.told), ruling.article)
    session.insert_many(RulingRow, [(*about, kept.words, kept.made.toordinal(), json.dumps(dict(kept.former)))])


def take_back(session: WriteSession, number: int) -> Kept:
    """Forget a ruling and return it.

    Raises:
        NotFoundError: there is none of this number.
    """
    row = session.first(_ROWS.where(RulingRow.number == number))
    if row is None:
        raise NotFoundError(f"no ruling {number}: `propos actors rulings` shows all")
    session.run(delete(RulingRow).where(RulingRow.number == number))
    return _kept(row)


def _kept(row: AnyRow) -> Kept:
    ruling = Ruling(row.number, Verdict(row.verdict), row.actor, tuple(row.told), row.article)
    return Kept(ruling, row.words, date.fromordinal(row.made), row.former)
