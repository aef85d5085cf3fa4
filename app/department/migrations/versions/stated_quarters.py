"""Quarters of a structure's figures, stated once.

Revision 0012: a migration is never edited once a version with it was given out.
"""

import sqlalchemy as sa
from alembic import op

from app.department.database.base import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "stated_quarter",
        sa.Column("structure_id", sa.String(length=80), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("stated_at", Instant(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("absent", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_stated_quarter_structure_id_structure"),
        ),
        sa.PrimaryKeyConstraint("structure_id", "quarter", name=op.f("pk_stated_quarter")),
    )
