"""What sticks carry beside prescriptions: slices, counters, marks of erasures, what is asked.

Each goes the way of its address on the wire, and is answered by the next answer in a file.
"""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.actors import DeviceRow
from app.department.database.counters import CounterReportRow
from app.department.database.sealed_files import SealedKnowledgeRow
from app.department.records import activation, counters, erasures
from app.department.records.arrivals import Sender
from app.department.records.figure_files import files_since
from app.department.records.stock import slices
from app.department.records.stock.statement import stock_of
from app.department.web import Service
from app.sync.protocol.counters import CounterReceipt
from app.sync.protocol.errands import (
    MOST_MARKS,
    MOST_MONTHS,
    HeldMonth,
    LedgerStated,
    Stated,
    StatedSlice,
    Told,
)
from app.sync.protocol.stock import sign_stock

_YEARS_BACK: Final = 3  # of figures: a stick cannot say which it knows


def take(service: Service, sender: Sender, told: Told) -> list[CounterReceipt]:
    """Take what a laptop told; return the receipts of its months. Taking it again changes nothing.

    What it asks is kept by `learn`.
    """
    with service.database.writing() as session:
        if told.ledger is not None and told.ledger.deposit.marks:
            today = service.clock.today()
            erasures.keep(session, sender.structure, told.ledger.deposit, today)
    with service.database.writing() as session:
        slices.acknowledge(
            session,
            sender.device,
            told.slices,
            at=service.clock.now(),
            today=service.clock.today(),
        )
    return [counters.receive(service, sender, report) for report in told.reports]


def learn(known: SealedKnowledgeRow, told: Told) -> None:
    """Keep what a laptop asks, for its next answer."""
    ledger = told.ledger
    if ledger is not None:
        known.ledger, known.ledger_epoch = ledger.deposit.ledger, ledger.epoch
        known.marks_read, known.marks_told = ledger.read, ledger.last
    known.asked = list(told.asked)


def stated(
    session: Session, service: Service, device: DeviceRow, known: SealedKnowledgeRow
) -> Stated:
    """Return what is answered to a laptop beside its prescriptions, as of now."""
    key = service.keys.signing[0]
    return Stated(
        slices=[
            StatedSlice(signed=slices.signed(row, key), acknowledged=row.acknowledged_revision)
            for row in slices.of_device(session, device.id)
        ],
        months=_months(session, device.id),
        ledger=_ledger(session, device.structure_id, known),
        asked=known.asked,
        figures=files_since(
            session, service, device.structure_id, service.clock.today().year - _YEARS_BACK
        ),
        stock=sign_stock(stock_of(session, device.structure_id, service.clock.now()), key),
    )


def _months(session: Session, device_id: str) -> list[HeldMonth]:
    rows = session.execute(
        select(CounterReportRow.month, CounterReportRow.revision)
        .where(CounterReportRow.device_id == device_id)
        .order_by(CounterReportRow.month.desc())
        .limit(MOST_MONTHS)
    )
    return [HeldMonth(month=month, revision=revision) for month, revision in rows]


def _ledger(session: Session, structure_id: str, known: SealedKnowledgeRow) -> LedgerStated | None:
    """Return the marks that the laptop did not read in this life of the service.

    What it deposited in another life may be lost: then it is told that nothing of it is known.
    """
    if not known.ledger:
        return None
    highest = erasures.high_water(session, structure_id, known.ledger)
    epoch = activation.epoch(session)
    same = known.ledger_epoch == epoch and known.marks_read <= highest
    after = known.marks_read if same else 0
    deposited = known.marks_told if known.ledger_epoch in {"", epoch} else 0
    page = erasures.page(session, structure_id, known.ledger, after, most=MOST_MARKS)
    return LedgerStated(ledger=known.ledger, after=after, told=deposited, page=page)
