"""What goes wrong with laptops: noted as it happens, and told to who follows them.

Only refusals that the laptop's own signature proves are noted: nobody can put another's laptop on
the list. Counts start again after two quiet weeks.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Integer, String, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from app.department.database.actors import DeviceRow
from app.department.database.base import table_of
from app.department.database.devices import DeviceTroubleRow
from app.department.records.persons import plain
from app.sync.protocol.answers import Receipt, ReceiptStatus
from app.sync.protocol.errors import ErrorCode

REMEMBERED: Final = timedelta(days=14)
REPEATED: Final = 3  # one refusal is an accident
CONFLICT: Final = "conflict"
_DEVICES: Final = table_of(DeviceRow)
COUNT: Final = (
    update(_DEVICES)
    .where(_DEVICES.c.id == bindparam("device", type_=String))
    .values(
        items_received=_DEVICES.c.items_received + bindparam("accepted", type_=Integer),
        items_refused=_DEVICES.c.items_refused + bindparam("refused", type_=Integer),
    )
)


class Difficulty(StrEnum):
    """Why a laptop is on the list."""

    SILENCE = "silence"
    HORLOGE = "horloge"
    REFUS = "refus"
    REVOQUE = "revoque"  # revoked, and it still asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One difficulty; `code` is the protocol's, `offset_s` the clock's error (ahead: positive)."""

    kind: Difficulty
    since: datetime
    code: str = ""
    count: int = 0
    offset_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubledDevice:
    """A laptop with what is wrong, the most pressing first."""

    device: DeviceRow
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubledPage:
    """A page of the list; `after` continues it, empty on the last; `found` counts all pages."""

    lines: Sequence[TroubledDevice]
    found: int
    after: str


def note_refusal(  # noqa: PLR0913 - what a refusal is, by name
    session: Session, device_id: str, code: str, now: datetime, *, count: int = 1, detail: int = 0
) -> None:
    """Count a refusal of what `device_id` itself signed; `detail` is the clock's error in s."""
    session.get(DeviceRow, device_id, with_for_update={"of": DeviceRow})  # one writer a laptop
    row = session.get(DeviceTroubleRow, (device_id, code))
    if row is None:
        row = DeviceTroubleRow(device_id=device_id, code=code, count=0, since=now)
        session.add(row)
    elif now - row.last_at > REMEMBERED:
        row.count, row.since = 0, now
    row.count += count
    row.last_at = now
    row.detail = detail


def count_items(
    session: Session, device_id: str, receipts: Sequence[Receipt], now: datetime
) -> None:
    """Add what became of one batch to the laptop's counts; what was held already adds nothing."""
    accepted = sum(one.status is ReceiptStatus.ACCEPTED for one in receipts)
    refused = Counter(
        one.code.value if one.code else CONFLICT
        for one in receipts
        if one.status in {ReceiptStatus.REFUSED, ReceiptStatus.CONFLICT}
    )
    if not accepted and not refused:
        return
    session.execute(COUNT, {"device": device_id, "accepted": accepted, "refused": refused.total()})
    for code, count in refused.items():
        note_refusal(session, device_id, code, now, count=count)


def reasons_of(
    session: Session, device: DeviceRow, now: datetime, silent: timedelta
) -> list[Reason]:
    """Return what is wrong with one laptop, the most pressing first."""
    rows = session.scalars(
        select(DeviceTroubleRow).where(
            DeviceTroubleRow.device_id == device.id, DeviceTroubleRow.last_at > now - REMEMBERED
        )
    ).all()
    return _reasons(device, rows, now, silent)


def page(
    session: Session, *, now: datetime, silent: timedelta, after: str = "", size: int
) -> TroubledPage:
    """Return the laptops in difficulty, by structure and label."""
    recent = session.scalars(
        select(DeviceTroubleRow).where(DeviceTroubleRow.last_at > now - REMEMBERED)
    ).all()
    by_device: dict[str, list[DeviceTroubleRow]] = {}
    for row in recent:
        by_device.setdefault(row.device_id, []).append(row)
    contact = func.coalesce(DeviceRow.last_contact_at, DeviceRow.activated_at)
    quiet = DeviceRow.revoked_at.is_(None) & (contact < now - silent)
    candidates = session.scalars(
        select(DeviceRow).where(or_(quiet, DeviceRow.id.in_(by_device)))
    ).all()
    found = [
        TroubledDevice(device=device, reasons=reasons)
        for device in sorted(candidates, key=_order)
        if (reasons := _reasons(device, by_device.get(device.id, []), now, silent))
    ]
    places = {one.device.id: at for at, one in enumerate(found)}
    start = places.get(after, -1) + 1
    shown = found[start : start + size]
    more = shown[-1].device.id if start + size < len(found) else ""
    return TroubledPage(lines=shown, found=len(found), after=more)


def _order(device: DeviceRow) -> tuple[str, str, str]:
    return plain(device.structure.name), plain(device.label), device.id


def _reasons(
    device: DeviceRow, rows: Sequence[DeviceTroubleRow], now: datetime, silent: timedelta
) -> list[Reason]:
    if device.revoked_at is not None:
        return [
            Reason(kind=Difficulty.REVOQUE, since=row.since, count=row.count, code=row.code)
            for row in rows
            if row.code == ErrorCode.DEVICE_REVOKED
        ]
    contact = device.last_contact_at or device.activated_at
    found = [
        Reason(kind=Difficulty.HORLOGE, since=row.since, offset_s=row.detail or 0, count=row.count)
        for row in rows
        if row.code == ErrorCode.CLOCK and row.last_at >= contact
    ]
    found += [
        Reason(kind=Difficulty.REFUS, since=row.since, code=row.code, count=row.count)
        for row in sorted(rows, key=lambda one: -one.count)
        if row.code != ErrorCode.CLOCK and row.count >= REPEATED
    ]
    if contact < now - silent:
        found.append(Reason(kind=Difficulty.SILENCE, since=contact))
    return found
