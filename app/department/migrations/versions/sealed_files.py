"""Files that travel on a stick.

Revision 0006: a migration is never edited once a version with it was given out.
"""

import sqlalchemy as sa
from alembic import op

from app.department.database.base import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sealed_file",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("structure_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("imported_at", Instant(), nullable=False),
        sa.Column("imported_by", sa.String(length=36), nullable=True),
        sa.Column("receipts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_sealed_file_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["account.id"], name=op.f("fk_sealed_file_imported_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_sealed_file_structure_id_structure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_file")),
        sa.UniqueConstraint("device_id", "digest", name=op.f("uq_sealed_file_device_id_digest")),
    )
    op.create_index(op.f("ix_sealed_file_device_id_number"), "sealed_file", ["device_id", "number"])
    op.create_index(op.f("ix_sealed_file_imported_at"), "sealed_file", ["imported_at"])
    op.create_table(
        "sealed_knowledge",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("told_at", Instant(), nullable=False),
        sa.Column("epoch", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("settled", sa.BigInteger(), nullable=False),
        sa.Column("material", sa.BigInteger(), nullable=False),
        sa.Column("answers", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_sealed_knowledge_device_id_device")
        ),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_sealed_knowledge")),
    )
