"""The ledger of carnets: every movement is added, and where each carnet is follows from them.

`HoldingRow` is what the movements add up to, changed in their transaction under the lock of the
lot's row, so that two agents in two processes never move one carnet twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.stock import HoldingRow, LotRow, MovementRow, SliceRow
from app.department.records.journal import Action, Actor, note
from app.department.records.stock import places
from app.department.records.stock.failures import Refusal, StockRefusedError
from app.domain.carnets import Run, joined, without
from app.sync.protocol.slices import SliceState


class Kind(StrEnum):
    """What a movement is."""

    RECEPTION = "reception"
    AFFECTATION = "affectation"
    RETOUR = "retour"
    PERTE = "perte"
    VOL = "vol"
    PEREMPTION = "peremption"
    RETROUVE = "retrouve"
    REMISE = "remise"
    INVENTAIRE = "inventaire"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who writes a movement, when, and what is written beside it. No person helped in `remark`."""

    actor: Actor
    at: datetime
    happened_on: date
    remark: str = ""
    slice_id: str | None = None
    reverses: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Carnets to move; `source` empty: from wherever they are."""

    kind: Kind
    run: Run
    source: str
    target: str


def move(session: Session, lot_id: str, order: Order, act: Act) -> Sequence[MovementRow]:
    """Write that carnets went from one place to another; one movement for each place they were.

    Raises:
        StockRefusedError: not all are where the order takes them from, or a laptop may hand them
            out.
    """
    lot = locked(session, lot_id)
    if not lot.first <= order.run.first <= order.run.last <= lot.last:
        raise StockRefusedError(Refusal.HORS_DU_LOT)
    if order.kind is not Kind.REMISE:
        refuse_if_allotted(session, lot_id, order.run)
    found = pieces(session, lot_id, order.run)
    if order.source:
        elsewhere = [piece for piece, place in found if place != order.source]
        if elsewhere:
            raise StockRefusedError(Refusal.PAS_LA, _ends(lot, elsewhere[0]))
    else:
        found = [(piece, place) for piece, place in found if place != order.target]
    return [
        _write(session, lot, replace(order, run=piece, source=place), act) for piece, place in found
    ]


def take_back(session: Session, movement_id: int, act: Act) -> MovementRow:
    """Write the opposite of a movement: the ledger keeps both.

    Raises:
        StockRefusedError: taken back before, nothing that can be, or the carnets went on since.
    """
    row = session.get(MovementRow, movement_id)
    if row is None or row.kind in {Kind.INVENTAIRE, Kind.CORRECTION, Kind.REMISE}:
        raise StockRefusedError(Refusal.PAS_CORRIGEABLE)
    locked(session, row.lot_id)
    if session.scalar(select(MovementRow.id).where(MovementRow.reverses == movement_id)):
        raise StockRefusedError(Refusal.DEJA_CORRIGE)
    order = Order(
        kind=Kind.CORRECTION,
        run=Run(first=row.first, last=row.last),
        source=row.target,
        target=row.source,
    )
    (written,) = move(session, row.lot_id, order, replace(act, reverses=movement_id))
    return written


def runs_at(session: Session, lot_id: str, place: str) -> tuple[Run, ...]:
    """Return the carnets of a lot that are in a place."""
    found = session.scalars(
        select(HoldingRow).where(HoldingRow.lot_id == lot_id, HoldingRow.place == place)
    )
    return joined(Run(first=row.first, last=row.last) for row in found)


def locked(session: Session, lot_id: str) -> LotRow:
    """Return a lot whose carnets nobody else moves until the transaction ends."""
    row = session.scalar(select(LotRow).where(LotRow.id == lot_id).with_for_update())
    if row is None:
        raise StockRefusedError(Refusal.HORS_DU_LOT)
    return row


def refuse_if_allotted(session: Session, lot_id: str, run: Run) -> None:
    """Raise where a laptop may hand out one of these carnets.

    Raises:
        StockRefusedError: `DANS_UNE_TRANCHE`, with the slice's number.
    """
    number = session.scalar(
        select(SliceRow.number)
        .where(
            SliceRow.lot_id == lot_id,
            SliceRow.state != SliceState.CLOSE,
            SliceRow.first <= run.last,
            SliceRow.last >= run.first,
        )
        .limit(1)
    )
    if number is not None:
        raise StockRefusedError(Refusal.DANS_UNE_TRANCHE, str(number))


def pieces(session: Session, lot_id: str, run: Run) -> list[tuple[Run, str]]:
    """Return where the carnets of a run are, in order."""
    found = session.scalars(
        select(HoldingRow)
        .where(
            HoldingRow.lot_id == lot_id,
            HoldingRow.first <= run.last,
            HoldingRow.last >= run.first,
        )
        .order_by(HoldingRow.first)
    ).all()
    pieces: list[tuple[Run, str]] = []
    for row in found:
        common = run.common(Run(first=row.first, last=row.last))
        if common is not None:
            pieces.append((common, row.place))
    return pieces


def record(session: Session, lot: LotRow, order: Order, act: Act) -> MovementRow:
    """Write a movement into the ledger and the journal; the holdings are the caller's."""
    structure = places.structure_of(order.target) or places.structure_of(order.source)
    row = MovementRow(
        lot_id=lot.id,
        first=order.run.first,
        last=order.run.last,
        kind=order.kind,
        source=order.source,
        target=order.target,
        structure_id=structure,
        happened_on=act.happened_on,
        at=act.at,
        account_id=act.actor.id if act.actor.kind == "compte" else None,
        slice_id=act.slice_id,
        reverses=act.reverses,
        note=act.remark,
    )
    session.add(row)
    session.flush()
    note(
        session,
        at=act.at,
        actor=act.actor,
        action=Action.STOCK_MOUVEMENT,
        on=lot.id,
        detail=f"{order.kind} n{row.id} {order.run.first}-{order.run.last}",
    )
    return row


def hold(session: Session, lot_id: str, run: Run, place: str) -> None:
    """Add a run to a place, joined with its neighbours there."""
    neighbours = session.scalars(
        select(HoldingRow).where(
            HoldingRow.lot_id == lot_id,
            HoldingRow.place == place,
            (HoldingRow.last == run.first - 1) | (HoldingRow.first == run.last + 1),
        )
    ).all()
    (whole,) = joined([run, *(Run(first=one.first, last=one.last) for one in neighbours)])
    for one in neighbours:
        session.delete(one)
    session.flush()
    session.add(HoldingRow(lot_id=lot_id, first=whole.first, last=whole.last, place=place))
    session.flush()


def _write(session: Session, lot: LotRow, order: Order, act: Act) -> MovementRow:
    _release(session, lot.id, order.run)
    hold(session, lot.id, order.run, order.target)
    return record(session, lot, order, act)


def _release(session: Session, lot_id: str, run: Run) -> None:
    """Cut a run out of the one holding that it lies in."""
    row = session.scalars(
        select(HoldingRow).where(
            HoldingRow.lot_id == lot_id,
            HoldingRow.first <= run.first,
            HoldingRow.last >= run.last,
        )
    ).one()
    held, place = Run(first=row.first, last=row.last), row.place
    session.delete(row)
    session.flush()
    for left in without([held], [run]):
        session.add(HoldingRow(lot_id=lot_id, first=left.first, last=left.last, place=place))
    session.flush()


def _ends(lot: LotRow, run: Run) -> str:
    first, last = (f"{lot.prefix}{one:0{lot.digits}}" for one in (run.first, run.last))
    return first if first == last else f"{first} à {last}"
