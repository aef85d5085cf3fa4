"""The ledger of erasures, so that a backup does not bring anybody back."""

from typing import Final

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SCHEMA: Final = """
CREATE TABLE effacements (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mark VARCHAR NOT NULL,
    erased_on DATE NOT NULL,
    CONSTRAINT uq_effacements_mark UNIQUE (mark)
)
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_SCHEMA)
