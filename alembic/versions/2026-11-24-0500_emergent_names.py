"""Names that were learned from the stored texts."""

import sqlalchemy as sa
from alembic import op

revision = "0006_emergent_names"
down_revision = "0005_rulings"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "emergent_names",
        sa.Column("name", WORDS, nullable=False),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_emergent_names"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Forget the names; articles stay as they were read with them until they are read again."""
    op.drop_table("emergent_names")
