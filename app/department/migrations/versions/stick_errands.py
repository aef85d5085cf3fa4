"""What a laptop asks by stick beside prescriptions: its ledger of erasures, what it looks for.

Revision 0009: a migration is never edited once a version with it was given out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLE = "sealed_knowledge"


def upgrade() -> None:
    """Add the columns; a laptop that told nothing yet asks for nothing."""
    op.add_column(_TABLE, sa.Column("ledger", sa.String(32), nullable=False, server_default=""))
    op.add_column(
        _TABLE, sa.Column("ledger_epoch", sa.String(80), nullable=False, server_default="")
    )
    for name in ("marks_read", "marks_told"):
        column = sa.Column(name, sa.BigInteger(), nullable=False, server_default="0")
        op.add_column(_TABLE, column)
    op.add_column(_TABLE, sa.Column("asked", sa.JSON(), nullable=False, server_default="[]"))
