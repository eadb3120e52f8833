"""Rulings: what is decided by hand about actors."""

import sqlalchemy as sa
from alembic import op

revision = "0005_rulings"
down_revision = "0004_keys"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "rulings",
        sa.Column("number", ID, autoincrement=False, nullable=False),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("actor", WORDS, nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("article", WORDS, nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("former", sa.JSON(), nullable=False),
        sa.CheckConstraint("verdict IN ('merge', 'split', 'rename')", name="ck_rulings_verdict"),
        sa.PrimaryKeyConstraint("number", name="pk_rulings"),
    )


def downgrade() -> None:
    """Forget the rulings; the actors stay as they were ruled until their names are touched again."""
    op.drop_table("rulings")
