"""Events, and of relations where and when they say it happened; relations that are stored are grouped into events."""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b

import sqlalchemy as sa
from alembic import op

from app.domain.annotations import Modality, Polarity, RelationType
from app.domain.events import Deed, Event, Report, events_of, fact_of, lasts

revision = "0002_events"
down_revision = "0001_first_tables"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
PRECISIONS = ("day", "month", "year", None)


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("signature", WORDS, nullable=False),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("place_id", ID, nullable=True),
        sa.Column("precision", WORDS, nullable=True),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("report_count", sa.Integer(), nullable=False),
        sa.Column("article_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["entities.id"], name="fk_events_place_id_entities"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("key", name="uq_events_key"),
    )
    op.create_index("ix_events_first_day_id_last_day", "events", ["first_day", "id", "last_day"])
    op.create_index("ix_events_type_first_day_id_last_day", "events", ["type", "first_day", "id", "last_day"])
    op.create_index("ix_events_report_count_id", "events", ["report_count", "id"])
    op.create_index("ix_events_signature_first_day", "events", ["signature", "first_day"])
    op.create_index("ix_events_place_id", "events", ["place_id"])
    with op.batch_alter_table("relations") as table:
        table.add_column(sa.Column("location_id", ID, nullable=True))
        table.add_column(sa.Column("location_start", sa.Integer(), nullable=True))
        table.add_column(sa.Column("location_end", sa.Integer(), nullable=True))
        table.add_column(sa.Column("date", WORDS, nullable=True))
        table.add_column(sa.Column("told_first", sa.Integer(), nullable=True))
        table.add_column(sa.Column("told_last", sa.Integer(), nullable=True))
        table.add_column(sa.Column("signature", WORDS, nullable=True))
        table.add_column(sa.Column("event_id", ID, nullable=True))
    fill()
    with op.batch_alter_table("relations") as table:
        table.alter_column("told_first", existing_type=sa.Integer(), nullable=False)
        table.alter_column("told_last", existing_type=sa.Integer(), nullable=False)
        table.create_foreign_key("fk_relations_location_id_entities", "entities", ["location_id"], ["id"])
        table.create_foreign_key("fk_relations_event_id_events", "events", ["event_id"], ["id"])
    op.create_index("ix_relations_told_first_id_told_last", "relations", ["told_first", "id", "told_last"])
    op.create_index(
        "ix_relations_location_id_first_day_id_last_day", "relations", ["location_id", "first_day", "id", "last_day"]
    )
    op.create_index("ix_relations_signature_id", "relations", ["signature", "id"])
    op.create_index(
        "ix_relations_event_id_first_day_id_last_day", "relations", ["event_id", "first_day", "id", "last_day"]
    )


def fill() -> None:
    """Sign and group the relations that are there; none of them says where or when."""
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "UPDATE relations SET told_first = CASE modality WHEN 'historical' THEN 0 ELSE first_day END,"
            " told_last = CASE modality WHEN 'historical' THEN 0 ELSE last_day END"
        )
    )
    sides: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for id_, side, actor in connection.execute(
        sa.text("SELECT relation_id, side, entity_id FROM relation_participants")
    ):
        sides[id_, side].add(actor)
    reports: defaultdict[str, dict[int, tuple[Report, int]]] = defaultdict(dict)
    for row in connection.execute(sa.text("SELECT * FROM relations")).mappings():
        deed = Deed(
            RelationType(row["type"]),
            frozenset(sides[row["id"], "source"]),
            frozenset(sides[row["id"], "target"]),
            bool(row["is_symmetric"]),
            Polarity(row["polarity"]),
            Modality(row["modality"]),
        )
        report = Report(row["id"], row["told_first"], row["told_last"])
        reports[deed.signature][row["id"]] = report, row["article_id"]
    write(connection, reports)


def write(connection: sa.Connection, reports: dict[str, dict[int, tuple[Report, int]]]) -> None:
    events: list[dict[str, object]] = []
    signed: list[dict[str, object]] = []
    for signature, told in reports.items():
        type_ = signature.partition(".")[0]
        alone = [report for report, _ in told.values()]
        is_fact = lasts(RelationType(type_))
        for event in [fact_of(alone)] if is_fact else events_of(alone):
            key = signature if is_fact else f"{signature}.{event.when}"
            id_ = int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) >> 1
            articles = len({told[report][1] for report in event.reports})
            events.append(event_row(id_, (key, signature, type_), event, articles))
            signed.extend({"signature": signature, "event": id_, "id": report} for report in event.reports)
    if events:
        columns = ", ".join(events[0])
        values = ", ".join(f":{name}" for name in events[0])
        connection.execute(sa.text(f"INSERT INTO events ({columns}) VALUES ({values})"), events)  # noqa: S608 - our own names
        connection.execute(
            sa.text("UPDATE relations SET signature = :signature, event_id = :event WHERE id = :id"), signed
        )


def event_row(id_: int, names: Sequence[str], event: Event, articles: int) -> dict[str, object]:
    key, signature, type_ = names
    return {
        "id": id_,
        "key": key,
        "signature": signature,
        "type": type_,
        "precision": PRECISIONS[event.vagueness],
        "first_day": event.first,
        "last_day": event.last,
        "report_count": len(event.reports),
        "article_count": articles,
    }


def downgrade() -> None:
    for name in ("event_id_first_day_id_last_day", "signature_id", "location_id_first_day_id_last_day"):
        op.drop_index(f"ix_relations_{name}", "relations")
    op.drop_index("ix_relations_told_first_id_told_last", "relations")
    with op.batch_alter_table("relations") as table:
        table.drop_constraint("fk_relations_event_id_events", type_="foreignkey")
        table.drop_constraint("fk_relations_location_id_entities", type_="foreignkey")
        for name in ("event_id", "signature", "told_last", "told_first", "date"):
            table.drop_column(name)
        for name in ("location_end", "location_start", "location_id"):
            table.drop_column(name)
    op.drop_table("events")
