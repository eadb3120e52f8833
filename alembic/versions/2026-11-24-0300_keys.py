"""API keys, and the answers that are kept for requests with a key of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0004_keys"
down_revision = "0003_guises"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "api_keys",
        sa.Column("prefix", WORDS, nullable=False),
        *(sa.Column(name, WORDS, nullable=False) for name in ("digest", "name", "scope")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("created", "expires", "last_used", "revoked")),
        sa.PrimaryKeyConstraint("prefix", name="pk_api_keys"),
        sa.CheckConstraint("scope IN ('read', 'ingest', 'admin')", name="ck_api_keys_scope"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_api_keys_name", "api_keys", ["name"])
    op.create_table(
        "replies",
        *(sa.Column(name, WORDS, nullable=False) for name in ("digest", "fingerprint")),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", WORDS, nullable=False),
        sa.Column("made", ID, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_replies"),
    )
    op.create_index("ix_replies_made", "replies", ["made"])


def downgrade() -> None:
    op.drop_table("replies")
    op.drop_table("api_keys")
