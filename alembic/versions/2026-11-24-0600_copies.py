"""Copies: likeness of texts, and which article nearly repeats which.

Articles that are stored already get their signatures when they are written again (`propos reanalyse --all`).

Revision ID: 0007_copies
Revises: 0006_emergent_names
"""

import sqlalchemy as sa
from alembic import op

revision = "0007_copies"
down_revision = "0006_emergent_names"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "likenesses",
        sa.Column("article_id", Id, autoincrement=False, nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_likenesses"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_likenesses_article_id_articles", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "likeness_bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", Id, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("band", "article_id", name="pk_likeness_bands"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_likeness_bands_article_id_articles", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_likeness_bands_article_id", "likeness_bands", ["article_id"])
    op.create_table(
        "copies",
        sa.Column("article_id", Id, autoincrement=False, nullable=False),
        sa.Column("original_id", Id, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_copies"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_copies_article_id_articles", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["original_id"], ["articles.id"], name="fk_copies_original_id_articles", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_copies_original_id", "copies", ["original_id"])


def downgrade() -> None:
    for table in ("copies", "likeness_bands", "likenesses"):
        op.drop_table(table)
