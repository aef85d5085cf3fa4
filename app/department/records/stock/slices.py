"""Slices: what one laptop may hand out without a network, never the same carnet on two laptops.

A slice is made under the locks of the structure and of the lot. Its carnets are free again when the
laptop acknowledged that it hands out no more, or when the laptop is revoked; never by a date, never
because somebody asked: the laptop may be without a network and hand out still.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.department.database.actors import DeviceRow, StructureRow
from app.department.database.stock import CreditRow, LotRow, MovementRow, SliceRow
from app.department.records.journal import Action, Actor, note
from app.department.records.stock import credit as credit_ledger
from app.department.records.stock import movements, places
from app.department.records.stock.failures import Refusal, StockRefusedError
from app.department.records.stock.movements import Act, Kind, Order
from app.domain.carnets import Run, count, joined, without
from app.domain.identifiers import uuid7
from app.sync.protocol.slices import (
    MAX_SLICES,
    Acknowledgement,
    Numbered,
    SignedSlice,
    Slice,
    SliceState,
    sign_slice,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """For whom and until when; `issued_at` is now, `today` the day on the wall."""

    structure_id: str
    device_id: str
    valid_until: date
    actor: Actor
    issued_at: datetime
    today: date


def allot_numbers(session: Session, wanted: Allotment, *, lot_id: str, run: Run) -> SliceRow:
    """Give a laptop a range of carnets that its structure has.

    Raises:
        StockRefusedError: they are elsewhere, allotted already, out of date, or the laptop cannot
            have them.
    """
    number = _next_number(session, wanted)
    lot = movements.locked(session, lot_id)
    if not wanted.today <= wanted.valid_until <= lot.valid_until:
        raise StockRefusedError(Refusal.FIN_DE_TRANCHE, str(lot.valid_until))
    movements.refuse_if_allotted(session, lot_id, run)
    here = movements.runs_at(session, lot_id, places.structure_place(wanted.structure_id))
    if without([run], here):
        raise StockRefusedError(Refusal.PAS_LA)
    return _make(session, wanted, number, carnets=run.carnets, lot=lot, run=run)


def allot_promises(
    session: Session, wanted: Allotment, *, credit_id: str, carnets: int
) -> SliceRow:
    """Let a laptop promise so many carnets of its structure's credit; the Département sends them.

    Raises:
        StockRefusedError: so many are not left, the period ends before, or the laptop cannot have
            them.
    """
    number = _next_number(session, wanted)
    credit = session.get(CreditRow, credit_id)
    if credit is None or credit.structure_id != wanted.structure_id:
        raise StockRefusedError(Refusal.CREDIT_INSUFFISANT)
    if not wanted.today <= wanted.valid_until <= credit.ends_on:
        raise StockRefusedError(Refusal.FIN_DE_TRANCHE, str(credit.ends_on))
    if not 0 < carnets <= credit_ledger.balance(session, credit).free:
        raise StockRefusedError(Refusal.CREDIT_INSUFFISANT)
    return _make(session, wanted, number, carnets=carnets, credit=credit)


def call_back(session: Session, slice_id: str, actor: Actor, at: datetime) -> SliceRow:
    """Ask a laptop to hand out no more of a slice; its carnets stay taken until it answers.

    Raises:
        StockRefusedError: it is closed.
    """
    row = _locked(session, slice_id)
    if row.state == SliceState.CLOSE:
        raise StockRefusedError(Refusal.TRANCHE_CLOSE)
    if row.state == SliceState.ATTRIBUEE:
        row.state = SliceState.A_RENDRE
        row.revision += 1
        _journal(session, row, Action.TRANCHE_RAPPELEE, actor, at)
    return row


def close_without_laptop(session: Session, slice_id: str, actor: Actor, at: datetime) -> SliceRow:
    """Close the slice of a laptop that was revoked and will not answer.

    What it handed out and could not tell is settled by an inventory of the structure.

    Raises:
        StockRefusedError: the laptop is in use, so it may hand out still; or the slice is closed.
    """
    row = _locked(session, slice_id)
    device = session.get_one(DeviceRow, row.device_id)
    if row.state == SliceState.CLOSE:
        raise StockRefusedError(Refusal.TRANCHE_CLOSE)
    if device.revoked_at is None:
        raise StockRefusedError(Refusal.POSTE_EN_SERVICE)
    _close(session, row, actor, at)
    return row


def acknowledge(
    session: Session, device_id: str, told: Sequence[Acknowledgement], *, at: datetime, today: date
) -> None:
    """Take what a laptop says of its slices; saying it again changes nothing.

    What another laptop has, or a revision that was never stated, is passed over.
    """
    for one in told:
        known = session.get(SliceRow, one.slice)
        if known is None or known.device_id != device_id:
            continue
        row = _locked(session, one.slice)
        if one.revision <= row.revision:
            _take(session, row, one, at, today)


def of_device(session: Session, device_id: str) -> Sequence[SliceRow]:
    """Return the slices a laptop must know of: those not closed, or closed without its knowing."""
    return session.scalars(
        select(SliceRow)
        .where(
            SliceRow.device_id == device_id,
            (SliceRow.state != SliceState.CLOSE)
            | (SliceRow.acknowledged_revision < SliceRow.revision),
        )
        .order_by(SliceRow.number)
        .limit(MAX_SLICES)
    ).all()


def of_structure(session: Session, structure_id: str) -> Sequence[tuple[SliceRow, DeviceRow]]:
    """Return the slices of a structure with their laptops: the open ones, then the last closed."""
    found = session.execute(
        select(SliceRow, DeviceRow)
        .join(DeviceRow, DeviceRow.id == SliceRow.device_id)
        .where(SliceRow.structure_id == structure_id)
        .order_by(SliceRow.closed_at.is_not(None), SliceRow.number.desc())
        .limit(100)
    )
    return [(row, device) for row, device in found]


def signed(row: SliceRow, private: bytes) -> SignedSlice:
    """Return a slice as the service states it now, signed."""
    lot = row.lot
    numbered = None
    if lot is not None and row.first is not None and row.last is not None:
        numbered = numbered_as(lot, Run(first=row.first, last=row.last))
    stated = Slice(
        id=row.id,
        number=row.number,
        revision=row.revision,
        structure=row.structure_id,
        device=row.device_id,
        state=SliceState(row.state),
        carnets=row.carnets,
        issued_at=row.issued_at,
        valid_until=row.valid_until,
        numbered=numbered,
    )
    return sign_slice(stated, private)


def numbered_as(lot: LotRow, run: Run) -> Numbered:
    """Return carnets of a lot as they are stated to laptops."""
    return Numbered(
        lot=lot.name, operator=lot.operator, prefix=lot.prefix, digits=lot.digits, run=run
    )


def _next_number(session: Session, wanted: Allotment) -> int:
    """Lock the structure and return the number of its next slice.

    Raises:
        StockRefusedError: the laptop is not in use there, or has too many slices.
    """
    session.get_one(StructureRow, wanted.structure_id, with_for_update=True)
    device = session.get(DeviceRow, wanted.device_id)
    if device is None or device.structure_id != wanted.structure_id or device.revoked_at:
        raise StockRefusedError(Refusal.POSTE_ABSENT)
    if len(of_device(session, device.id)) >= MAX_SLICES:
        raise StockRefusedError(Refusal.TROP_DE_TRANCHES)
    highest = session.scalar(
        select(func.max(SliceRow.number)).where(SliceRow.structure_id == wanted.structure_id)
    )
    return (highest or 0) + 1


def _make(  # noqa: PLR0913 - one row made of what its callers checked
    session: Session,
    wanted: Allotment,
    number: int,
    *,
    carnets: int,
    lot: LotRow | None = None,
    run: Run | None = None,
    credit: CreditRow | None = None,
) -> SliceRow:
    row = SliceRow(
        id=uuid7(wanted.issued_at),
        structure_id=wanted.structure_id,
        number=number,
        device_id=wanted.device_id,
        lot_id=lot.id if lot else None,
        first=run.first if run else None,
        last=run.last if run else None,
        credit_id=credit.id if credit else None,
        carnets=carnets,
        issued_at=wanted.issued_at,
        valid_until=wanted.valid_until,
        state=SliceState.ATTRIBUEE,
        revision=1,
        acknowledged_revision=0,
        acknowledged_at=None,
        handed=0,
        closed_at=None,
        account_id=wanted.actor.id,
    )
    session.add(row)
    session.flush()
    _journal(session, row, Action.TRANCHE_ATTRIBUEE, wanted.actor, wanted.issued_at)
    return row


def _take(
    session: Session, row: SliceRow, told: Acknowledgement, at: datetime, today: date
) -> None:
    actor = Actor.device(row.device_id)
    row.acknowledged_revision = max(row.acknowledged_revision, told.revision)
    row.acknowledged_at = at
    handed = told.handed
    if row.lot_id is not None:
        act = Act(actor=actor, at=at, happened_on=today, slice_id=row.id)
        _write_handed(session, row, told.ranges, act)
        handed = max(handed, count(_handed_over(session, row)))  # pages add up
    row.handed = max(row.handed, min(handed, row.carnets))
    heard = row.state == SliceState.A_RENDRE and told.revision == row.revision
    if heard or (told.returned and row.state != SliceState.CLOSE):
        _close(session, row, actor, at)


def _write_handed(session: Session, row: SliceRow, ranges: Sequence[Run], act: Act) -> None:
    """Write as handed over what the laptop did not say before, and nothing outside its slice.

    What it said and came back since (found by an inventory, allotted again) stays where it is.
    """
    if row.lot_id is None or row.first is None or row.last is None:
        return
    whole = Run(first=row.first, last=row.last)
    inside = [both for run in ranges if (both := run.common(whole)) is not None]
    for run in without(inside, _handed_over(session, row)):
        order = Order(kind=Kind.REMISE, run=run, source="", target=places.REMIS)
        movements.move(session, row.lot_id, order, act)


def _handed_over(session: Session, row: SliceRow) -> tuple[Run, ...]:
    """Return the carnets of a slice that its laptop said to have handed over."""
    told = session.execute(
        select(MovementRow.first, MovementRow.last).where(
            MovementRow.lot_id == row.lot_id, MovementRow.slice_id == row.id
        )
    )
    return joined(Run(first=first, last=last) for first, last in told)


def _close(session: Session, row: SliceRow, actor: Actor, at: datetime) -> None:
    row.state = SliceState.CLOSE
    row.revision += 1
    row.closed_at = at
    _journal(session, row, Action.TRANCHE_CLOSE, actor, at)


def _locked(session: Session, slice_id: str) -> SliceRow:
    """Return a slice under the lock of its structure, which whoever allots takes too."""
    known = session.get(SliceRow, slice_id)
    if known is None:
        raise StockRefusedError(Refusal.TRANCHE_CLOSE)
    session.get_one(StructureRow, known.structure_id, with_for_update=True)
    session.refresh(known)
    return known


def _journal(session: Session, row: SliceRow, action: Action, actor: Actor, at: datetime) -> None:
    session.flush()
    note(
        session,
        at=at,
        actor=actor,
        action=action,
        on=row.structure_id,
        detail=f"tranche {row.number} révision {row.revision} poste {row.device_id[:8]}",
    )
