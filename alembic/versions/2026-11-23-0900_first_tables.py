"""First tables: articles and all that is said of them, actors across documents, the ledger, the corpus revision."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0001_first_tables"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REAL: sa.types.TypeEngine[float] = sa.Double()
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("identity", WORDS, nullable=False),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("url", WORDS, nullable=True),
        sa.Column("source", WORDS, nullable=True),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("date", WORDS, nullable=True),
        sa.Column("date_precision", WORDS, nullable=True),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("body_start", sa.Integer(), nullable=False),
        sa.Column("quote_count", sa.Integer(), nullable=False),
        sa.Column("actor_count", sa.Integer(), nullable=False),
        sa.Column("relation_count", sa.Integer(), nullable=False),
        sa.Column("extractor_name", WORDS, nullable=False),
        sa.Column("extractor_version", WORDS, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("identity", name="uq_articles_identity"),
    )
    op.create_index("ix_articles_changed_id", "articles", ["changed", "id"])
    op.create_index("ix_articles_first_day_id_last_day", "articles", ["first_day", "id", "last_day"])
    op.create_index(
        "ix_articles_language_first_day_id_last_day", "articles", ["language", "first_day", "id", "last_day"]
    )
    op.create_index("ix_articles_source_first_day_id_last_day", "articles", ["source", "first_day", "id", "last_day"])
    op.create_table(
        "corpus",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", WORDS, nullable=False),
        sa.Column("revision", ID, nullable=False),
        sa.Column("last_article", ID, nullable=False),
        sa.Column("last_actor", ID, nullable=False),
        sa.Column("last_quote", ID, nullable=False),
        sa.Column("last_relation", ID, nullable=False),
        sa.CheckConstraint("id = 1", name="ck_corpus_single"),
        sa.PrimaryKeyConstraint("id", name="pk_corpus"),
    )
    op.create_table(
        "entities",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("folded", WORDS, nullable=False),
        sa.Column("name_en", WORDS, nullable=True),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("wikidata", WORDS, nullable=True),
        sa.Column("article_count", sa.Integer(), nullable=False),
        sa.Column("mention_count", sa.Integer(), nullable=False),
        sa.Column("quote_count", sa.Integer(), nullable=False),
        sa.Column("about_count", sa.Integer(), nullable=False),
        sa.Column("relation_count", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entities"),
    )
    op.create_index("ix_entities_country_type", "entities", ["country", "type"])
    op.create_index("ix_entities_folded_type", "entities", ["folded", "type"])
    op.create_index("ix_entities_mention_count_id", "entities", ["mention_count", "id"])
    op.create_index("ix_entities_type_mention_count_id", "entities", ["type", "mention_count", "id"])
    op.create_table(
        "tombstones",
        sa.Column("article_id", ID, autoincrement=False, nullable=False),
        sa.Column("revision", ID, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_tombstones"),
    )
    op.create_index("ix_tombstones_revision_article_id", "tombstones", ["revision", "article_id"])
    op.create_table(
        "aliases",
        sa.Column("entity_id", ID, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("folded", WORDS, nullable=False),
        sa.Column("mention_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entities.id"], name="fk_aliases_entity_id_entities", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entity_id", "name", name="pk_aliases"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_aliases_folded_entity_id", "aliases", ["folded", "entity_id"])
    op.create_table(
        "article_actors",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("entity_id", ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("mention_count", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_actors_article_id_articles", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name="fk_article_actors_entity_id_entities"),
        sa.PrimaryKeyConstraint("article_id", "entity_id", name="pk_article_actors"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_article_actors_entity_id_first_day_article_id_last_day",
        "article_actors",
        ["entity_id", "first_day", "article_id", "last_day"],
    )
    op.create_table(
        "article_texts",
        sa.Column("article_id", ID, autoincrement=False, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.Column("astral", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_texts_article_id_articles", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name="pk_article_texts"),
    )
    op.create_table(
        "documents",
        sa.Column("key_digest", WORDS, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("path", WORDS, nullable=False),
        sa.Column("record", ID, nullable=True),
        sa.Column("identity", WORDS, nullable=True),
        sa.Column("sha256", WORDS, nullable=True),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=True),
        sa.Column("article_id", ID, nullable=True),
        sa.CheckConstraint("status IN ('stored', 'failed', 'deleted')", name="ck_documents_status"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_documents_article_id_articles", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("key_digest", name="pk_documents"),
    )
    op.create_index("ix_documents_article_id", "documents", ["article_id"])
    op.create_index("ix_documents_status", "documents", ["status"])
    op.create_table(
        "quotes",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("cue", WORDS, nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("speaker_id", ID, nullable=True),
        sa.Column("speaker_start", sa.Integer(), nullable=True),
        sa.Column("speaker_end", sa.Integer(), nullable=True),
        sa.Column("via_id", ID, nullable=True),
        sa.Column("via_start", sa.Integer(), nullable=True),
        sa.Column("via_end", sa.Integer(), nullable=True),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("confidence", REAL, nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_quotes_article_id_articles", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["speaker_id"], ["entities.id"], name="fk_quotes_speaker_id_entities"),
        sa.ForeignKeyConstraint(["via_id"], ["entities.id"], name="fk_quotes_via_id_entities"),
        sa.PrimaryKeyConstraint("id", name="pk_quotes"),
    )
    op.create_index("ix_quotes_article_id_id", "quotes", ["article_id", "id"])
    op.create_index("ix_quotes_cue_first_day_id_last_day", "quotes", ["cue", "first_day", "id", "last_day"])
    op.create_index("ix_quotes_first_day_id_last_day", "quotes", ["first_day", "id", "last_day"])
    op.create_index(
        "ix_quotes_speaker_id_first_day_id_last_day", "quotes", ["speaker_id", "first_day", "id", "last_day"]
    )
    op.create_index("ix_quotes_via_id", "quotes", ["via_id"])
    op.create_table(
        "alias_tails",
        sa.Column("tail", WORDS, nullable=False),
        sa.Column("entity_id", ID, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id", "name"],
            ["aliases.entity_id", "aliases.name"],
            name="fk_alias_tails_entity_id_name_aliases",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tail", "entity_id", "name", name="pk_alias_tails"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_alias_tails_entity_id_name", "alias_tails", ["entity_id", "name"])
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
    op.create_table(
        "quote_about",
        sa.Column("quote_id", ID, nullable=False),
        sa.Column("entity_id", ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name="fk_quote_about_entity_id_entities"),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_quote_about_quote_id_quotes", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("quote_id", "entity_id", name="pk_quote_about"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_quote_about_entity_id_first_day_quote_id_last_day",
        "quote_about",
        ["entity_id", "first_day", "quote_id", "last_day"],
    )
    op.create_table(
        "quote_parts",
        sa.Column("quote_id", ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_quote_parts_quote_id_quotes", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("quote_id", "ordinal", name="pk_quote_parts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "relations",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("mode", WORDS, nullable=True),
        sa.Column("is_symmetric", sa.Boolean(), nullable=False),
        sa.Column("polarity", WORDS, nullable=False),
        sa.Column("modality", WORDS, nullable=False),
        sa.Column("quote_id", ID, nullable=True),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_end", sa.Integer(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("confidence", REAL, nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_relations_article_id_articles", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_relations_quote_id_quotes", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_relations"),
    )
    op.create_index("ix_relations_article_id_id", "relations", ["article_id", "id"])
    op.create_index("ix_relations_first_day_id_last_day", "relations", ["first_day", "id", "last_day"])
    op.create_index("ix_relations_quote_id", "relations", ["quote_id"])
    op.create_index("ix_relations_type_first_day_id_last_day", "relations", ["type", "first_day", "id", "last_day"])
    op.create_table(
        "relation_participants",
        sa.Column("relation_id", ID, nullable=False),
        sa.Column("side", WORDS, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("entity_id", ID, nullable=False),
        sa.Column("as_subject", sa.Boolean(), nullable=False),
        sa.Column("as_object", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name="fk_relation_participants_entity_id_entities"),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["relations.id"], name="fk_relation_participants_relation_id_relations", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("relation_id", "side", "ordinal", name="pk_relation_participants"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_relation_participants_entity_id",
        "relation_participants",
        ["entity_id", "relation_id", "as_subject", "as_object"],
    )

    # the one row of the corpus: nothing written yet, no id given out yet
    op.execute(f"INSERT INTO corpus VALUES (1, '{uuid4().hex}', 0, 0, 0, 0, 0)")  # noqa: S608 - no word from outside


def downgrade() -> None:
    op.drop_table("relation_participants")
    op.drop_table("relations")
    op.drop_table("quote_parts")
    op.drop_table("quote_about")
    op.drop_table("mentions")
    op.drop_table("alias_tails")
    op.drop_table("quotes")
    op.drop_table("documents")
    op.drop_table("article_texts")
    op.drop_table("article_actors")
    op.drop_table("aliases")
    op.drop_table("tombstones")
    op.drop_table("entities")
    op.drop_table("corpus")
    op.drop_table("articles")
