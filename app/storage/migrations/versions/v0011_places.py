"""The field that the Département refuses, beside the reason; empty for what was refused before."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.execute("ALTER TABLE envois ADD COLUMN last_place VARCHAR NOT NULL DEFAULT ''")
