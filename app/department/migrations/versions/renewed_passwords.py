"""Accounts whose password has to be renewed: those of a base that was put back (decision 0050).

Revision 0011: a migration is never edited once a version with it was given out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody has to renew anything because of it."""
    op.add_column(
        "account",
        sa.Column("must_renew", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
