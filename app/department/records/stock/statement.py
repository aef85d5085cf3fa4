"""What a structure's laptops are told of its carnets, so that the référent sees them all."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.stock import HoldingRow, LotRow, MovementRow, SliceRow
from app.department.records.stock import places
from app.department.records.stock.slices import numbered_as
from app.domain.carnets import Run, joined, without
from app.sync.protocol.canonical import canonical
from app.sync.protocol.slices import SliceState
from app.sync.protocol.stock import (
    LARGEST_STOCK,
    MOST_HELD,
    MOST_LOTS,
    Place,
    StatedHolding,
    StatedLot,
    Stock,
)

_ROOM_OF_LOTS = 128 * 1024  # two hundred with their operators
_LEFT = {
    places.REMIS: Place.REMIS,
    places.MANQUANT: Place.MANQUANT,
    places.PERIME: Place.PERIME,
}


def stock_of(session: Session, structure_id: str, at: datetime) -> Stock:
    """Return where the carnets are that the structure has, or had and did not give back.

    Where there are more than a statement holds, lots are left out: those whose Pass ended first,
    and one in so many pieces that it does not fit.
    """
    rows = session.scalars(
        select(LotRow)
        .where(
            LotRow.id.in_(
                select(MovementRow.lot_id).where(MovementRow.structure_id == structure_id)
            )
        )
        .order_by(LotRow.valid_until.desc(), LotRow.name)
        .limit(MOST_LOTS)
    ).all()
    held: list[StatedHolding] = []
    lots: list[StatedLot] = []
    room = LARGEST_STOCK - _ROOM_OF_LOTS
    for row in rows:
        found = _held(session, row, structure_id)
        size = sum(len(canonical(one.content())) + 1 for one in found)
        if len(held) + len(found) > MOST_HELD or size > room:
            continue
        held += found
        room -= size
        whole = numbered_as(row, Run(first=row.first, last=row.last))
        lots.append(StatedLot(numbered=whole, valid_until=row.valid_until))
    return Stock(structure=structure_id, issued_at=at, lots=lots, held=held)


def _held(session: Session, lot: LotRow, structure_id: str) -> list[StatedHolding]:
    here = places.structure_place(structure_id)
    rows = session.scalars(
        select(HoldingRow).where(HoldingRow.lot_id == lot.id, HoldingRow.place.in_([here, *_LEFT]))
    ).all()
    sliced = session.scalars(
        select(SliceRow).where(
            SliceRow.lot_id == lot.id,
            SliceRow.structure_id == structure_id,
            SliceRow.state != SliceState.CLOSE,
        )
    ).all()
    mine = [Run(first=row.first, last=row.last) for row in rows if row.place == here]
    found: list[StatedHolding] = []
    for row in sliced:
        whole = Run(first=row.first or 0, last=row.last or 0)
        inside = [both for run in mine if (both := run.common(whole)) is not None]
        found += _stated(lot, inside, Place.POSTE, row.device_id)
        mine = list(without(mine, inside))
    found += _stated(lot, mine, Place.STRUCTURE)
    for place, word in _LEFT.items():
        gone = [Run(first=row.first, last=row.last) for row in rows if row.place == place]
        was = _left_from(session, lot.id, structure_id, place)
        left = [both for run in gone for one in was if (both := run.common(one)) is not None]
        found += _stated(lot, joined(left), word)
    return sorted(found, key=lambda one: one.run.first)


def _left_from(session: Session, lot_id: str, structure_id: str, place: str) -> tuple[Run, ...]:
    """Return the carnets that went to a place from this structure, whatever came after."""
    rows = session.execute(
        select(MovementRow.first, MovementRow.last).where(
            MovementRow.lot_id == lot_id,
            MovementRow.structure_id == structure_id,
            MovementRow.target == place,
        )
    )
    return joined(Run(first=first, last=last) for first, last in rows)


def _stated(
    lot: LotRow, runs: "list[Run] | tuple[Run, ...]", place: Place, device: str = ""
) -> list[StatedHolding]:
    return [StatedHolding(lot=lot.name, run=run, place=place, device=device) for run in runs]
