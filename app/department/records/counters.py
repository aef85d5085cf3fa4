"""Monthly counters of laptops, summed into one view of their structure by period.

A laptop restored from a backup holds what another one counted: its `inherited` figures count only
where none of its `ancestors` told the month itself, and once among its brothers. So a restored or
replaced laptop never counts anything twice (docs/decisions/0034).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.department.database.actors import DeviceRow, StructureRow
from app.department.database.counters import CounterReportRow
from app.department.records.arrivals import Sender
from app.department.records.journal import Action, Actor, note
from app.department.web import Service
from app.sync.protocol.answers import ReceiptStatus
from app.sync.protocol.counters import (
    CounterReceipt,
    Figures,
    MonthReport,
    SealedReport,
    open_report,
)
from app.sync.protocol.errors import ErrorCode, ProtocolError

Fact = tuple[str, str]
"""An indicator and one of its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A laptop that was in use in these months and did not tell them."""

    label: str
    device_id: str
    months: Sequence[str]
    revoked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the laptops of a structure counted, by month, before anything is hidden."""

    months: Mapping[str, Mapping[Fact, int]]
    missing: Sequence[Missing]
    set_aside: Sequence[tuple[str, str]]  # (laptop, month): other figures came, not taken


def receive(service: Service, sender: Sender, sealed: SealedReport) -> CounterReceipt:
    """Take one month of one laptop and return its receipt; a refused month leaves no trace."""
    try:
        report = open_report(
            sealed,
            device=sender.device,
            structure=sender.structure,
            private=service.keys.receiving_named(sealed.key),
        )
        status = _keep_twice(service, sender, report)
    except ProtocolError as fault:
        return CounterReceipt(
            month=sealed.month,
            revision=sealed.revision,
            status=ReceiptStatus.REFUSED,
            code=fault.code,
        )
    return CounterReceipt(month=sealed.month, revision=sealed.revision, status=status)


def told(
    session: Session, structure_id: str, months: Sequence[str], *, starts_on: Mapping[str, date]
) -> Told:
    """Sum the reports of a structure's laptops, each of `months` (in order) by itself.

    `starts_on` gives the first day of each month and of the one that follows the last.
    """
    rows = session.scalars(
        select(CounterReportRow).where(
            CounterReportRow.structure_id == structure_id,
            CounterReportRow.month.in_(months),
        )
    ).all()
    devices = session.scalars(
        select(DeviceRow).where(DeviceRow.structure_id == structure_id).order_by(DeviceRow.label)
    ).all()
    by_month = {month: [row for row in rows if row.month == month] for month in months}
    return Told(
        months={month: summed(found) for month, found in by_month.items()},
        missing=_missing(devices, by_month, starts_on),
        set_aside=[
            (device.label, row.month)
            for device in devices
            for row in rows
            if row.device_id == device.id and row.set_aside_at is not None
        ],
    )


def summed(reports: Sequence[CounterReportRow]) -> dict[Fact, int]:
    """Return what was counted in one month by all laptops together.

    Under zero where the month took back more than it counted: that comes off its quarter.
    """
    total: Counter[Fact] = Counter()
    for report in reports:
        total.update(facts_in(report.own))
    for lineage in {report.lineage for report in reports}:
        brothers = [report for report in reports if report.lineage == lineage]
        total.update(_inherited(brothers))
    return {fact: count for fact, count in total.items() if count}


def _inherited(brothers: Sequence[CounterReportRow]) -> Figures:
    """Return what nobody of a lineage told himself: the fullest backup, once."""
    told_by = {report.device_id for report in brothers}
    orphans = [
        facts_in(report.inherited) for report in brothers if not told_by & set(report.ancestors)
    ]
    nothing: dict[Fact, int] = {}
    return max(orphans, key=lambda figures: sum(figures.values()), default=nothing)


def _missing(
    devices: Sequence[DeviceRow],
    by_month: Mapping[str, Sequence[CounterReportRow]],
    starts_on: Mapping[str, date],
) -> list[Missing]:
    months = sorted(by_month)
    following = sorted(starts_on)[1:]
    found: list[Missing] = []
    for device in devices:
        absent = [
            month
            for month, after in zip(months, following, strict=True)
            if _in_use(device, starts_on[month], starts_on[after])
            and not _told(device.id, by_month[month])
        ]
        if absent:
            found.append(
                Missing(
                    label=device.label,
                    device_id=device.id,
                    months=absent,
                    revoked=device.revoked_at is not None,
                )
            )
    return found


def _in_use(device: DeviceRow, first: date, after: date) -> bool:
    revoked = device.revoked_at
    return device.activated_at.date() < after and (revoked is None or revoked.date() > first)


def _told(device_id: str, reports: Sequence[CounterReportRow]) -> bool:
    """Tell whether a laptop told a month, or one restored from its backup did in its place."""
    return any(device_id == one.device_id or device_id in one.ancestors for one in reports)


def _keep_twice(service: Service, sender: Sender, report: MonthReport) -> ReceiptStatus:
    try:
        with service.database.writing() as session:
            return _keep(session, service, sender, report)
    except IntegrityError:  # the same month came on another line at once
        with service.database.writing() as session:
            return _keep(session, service, sender, report)


def _keep(session: Session, service: Service, sender: Sender, report: MonthReport) -> ReceiptStatus:
    now = service.clock.now()
    if report.month >= f"{service.clock.today():%Y-%m}":
        raise ProtocolError(ErrorCode.CLOCK, "report.month")  # a month that is not over
    session.get_one(StructureRow, sender.structure, with_for_update=True)
    digest = service.keys.digest("counters", report.plain())
    row = session.get(CounterReportRow, (sender.device, report.month))
    if row is not None and report.revision <= row.revision:
        return _known(session, row, report, digest, now)
    if row is None:
        row = CounterReportRow(
            device_id=sender.device, month=report.month, structure_id=sender.structure
        )
        session.add(row)
    row.lineage, row.ancestors = report.lineage, list(report.ancestors)
    row.revision, row.digest, row.received_at = report.revision, digest, now
    row.own, row.inherited = as_json(report.own), as_json(report.inherited)
    row.set_aside_at = None
    session.flush()
    _journal(session, row, Action.COMPTEURS_RECUS, now)
    return ReceiptStatus.ACCEPTED


def _known(
    session: Session, row: CounterReportRow, report: MonthReport, digest: bytes, now: datetime
) -> ReceiptStatus:
    """Answer about a revision that was told before; an older one is as good as held."""
    if report.revision < row.revision or row.digest == digest:
        return ReceiptStatus.ALREADY_HELD
    if row.set_aside_at is None:
        row.set_aside_at = now
        _journal(session, row, Action.COMPTEURS_ECARTES, now)
    return ReceiptStatus.CONFLICT


def _journal(session: Session, row: CounterReportRow, action: Action, at: datetime) -> None:
    note(
        session,
        at=at,
        actor=Actor.device(row.device_id),
        action=action,
        on=row.structure_id,
        detail=f"{row.month} révision {row.revision}",
    )


def as_json(figures: Figures) -> dict[str, dict[str, int]]:
    """Return figures as they are kept: {indicator: {value: count}}."""
    kept: dict[str, dict[str, int]] = {}
    for (name, value), count in sorted(figures.items()):
        kept.setdefault(name, {})[value] = count
    return kept


def facts_in(kept: Mapping[str, object]) -> dict[Fact, int]:
    """Read figures that are kept."""
    return {
        (name, value): count
        for name, values in kept.items()
        for value, count in cast("Mapping[str, int]", values).items()
    }
