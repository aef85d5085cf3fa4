"""An inventory: what was found in a place against the ledger; differences are movements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.department.database.stock import LotRow
from app.department.records.stock import places
from app.department.records.stock.failures import Refusal, StockRefusedError
from app.department.records.stock.movements import (
    Act,
    Kind,
    Order,
    locked,
    move,
    pieces,
    record,
)
from app.domain.carnets import Run, count, joined, without


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What an inventory of one lot in one place says against the ledger.

    `missing`: written here, not found. `strays`: found, written elsewhere or nowhere.
    """

    expected: int
    found: int
    missing: Sequence[Run]
    strays: Sequence[Run]


def compare(session: Session, lot: LotRow, place: str, found: Sequence[Run]) -> Count:
    """Compare what was found in a place with what the ledger says is there; writes nothing.

    Raises:
        StockRefusedError: a number is not of the lot.
    """
    whole = Run(first=lot.first, last=lot.last)
    if any(run.first < lot.first or run.last > lot.last for run in found):
        raise StockRefusedError(Refusal.HORS_DU_LOT)
    here = [piece for piece, at in pieces(session, lot.id, whole) if at == place]
    return Count(
        expected=count(here),
        found=count(joined(found)),
        missing=without(here, found),
        strays=without(found, here),
    )


def take_inventory(
    session: Session, lot_id: str, place: str, found: Sequence[Run], act: Act
) -> Count:
    """Write an inventory: what is missing goes out of the place, what was found comes back.

    Raises:
        StockRefusedError: a number is not of the lot, or a carnet that a laptop may hand out would
            move.
    """
    lot = locked(session, lot_id)
    compared = compare(session, lot, place, found)
    for run in compared.missing:
        order = Order(kind=Kind.PERTE, run=run, source=place, target=places.MANQUANT)
        move(session, lot_id, order, act)
    for run in compared.strays:
        move(session, lot_id, Order(kind=Kind.RETROUVE, run=run, source="", target=place), act)
    remark = f"{compared.found} comptés, {compared.expected} attendus"
    counted = Order(
        kind=Kind.INVENTAIRE,
        run=Run(first=lot.first, last=lot.last),
        source=place,
        target=place,
    )
    record(session, lot, counted, replace(act, remark=remark))
    return compared
