"""Drop a table that nothing ever wrote or read."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the table."""
    op.execute("DROP TABLE carnets_etat_service")
