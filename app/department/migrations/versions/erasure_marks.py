"""Marks of erasures.

Revision 0002: a migration is never edited once a version with it was given out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "erasure_mark",
        sa.Column("structure_id", sa.String(length=80), nullable=False),
        sa.Column("ledger", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_erasure_mark_structure_id_structure")
        ),
        sa.PrimaryKeyConstraint("structure_id", "ledger", "sequence", name=op.f("pk_erasure_mark")),
        sa.UniqueConstraint(
            "structure_id",
            "ledger",
            "mark",
            name=op.f("uq_erasure_mark_structure_id_ledger_mark"),
        ),
    )
    op.create_index(
        op.f("ix_erasure_mark_received_on"), "erasure_mark", ["received_on"], unique=False
    )
