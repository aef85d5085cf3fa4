"""What was asked and told of carnets: volumes, consumption month by month, the year's allotment.

Functions take the caller's session and never commit. Nothing here is about a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from app.storage.tables.carnets import (
    CarnetAllocationRow,
    CarnetConsommationRow,
    CarnetVersementRow,
)


class Volume(StrEnum):
    """Which volume of Pass (003 art. 3, l. 86-87)."""

    AMORCAGE = "amorcage"
    ABONDEMENT = "abondement"
    DOTATION = "dotation"  # where the convention fixes no volume (001 l. 145)


@dataclass(frozen=True, slots=True, kw_only=True)
class Versement:
    """A volume on its way. `expected_on` is the last working day of the delay."""

    id: str
    volume: Volume
    pass_count: int
    conditions: tuple[str, ...] = ()
    asked_on: date | None = None
    confirmed_on: date | None = None
    expected_on: date | None = None
    received_on: date | None = None
    dropped_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to come."""
        return self.received_on is None and self.dropped_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoisConsomme:
    """Pass of one month (« 2021-04 »): scanned, and of these put into contre-paiement."""

    month: str
    scannes: int
    contre_paiement: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """The Pass allotted for a year, as the meeting with the Département fixed them."""

    year: int
    pass_count: int
    decided_on: date


def keep_versement(session: Session, one: Versement) -> None:
    """Keep a volume, in place of how it stood."""
    session.merge(
        CarnetVersementRow(
            id=one.id,
            volume=one.volume.value,
            pass_count=one.pass_count,
            conditions=",".join(one.conditions),
            asked_on=one.asked_on,
            confirmed_on=one.confirmed_on,
            expected_on=one.expected_on,
            received_on=one.received_on,
            dropped_on=one.dropped_on,
        )
    )
    session.flush()


def versements(session: Session) -> Sequence[Versement]:
    """Return the volumes in the order in which they were noted."""
    rows = session.scalars(select(CarnetVersementRow).order_by(literal_column("rowid")))
    return [_versement(row) for row in rows]


def versement(session: Session, versement_id: str) -> Versement | None:
    """Return one volume."""
    row = session.get(CarnetVersementRow, versement_id)
    return None if row is None else _versement(row)


def keep_month(session: Session, one: MoisConsomme, *, told_on: date) -> None:
    """Keep the consumption of a month, in place of what was told of it before."""
    session.merge(
        CarnetConsommationRow(
            month=one.month,
            scannes=one.scannes,
            contre_paiement=one.contre_paiement,
            told_on=told_on,
        )
    )
    session.flush()


def months(session: Session) -> Sequence[MoisConsomme]:
    """Return the consumption, month by month."""
    rows = session.scalars(select(CarnetConsommationRow).order_by(CarnetConsommationRow.month))
    return [
        MoisConsomme(month=row.month, scannes=row.scannes, contre_paiement=row.contre_paiement)
        for row in rows
    ]


def keep_allocation(session: Session, one: Allocation) -> None:
    """Keep what a year is allotted; revised, the later figure stands (001 l. 145)."""
    session.merge(
        CarnetAllocationRow(year=one.year, pass_count=one.pass_count, decided_on=one.decided_on)
    )
    session.flush()


def allocations(session: Session) -> Sequence[Allocation]:
    """Return what was allotted, year by year."""
    rows = session.scalars(select(CarnetAllocationRow).order_by(CarnetAllocationRow.year))
    return [
        Allocation(year=row.year, pass_count=row.pass_count, decided_on=row.decided_on)
        for row in rows
    ]


def _versement(row: CarnetVersementRow) -> Versement:
    return Versement(
        id=row.id,
        volume=Volume(row.volume),
        pass_count=row.pass_count,
        conditions=tuple(one for one in row.conditions.split(",") if one),
        asked_on=row.asked_on,
        confirmed_on=row.confirmed_on,
        expected_on=row.expected_on,
        received_on=row.received_on,
        dropped_on=row.dropped_on,
    )
