"""Proofs of erasure, postponements, rules in force, daily tasks.

Revision 0005: a migration is never edited once a version with it was given out.
"""

import sqlalchemy as sa
from alembic import op

from app.department.database.base import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "destruction",
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("event", sa.String(length=24), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_destruction")),
    )
    for column in ("begun_at", "ended_at"):
        op.create_index(op.f(f"ix_destruction_{column}"), "destruction", [column], unique=False)
    op.create_table(
        "erased_item",
        sa.Column("prescription_id", sa.String(length=36), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=False),
        sa.Column("destruction", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("prescription_id", name=op.f("pk_erased_item")),
    )
    for column in ("destruction", "erased_on"):
        op.create_index(op.f(f"ix_erased_item_{column}"), "erased_item", [column], unique=False)
    op.create_table(
        "retention_rule",
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("since", name=op.f("pk_retention_rule")),
    )
    op.create_table(
        "retention_hold",
        sa.Column("prescription_id", sa.String(length=36), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_retention_hold_prescription_id_prescription"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_retention_hold_account_id_account")
        ),
        sa.PrimaryKeyConstraint("prescription_id", name=op.f("pk_retention_hold")),
    )
    op.create_index(op.f("ix_retention_hold_until"), "retention_hold", ["until"], unique=False)
    op.create_table(
        "daily_task",
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("claimed_at", Instant(), nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_daily_task")),
    )
