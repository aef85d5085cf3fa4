"""Decisions read on Démarches simplifiées, and relayed to the structures.

Revision 0010: a migration is never edited once a version with it was given out.
"""

import sqlalchemy as sa
from alembic import op

from app.department.database.base import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _demarche()
    _dossier()
    _relayed_decision()


def _demarche() -> None:
    op.create_table(
        "demarche",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("item_field", sa.String(length=80), nullable=False),
        sa.Column("structure_field", sa.String(length=80), nullable=False),
        sa.Column("wrapped_token", sa.LargeBinary(), nullable=False),
        sa.Column("token_at", Instant(), nullable=False),
        sa.Column("from_cursor", sa.String(length=200), server_default="", nullable=False),
        sa.Column("next_cursor", sa.String(length=200), server_default="", nullable=False),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("at_cursor", sa.String(length=200), server_default="", nullable=False),
        sa.Column("claimed_at", Instant(), nullable=True),
        sa.Column("tried_at", Instant(), nullable=True),
        sa.Column("read_at", Instant(), nullable=True),
        sa.Column("not_before", Instant(), nullable=True),
        sa.Column("outcome", sa.String(length=32), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_demarche")),
    )


def _dossier() -> None:
    op.create_table(
        "dossier",
        sa.Column("demarche", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(length=36), nullable=False),
        sa.Column("structure_code", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("rattachement", sa.String(length=24), nullable=False),
        sa.Column("processed_at", Instant(), nullable=True),
        sa.Column("motif", sa.String(length=80), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("read_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["demarche"], ["demarche.number"], name=op.f("fk_dossier_demarche_demarche")
        ),
        sa.PrimaryKeyConstraint("demarche", "number", name=op.f("pk_dossier")),
    )
    op.create_index(op.f("ix_dossier_item"), "dossier", ["item"])
    op.create_index(op.f("ix_dossier_rattachement_read_at"), "dossier", ["rattachement", "read_at"])


def _relayed_decision() -> None:
    op.create_table(
        "relayed_decision",
        sa.Column("item", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("structure_id", sa.String(length=80), nullable=False),
        sa.Column("dossier", sa.BigInteger(), nullable=False),
        sa.Column("sens", sa.String(length=16), nullable=False),
        sa.Column("motif", sa.String(length=80), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.Column("relayed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_relayed_decision_structure_id_structure"),
        ),
        sa.PrimaryKeyConstraint("item", "number", name=op.f("pk_relayed_decision")),
    )
    op.create_index(op.f("ix_relayed_decision_decided_on"), "relayed_decision", ["decided_on"])
    op.create_index(op.f("ix_relayed_decision_structure_id"), "relayed_decision", ["structure_id"])
