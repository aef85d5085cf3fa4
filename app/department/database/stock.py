"""Carnets at the Département: lots, movements that are only added, where each carnet is, credits.

Nobody helped stands here. `prescription_id` in a credit's movement is the identifier of a decision
already taken; once the prescription is erased it points at nothing (retention need not reach it).
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.department.database.actors import StructureRow
from app.department.database.base import Base


class LotRow(Base):
    """Carnets numbered from `first` to `last`; a number is written as `prefix` and `digits` digits.

    Whoever moves carnets of a lot, or allots them, holds this row's lock.
    """

    __tablename__ = "carnet_lot"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    operator: Mapped[str] = mapped_column(String(120))
    prefix: Mapped[str] = mapped_column(String(12))
    digits: Mapped[int]
    first: Mapped[int] = mapped_column(BigInteger)
    last: Mapped[int] = mapped_column(BigInteger)
    valid_until: Mapped[date]
    created_at: Mapped[datetime]


class MovementRow(Base):
    """A range of carnets that went from one place to another. Never changed, never deleted.

    `source` and `target` are places (`records.stock.places`); a count of what is there moves
    nothing and has the same place twice. `reverses` is the movement that this one takes back.
    """

    __tablename__ = "stock_movement"
    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[str] = mapped_column(ForeignKey("carnet_lot.id"), index=True)
    first: Mapped[int] = mapped_column(BigInteger)
    last: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(96))
    target: Mapped[str] = mapped_column(String(96))
    structure_id: Mapped[str | None] = mapped_column(ForeignKey("structure.id"), index=True)
    happened_on: Mapped[date]
    at: Mapped[datetime]
    account_id: Mapped[str | None] = mapped_column(String(36))  # None: a laptop told it
    slice_id: Mapped[str | None] = mapped_column(String(36))
    reverses: Mapped[int | None] = mapped_column(unique=True)
    note: Mapped[str] = mapped_column(String(160))
    lot: Mapped[LotRow] = relationship(lazy="joined", innerjoin=True)
    structure: Mapped[StructureRow | None] = relationship(lazy="joined")


class HoldingRow(Base):
    """Where a range of carnets is now: what the movements add up to, kept with each of them."""

    __tablename__ = "stock_holding"
    lot_id: Mapped[str] = mapped_column(ForeignKey("carnet_lot.id"), primary_key=True)
    first: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(BigInteger)
    place: Mapped[str] = mapped_column(String(96), index=True)


class ThresholdRow(Base):
    """Below how many carnets somebody wants to be warned about a place."""

    __tablename__ = "stock_threshold"
    place: Mapped[str] = mapped_column(String(96), primary_key=True)
    carnets: Mapped[int]


class CreditRow(Base):
    """A period in which a structure may be granted carnets; both days are part of it."""

    __tablename__ = "credit"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    created_at: Mapped[datetime]
    structure: Mapped[StructureRow] = relationship(lazy="joined", innerjoin=True)
    __table_args__ = (Index(None, "structure_id", "starts_on"),)


class CreditMovementRow(Base):
    """Carnets given to a structure's credit (more than 0) or granted from it (less).

    What decisions grant is written whether or not a credit covers the day: a credit opened later
    counts it. `decision_number` is that of the decision which moved the credit.
    """

    __tablename__ = "credit_movement"
    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"))
    on: Mapped[date] = mapped_column("on_day")
    carnets: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    credit_id: Mapped[str | None] = mapped_column(ForeignKey("credit.id"), index=True)
    prescription_id: Mapped[str | None] = mapped_column(String(36))
    decision_number: Mapped[int | None]
    at: Mapped[datetime]
    account_id: Mapped[str | None] = mapped_column(String(36))
    note: Mapped[str] = mapped_column(String(160))
    __table_args__ = (
        Index(None, "structure_id", "on_day"),
        UniqueConstraint("prescription_id", "decision_number"),
    )


class SliceRow(Base):
    """What one laptop may hand out without a network: a range of a lot, or a number of a credit.

    `revision` numbers the signed statements about it; what the laptop acknowledged last stands
    beside. Its carnets stay taken until it is closed, whatever the laptop has heard.
    """

    __tablename__ = "carnet_slice"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"))
    number: Mapped[int]
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), index=True)
    lot_id: Mapped[str | None] = mapped_column(ForeignKey("carnet_lot.id"), index=True)
    first: Mapped[int | None] = mapped_column(BigInteger)
    last: Mapped[int | None] = mapped_column(BigInteger)
    credit_id: Mapped[str | None] = mapped_column(ForeignKey("credit.id"), index=True)
    carnets: Mapped[int]
    issued_at: Mapped[datetime]
    valid_until: Mapped[date]
    state: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int]
    acknowledged_revision: Mapped[int] = mapped_column(default=0)
    acknowledged_at: Mapped[datetime | None]
    handed: Mapped[int] = mapped_column(default=0)  # as the laptop told it
    closed_at: Mapped[datetime | None]
    account_id: Mapped[str] = mapped_column(String(36))
    lot: Mapped[LotRow | None] = relationship(lazy="joined")
    structure: Mapped[StructureRow] = relationship(lazy="joined", innerjoin=True)
    __table_args__ = (UniqueConstraint("structure_id", "number"),)
