"""Happenings: the events behind stored relations, kept in step with them.

A relation carries the signature of its deed; relations of one signature are grouped by `domain/events.py`. Only signatures
that a transaction touches are grouped anew, from all their relations: what comes out does not depend on what came first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from sqlalchemy import case, null, select

from app.domain.annotations import EntityType, Modality, Polarity, RelationType
from app.domain.dates import Precision
from app.domain.events import Deed, Event, Report, events_of, fact_of, lasts
from app.storage.models import EntityRow, RelationParticipantRow, RelationRow
from app.storage.sessions import AnyRow, Cell, WriteSession, one_of_these

_PRECISIONS = (Precision.DAY, Precision.MONTH, Precision.YEAR, None)
_SIGNED = (
    select(RelationRow.id, RelationRow.signature).where(one_of_these(RelationRow.article_id)).order_by(RelationRow.id)
)
_DEEDS = (
    select(
        *(RelationRow.id, RelationRow.type, RelationRow.is_symmetric, RelationRow.polarity, RelationRow.modality),
        *(RelationParticipantRow.side, RelationParticipantRow.entity_id),
    )
    .join(RelationParticipantRow, RelationParticipantRow.relation_id == RelationRow.id)
    .where(one_of_these(RelationRow.article_id))
)
_REPORTS = (
    select(
        *(RelationRow.signature, RelationRow.id, RelationRow.told_first, RelationRow.told_last),
        # a country holds its towns, and which ones is not known here: it tells no two events apart
        case((EntityRow.type == EntityType.COUNTRY, null()), else_=RelationRow.location_id).label("place"),
        *(RelationRow.article_id, RelationRow.event_id),
    )
    .outerjoin(EntityRow, EntityRow.id == RelationRow.location_id)
    .where(one_of_these(RelationRow.signature))
    .order_by(RelationRow.signature, RelationRow.id)
)


@dataclass(slots=True)
class Happenings:
    """The signatures that a transaction has touched."""

    _touched: set[str] = field(default_factory=set[str])

    def note(self, session: WriteSession, articles: Sequence[int]) -> None:
        """Remember what the relations of `articles` report, before they go or change."""
        self._touched.update(sign for _, sign in session.rows_among(_SIGNED, articles) if sign is not None)

    def sign(self, session: WriteSession, articles: Sequence[int]) -> None:
        """Sign the relations of `articles` by their actors as they stand now."""
        before = dict[int, str | None](session.rows_among(_SIGNED, articles))
        now = {id_: deed.signature for id_, deed in _deeds(session, articles)}
        self._touched.update(now.values(), (sign for sign in before.values() if sign is not None))
        session.run_many(
            "UPDATE relations SET signature = ? WHERE id = ?",
            [(sign, id_) for id_, sign in sorted(now.items()) if before[id_] != sign],
        )

    def write(self, session: WriteSession) -> None:
        """Group the relations of all touched signatures anew."""
        touched, self._touched = sorted(self._touched), set()
        rows: list[tuple[Cell, ...]] = []
        moved: list[tuple[int, int]] = []
        for sign, reports in _reports(session, touched):
            for event in _events(sign, reports):
                row = _event_row(sign, event, reports)
                rows.append(row)
                moved += ((row[0], id_) for id_ in event.reports if reports[id_].event_id != row[0])
        session.run_many(_UPSERT, rows)
        session.run_many("UPDATE relations SET event_id = ? WHERE id = ?", moved)
        session.run_many(_FORGET, [(sign,) for sign in touched])


def _deeds(session: WriteSession, articles: Sequence[int]) -> Iterator[tuple[int, Deed]]:
    sides: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    told: dict[int, AnyRow] = {}
    for row in session.rows_among(_DEEDS, articles):
        sides[row.id, row.side].add(row.entity_id)
        told[row.id] = row
    for id_, row in told.items():
        yield (
            id_,
            Deed(
                RelationType(row.type),
                frozenset(sides[id_, "source"]),
                frozenset(sides[id_, "target"]),
                row.is_symmetric,
                Polarity(row.polarity),
                Modality(row.modality),
            ),
        )


def _reports(session: WriteSession, signatures: Sequence[str]) -> Iterator[tuple[str, dict[int, AnyRow]]]:
    found: defaultdict[str, dict[int, AnyRow]] = defaultdict(dict)
    for row in session.rows_among(_REPORTS, signatures):
        found[row.signature][row.id] = row
    yield from found.items()


def _type_of(signature: str) -> RelationType:
    return RelationType(signature.partition(".")[0])


def _events(signature: str, rows: dict[int, AnyRow]) -> Iterable[Event]:
    reports = [Report(id_, row.told_first, row.told_last, row.place) for id_, row in rows.items()]
    return [fact_of(reports)] if lasts(_type_of(signature)) else events_of(reports)


def _event_row(signature: str, event: Event, reports: dict[int, AnyRow]) -> tuple[int, *tuple[Cell, ...]]:
    type_ = _type_of(signature)
    key = signature if lasts(type_) else f"{signature}.{event.when}"
    precision = _PRECISIONS[event.vagueness]
    return (
        event_id(key),
        key,
        signature,
        type_.value,
        event.place,
        None if precision is None else precision.value,
        event.first,
        event.last,
        len(event.reports),
        len({reports[id_].article_id for id_ in event.reports}),
    )


def event_id(key: str) -> int:
    """Return the id of the event `key`: 63 bits of its digest."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) >> 1


_UPSERT = (
    "INSERT INTO events (id, key, signature, type, place_id, precision, first_day, last_day, report_count, article_count)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET place_id = excluded.place_id,"
    " precision = excluded.precision, first_day = excluded.first_day, last_day = excluded.last_day,"
    " report_count = excluded.report_count, article_count = excluded.article_count"
)
_FORGET = (
    "DELETE FROM events WHERE signature = ? AND NOT EXISTS (SELECT 1 FROM relations r WHERE r.event_id = events.id)"
)
