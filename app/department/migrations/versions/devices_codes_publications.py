"""Laptops' troubles and counts, batches of activation codes, publications, what the root signed.

Revision 0003: a migration is never edited once a version with it was given out.
"""

import sqlalchemy as sa
from alembic import op

from app.department.database.base import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, make the tables, and count what each laptop has sent so far."""
    _columns()
    _devices()
    _publications()
    op.execute(
        "UPDATE device SET items_received = counted.items FROM "
        "(SELECT device_id, count(*) AS items FROM revision GROUP BY device_id) AS counted "
        "WHERE counted.device_id = device.id"
    )


def _columns() -> None:
    op.add_column("structure", sa.Column("closed_on", sa.Date(), nullable=True))
    for name, size in (("revoked_reason", 24), ("program", 40)):
        op.add_column("device", _text(name, size))
    for name in ("items_received", "items_refused"):
        op.add_column("device", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("activation_code", sa.Column("batch_id", sa.String(length=36), nullable=True))
    op.add_column(
        "activation_code", sa.Column("number", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("activation_code", _text("label", 120))
    op.add_column("activation_code", sa.Column("cancelled_at", Instant(), nullable=True))
    op.create_index(
        op.f("ix_activation_code_batch_id"), "activation_code", ["batch_id"], unique=False
    )


def _text(name: str, size: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=size), nullable=False, server_default="")


def _devices() -> None:
    op.create_table(
        "device_trouble",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.Column("detail", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_device_trouble_device_id_device")
        ),
        sa.PrimaryKeyConstraint("device_id", "code", name=op.f("pk_device_trouble")),
    )
    op.create_index(op.f("ix_device_trouble_last_at"), "device_trouble", ["last_at"], unique=False)
    op.create_table(
        "activation_batch",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("codes", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activation_batch")),
    )
    op.create_index(
        op.f("ix_activation_batch_created_at"), "activation_batch", ["created_at"], unique=False
    )


def _publications() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("published_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("serial", sa.BigInteger(), nullable=True),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_index(op.f("ix_publication_state"), "publication", ["state"], unique=False)
    op.create_table(
        "root_signature",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("signed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", name=op.f("pk_root_signature")),
    )
