"""Stock of carnets, credits, slices for laptops, monthly counters.

Revision 0007: a migration is never edited once a version with it was given out. What was accepted
before is granted from the credits too, as if they had been there.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from app.department.database.base import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, then write what past decisions granted."""
    _stock()
    _credits()
    _slices()
    _counters()
    _write_past_decisions()


def _stock() -> None:
    op.create_table(
        "carnet_lot",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("operator", sa.String(length=120), nullable=False),
        sa.Column("prefix", sa.String(length=12), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carnet_lot")),
        sa.UniqueConstraint("name", name=op.f("uq_carnet_lot_name")),
    )
    op.create_table(
        "stock_holding",
        sa.Column("lot_id", sa.String(length=36), nullable=False),
        sa.Column("first", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.String(length=96), nullable=False),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["carnet_lot.id"], name=op.f("fk_stock_holding_lot_id_carnet_lot")
        ),
        sa.PrimaryKeyConstraint("lot_id", "first", name=op.f("pk_stock_holding")),
    )
    op.create_index(op.f("ix_stock_holding_place"), "stock_holding", ["place"], unique=False)
    op.create_table(
        "stock_threshold",
        sa.Column("place", sa.String(length=96), nullable=False),
        sa.Column("carnets", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_stock_threshold")),
    )
    op.create_table(
        "stock_movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.String(length=36), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=96), nullable=False),
        sa.Column("target", sa.String(length=96), nullable=False),
        sa.Column("structure_id", sa.String(length=80), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("slice_id", sa.String(length=36), nullable=True),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["carnet_lot.id"], name=op.f("fk_stock_movement_lot_id_carnet_lot")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_stock_movement_structure_id_structure"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movement")),
        sa.UniqueConstraint("reverses", name=op.f("uq_stock_movement_reverses")),
    )
    op.create_index(op.f("ix_stock_movement_lot_id"), "stock_movement", ["lot_id"], unique=False)
    op.create_index(
        op.f("ix_stock_movement_structure_id"), "stock_movement", ["structure_id"], unique=False
    )


def _credits() -> None:
    op.create_table(
        "credit",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("structure_id", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_credit_structure_id_structure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit")),
    )
    op.create_index(
        op.f("ix_credit_structure_id_starts_on"),
        "credit",
        ["structure_id", "starts_on"],
        unique=False,
    )
    op.create_table(
        "credit_movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.String(length=80), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("carnets", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("credit_id", sa.String(length=36), nullable=True),
        sa.Column("prescription_id", sa.String(length=36), nullable=True),
        sa.Column("decision_number", sa.Integer(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("note", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["credit_id"], ["credit.id"], name=op.f("fk_credit_movement_credit_id_credit")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_credit_movement_structure_id_structure"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_movement")),
        sa.UniqueConstraint(
            "prescription_id",
            "decision_number",
            name=op.f("uq_credit_movement_prescription_id_decision_number"),
        ),
    )
    op.create_index(
        op.f("ix_credit_movement_credit_id"), "credit_movement", ["credit_id"], unique=False
    )
    op.create_index(
        op.f("ix_credit_movement_structure_id_on_day"),
        "credit_movement",
        ["structure_id", "on_day"],
        unique=False,
    )


def _slices() -> None:
    op.create_table(
        "carnet_slice",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("structure_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("lot_id", sa.String(length=36), nullable=True),
        sa.Column("first", sa.BigInteger(), nullable=True),
        sa.Column("last", sa.BigInteger(), nullable=True),
        sa.Column("credit_id", sa.String(length=36), nullable=True),
        sa.Column("carnets", sa.Integer(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("acknowledged_revision", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", Instant(), nullable=True),
        sa.Column("handed", sa.Integer(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["credit_id"], ["credit.id"], name=op.f("fk_carnet_slice_credit_id_credit")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_carnet_slice_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["carnet_lot.id"], name=op.f("fk_carnet_slice_lot_id_carnet_lot")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_carnet_slice_structure_id_structure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carnet_slice")),
        sa.UniqueConstraint(
            "structure_id", "number", name=op.f("uq_carnet_slice_structure_id_number")
        ),
    )
    op.create_index(op.f("ix_carnet_slice_credit_id"), "carnet_slice", ["credit_id"], unique=False)
    op.create_index(op.f("ix_carnet_slice_device_id"), "carnet_slice", ["device_id"], unique=False)
    op.create_index(op.f("ix_carnet_slice_lot_id"), "carnet_slice", ["lot_id"], unique=False)


def _counters() -> None:
    op.create_table(
        "counter_report",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("structure_id", sa.String(length=80), nullable=False),
        sa.Column("lineage", sa.String(length=32), nullable=False),
        sa.Column("ancestors", sa.JSON(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("own", sa.JSON(), nullable=False),
        sa.Column("inherited", sa.JSON(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("set_aside_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_counter_report_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_counter_report_structure_id_structure"),
        ),
        sa.PrimaryKeyConstraint("device_id", "month", name=op.f("pk_counter_report")),
    )
    op.create_index(
        op.f("ix_counter_report_structure_id_month"),
        "counter_report",
        ["structure_id", "month"],
        unique=False,
    )


def _write_past_decisions() -> None:
    """Write one movement for each prescription that stands accepted.

    Its day is that of the decision which stands, its number that decision's.
    """
    bind = op.get_bind()
    prescription = sa.table(
        "prescription",
        sa.column("id", sa.String),
        sa.column("structure_id", sa.String),
        sa.column("etat", sa.String),
        sa.column("payload", sa.JSON),
    )
    decision = sa.table(
        "decision",
        sa.column("prescription_id", sa.String),
        sa.column("number", sa.Integer),
        sa.column("decided_on", sa.Date),
        sa.column("decided_at", Instant()),
        sa.column("account_id", sa.String),
    )
    later = decision.alias("later")
    last = (
        sa.select(sa.func.max(later.c.number))
        .where(later.c.prescription_id == prescription.c.id)
        .correlate(prescription)
    )
    found = bind.execute(
        sa.select(
            prescription.c.id,
            prescription.c.structure_id,
            prescription.c.payload,
            decision.c.number,
            decision.c.decided_on,
            decision.c.decided_at,
            decision.c.account_id,
        )
        .join(decision, decision.c.prescription_id == prescription.c.id)
        .where(prescription.c.etat == "acceptee", decision.c.number == last.scalar_subquery())
        .order_by(decision.c.decided_at, prescription.c.id)
    ).all()
    if found:
        bind.execute(_MOVEMENTS.insert(), [_granted(*row) for row in found])


_MOVEMENTS = sa.table(
    "credit_movement",
    sa.column("structure_id", sa.String),
    sa.column("on_day", sa.Date),
    sa.column("carnets", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("prescription_id", sa.String),
    sa.column("decision_number", sa.Integer),
    sa.column("at", Instant()),
    sa.column("account_id", sa.String),
    sa.column("note", sa.String),
)


def _granted(  # noqa: PLR0913, PLR0917 - the columns of one row, in their order
    id_: str,
    structure_id: str,
    payload: dict[str, Any],
    number: int,
    on: date,
    at: datetime,
    account_id: str,
) -> dict[str, object]:
    return {
        "structure_id": structure_id,
        "on_day": on,
        "carnets": -int(payload.get("carnets", 0)),
        "kind": "decision",
        "prescription_id": id_,
        "decision_number": number,
        "at": at,
        "account_id": account_id,
        "note": "",
    }
