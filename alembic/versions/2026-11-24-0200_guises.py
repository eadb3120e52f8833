"""Guises: what actors are resolved from; articles keep their own entities, and which of them stands where."""

import json
from collections import defaultdict
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

from app.domain.annotations import EntityType
from app.resolution.guises import Guise
from app.resolution.keys import keys_of

revision = "0003_guises"
down_revision = "0002_events"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("articles") as table:
        table.add_column(sa.Column("written", ID, nullable=True))
    op.execute("UPDATE articles SET written = changed")
    with op.batch_alter_table("articles") as table:
        table.alter_column("written", existing_type=ID, nullable=False)
    op.create_index("ix_articles_written_id", "articles", ["written", "id"])
    with op.batch_alter_table("article_texts") as table:
        table.add_column(sa.Column("slots", sa.JSON(), nullable=True))
    with op.batch_alter_table("entities") as table:
        table.add_column(sa.Column("key", WORDS, nullable=True))
        table.add_column(sa.Column("is_ambiguous", sa.Boolean(), nullable=True))
    op.execute("UPDATE entities SET key = 'stored ' || id, is_ambiguous = (1 = 0)")
    with op.batch_alter_table("entities") as table:
        table.alter_column("key", existing_type=WORDS, nullable=False)
        table.alter_column("is_ambiguous", existing_type=sa.Boolean(), nullable=False)
        table.create_unique_constraint("uq_entities_key", ["key"])
    create_guises()
    create_mentions()
    op.execute(
        "INSERT INTO mentions (article_id, local, start_at, end_at, entity_id, kind, surface) SELECT o.article_id,"
        " a.ordinal, o.start_at, o.end_at, o.entity_id, o.kind, o.surface FROM mentions_before o JOIN article_actors a"
        " ON a.article_id = o.article_id AND a.entity_id = o.entity_id"
    )
    op.drop_table("mentions_before")
    fill()
    with op.batch_alter_table("article_texts") as table:
        table.alter_column("slots", existing_type=sa.JSON(), nullable=False)


def create_guises() -> None:
    op.create_table(
        "guises",
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("entity_id", ID, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("detail", WORDS, nullable=False),
        sa.Column("is_ambiguous", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_guises"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_guises_entity_id", "guises", ["entity_id"])
    op.create_table(
        "guise_keys",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["guises.digest"], name="fk_guise_keys_digest_guises", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "digest", name="pk_guise_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_guise_keys_digest", "guise_keys", ["digest"])
    op.create_table(
        "article_entities",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("local", sa.Integer(), nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_entities_article_id_articles", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "local", name="pk_article_entities"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_article_entities_digest_article_id", "article_entities", ["digest", "article_id"])


def create_mentions() -> None:
    op.rename_table("mentions", "mentions_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE mentions_before RENAME CONSTRAINT pk_mentions TO pk_mentions_before")
    op.create_table(
        "mentions",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("local", sa.Integer(), nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("entity_id", ID, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("surface", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_mentions_article_id_articles", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name="fk_mentions_entity_id_entities"),
        sa.PrimaryKeyConstraint("article_id", "local", "start_at", "end_at", name="pk_mentions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mentions_entity_id_article_id", "mentions", ["entity_id", "article_id"])


def fill() -> None:
    """Make a guise of every stored actor of an article; who is who stays as it is until resolved anew."""
    connection = op.get_bind()
    numbers: dict[tuple[int, int], int] = {}
    rows = connection.execute(
        sa.text(
            "SELECT a.article_id, a.entity_id, a.ordinal, a.name AS called, x.identity, x.first_day, e.type, e.name,"
            " e.name_en, e.country, e.wikidata FROM article_actors a JOIN entities e ON e.id = a.entity_id"
            " JOIN articles x ON x.id = a.article_id ORDER BY a.article_id, a.ordinal"
        )
    ).mappings()
    forms: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for article, actor, surface in connection.execute(
        sa.text("SELECT article_id, entity_id, surface FROM mentions WHERE kind = 'name'")
    ):
        forms[article, actor].add(" ".join(surface.split())[:200].strip())
    for row in rows.all():
        place = (row["article_id"], row["entity_id"])
        numbers[place] = row["ordinal"]
        content = guise(dict(row), sorted(forms[place]))
        digest = sha256(content.encode()).hexdigest()
        told = {"digest": digest, "content": content, "actor": row["entity_id"]}
        connection.execute(
            sa.text(
                "INSERT INTO guises (digest, content, entity_id, reason, detail, is_ambiguous)"
                " VALUES (:digest, :content, :actor, 'name', '', (1 = 0)) ON CONFLICT (digest) DO NOTHING"
            ),
            told,
        )
        for key in sorted(keys(content)):
            connection.execute(
                sa.text("INSERT INTO guise_keys (key, digest) VALUES (:key, :digest) ON CONFLICT DO NOTHING"),
                {"key": key, "digest": digest},
            )
        connection.execute(
            sa.text("INSERT INTO article_entities (article_id, local, digest, name) VALUES (:a, :n, :digest, :name)"),
            {"a": place[0], "n": row["ordinal"], "digest": digest, "name": row["called"]},
        )
    fill_slots(connection, numbers)


def guise(row: dict[str, object], forms: list[str]) -> str:
    nameless = not (forms or row["country"] or row["wikidata"])
    told = {
        "type": row["type"],
        "name": " ".join(str(row["called"]).split())[:200].strip(),
        "forms": forms,
        "country": row["country"] or "",
        "wikidata": row["wikidata"] or "",
        "name_en": row["name_en"] or "",
        "ties": [],
        "offices": [],
        "year": 0,
        "scope": row["identity"] if nameless else "",
    }
    return json.dumps(told, ensure_ascii=True, sort_keys=True)


def keys(content: str) -> frozenset[str]:
    told = json.loads(content)
    plain = {name: told[name] for name in ("name", "country", "wikidata", "name_en", "scope")}
    return keys_of(Guise(type=EntityType(told["type"]), forms=tuple(told["forms"]), **plain)).all


def fill_slots(connection: sa.Connection, numbers: dict[tuple[int, int], int]) -> None:
    about: defaultdict[int, list[int]] = defaultdict(list)
    for quote, actor in connection.execute(
        sa.text("SELECT quote_id, entity_id FROM quote_about ORDER BY quote_id, ordinal")
    ):
        about[quote].append(actor)
    sides: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for relation, side, actor in connection.execute(
        sa.text("SELECT relation_id, side, entity_id FROM relation_participants ORDER BY relation_id, side, ordinal")
    ):
        sides[relation, side].append(actor)
    found: defaultdict[int, tuple[list[object], list[object]]] = defaultdict(lambda: ([], []))
    for id_, article, speaker, via in connection.execute(
        sa.text("SELECT id, article_id, speaker_id, via_id FROM quotes ORDER BY id")
    ):
        told = [numbers[article, actor] for actor in about[id_]]
        found[article][0].append([id_, numbers.get((article, speaker)), numbers.get((article, via)), told])
    for id_, article, symmetric, place in connection.execute(
        sa.text("SELECT id, article_id, is_symmetric, location_id FROM relations ORDER BY id")
    ):
        ends = [[numbers[article, actor] for actor in sides[id_, side]] for side in ("source", "target")]
        found[article][1].append([id_, *ends, numbers.get((article, place)), bool(symmetric)])
    for (article,) in connection.execute(sa.text("SELECT article_id FROM article_texts")).all():
        connection.execute(
            sa.text("UPDATE article_texts SET slots = :slots WHERE article_id = :article"),
            {"slots": json.dumps(found[article]), "article": article},
        )


def downgrade() -> None:
    op.rename_table("mentions", "mentions_after")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE mentions_after RENAME CONSTRAINT pk_mentions TO pk_mentions_after")
    op.create_table(
        "mentions",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("entity_id", ID, nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("surface", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "entity_id"],
            ["article_actors.article_id", "article_actors.entity_id"],
            name="fk_mentions_article_id_entity_id_article_actors",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "entity_id", "start_at", "end_at", name="pk_mentions"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO mentions (article_id, entity_id, start_at, end_at, kind, surface) SELECT article_id, entity_id,"
        " start_at, end_at, min(kind), min(surface) FROM mentions_after GROUP BY article_id, entity_id, start_at, end_at"
    )
    op.drop_table("mentions_after")
    op.drop_table("article_entities")
    op.drop_table("guise_keys")
    op.drop_table("guises")
    with op.batch_alter_table("entities") as table:
        table.drop_constraint("uq_entities_key", type_="unique")
        table.drop_column("is_ambiguous")
        table.drop_column("key")
    with op.batch_alter_table("article_texts") as table:
        table.drop_column("slots")
    op.drop_index("ix_articles_written_id", "articles")
    with op.batch_alter_table("articles") as table:
        table.drop_column("written")
