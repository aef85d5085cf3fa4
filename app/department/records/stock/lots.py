"""Lots as the operator announces them: made known once, described anew once they are taken back."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.department.database.stock import HoldingRow, LotRow, SliceRow
from app.department.records.journal import Action, note
from app.department.records.stock import places
from app.department.records.stock.failures import Refusal, StockRefusedError
from app.department.records.stock.movements import Act, hold, locked
from app.domain.carnets import Run, as_read
from app.domain.identifiers import uuid7


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLot:
    """Carnets as the operator announces them."""

    name: str
    operator: str
    prefix: str
    digits: int
    run: Run
    valid_until: date


def add_lot(session: Session, lot: NewLot, act: Act) -> LotRow:
    """Make a lot known; its carnets are still at the operator's.

    One whose reception was taken back is described anew: a slip in its name, its numbers or its
    last day would stay for ever otherwise. The movements of before still tell what was typed.

    Raises:
        StockRefusedError: as `described_anew`.
    """
    former = described_anew(session, lot, act.happened_on)
    row = former or LotRow(id=uuid7(act.at), created_at=act.at)
    row.name, row.operator = lot.name, lot.operator
    row.prefix, row.digits = lot.prefix, lot.digits
    row.first, row.last = lot.run.first, lot.run.last
    row.valid_until = lot.valid_until
    session.add(row)
    session.flush()
    session.execute(delete(HoldingRow).where(HoldingRow.lot_id == row.id))
    hold(session, row.id, lot.run, places.FOURNISSEUR)
    note(session, at=act.at, actor=act.actor, action=Action.CARNETS_ANNONCES, on=row.id)
    return row


def described_anew(session: Session, lot: NewLot, on: date) -> LotRow | None:
    """Return the lot that a new one describes anew, None where nothing is known of it.

    Raises:
        StockRefusedError: a lot of this name is known, or one whose carnets bear the same numbers:
            a laptop could not tell them apart; or it is out of date.
    """
    if lot.valid_until < on:
        raise StockRefusedError(Refusal.LOT_PERIME)
    meeting = session.scalars(
        select(LotRow)
        .where(
            (LotRow.name == lot.name)
            | ((LotRow.first <= lot.run.last) & (LotRow.last >= lot.run.first))
        )
        .order_by(LotRow.name != lot.name, LotRow.name)
    ).all()
    prefix = as_read(lot.prefix)
    known = [row for row in meeting if row.name == lot.name or as_read(row.prefix) == prefix]
    if len(known) == 1 and _withdrawn(session, known[0]):
        return locked(session, known[0].id)
    if known:
        same = known[0].name == lot.name
        raise StockRefusedError(
            Refusal.LOT_CONNU if same else Refusal.NUMEROS_CONNUS, known[0].name
        )
    return None


def _withdrawn(session: Session, lot: LotRow) -> bool:
    """Tell whether a lot is whole at the operator's again, and no laptop was ever given of it."""
    received = select(HoldingRow.lot_id).where(
        HoldingRow.lot_id == lot.id, HoldingRow.place != places.FOURNISSEUR
    )
    sliced = select(SliceRow.id).where(SliceRow.lot_id == lot.id)
    return session.scalar(received.limit(1)) is None and session.scalar(sliced.limit(1)) is None
