"""What a stick carries beside prescriptions: slices, counters, marks of erasures, what is asked.

The same as over the network, one way at a time: told in a sending, settled by the answer to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.habilitation import Acte
from app.domain.indicateurs import month_of
from app.storage import instant
from app.storage.appareil import Appareil
from app.storage.mois_envoyes import MoisEnvoye
from app.sync.envelopes import seal_reports
from app.sync.protocol.counters import MAX_REPORTS
from app.sync.protocol.errands import MOST_ASKED, Told
from app.sync.protocol.slices import MAX_SLICES
from app.sync.protocol.stock import read_stock
from app.usecases.bilans import receiving
from app.usecases.exchange import counters, put_back, service_ledger, slices
from app.usecases.exchange.activating import link_of
from app.usecases.exchange.stick_notes import StoredNotebook, load_notes
from app.usecases.laptop.habilitations import actes
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.sync.protocol.errands import HeldMonth
    from app.sync.protocol.slices import Acknowledgement
    from app.sync.sealed_file.answers import ReadAnswer
    from app.sync.sealed_file.gateway import SealedFileGateway


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What leaves beside prescriptions, and as what each month of counters was told."""

    told: Told
    months: Mapping[str, tuple[int, str]]


def telling(workplace: Workplace, device: Appareil) -> Telling:
    """Freeze and return what is to be told. No month is frozen while the date is in doubt.

    Only this laptop's clock says that a month is over: the service refuses one that is not, and it
    is told again.
    """
    link = link_of(device)
    with workplace.database.writing() as session:
        believed = instant.is_believed(session, workplace.clock.now())
        before = month_of(workplace.clock.today()) if believed else ""
        reports = counters.months_to_tell(session, before)[:MAX_REPORTS]
        told = Told(
            slices=_slices_told(session),
            reports=seal_reports(reports, device=device.device_id, link=link) if link else [],
            ledger=service_ledger.ledger_told(session),
            asked=put_back.to_look_at(session)[:MOST_ASKED],
        )
    months = {one.month: (one.revision, counters.digest_of(one)) for one in reports}
    return Telling(told=told, months=months)


def _slices_told(session: "Session") -> "Sequence[Acknowledgement]":
    told = slices.slices_told(session)
    slices.may_be_told(session, told)
    return told[:MAX_SLICES]  # of too many pages, the last one is left out: nothing closes early


def take_ledger(workplace: Workplace, device: Appareil, read: "ReadAnswer") -> None:
    """Erase again what an answer knows to be erased: before anything else of it is kept."""
    stated = read.answer.stated
    if stated is not None and stated.ledger is not None:
        is_news = read.is_news(StoredNotebook(workplace, device))
        service_ledger.take_ledger(workplace, stated.ledger, is_news=is_news)


def take_stated(
    workplace: Workplace, device: Appareil, gateway: "SealedFileGateway", read: "ReadAnswer"
) -> None:
    """Keep slices and months as an answer states them, and settle what was asked about.

    Slices that the network may have stated since are left to it. What was asked is settled once
    the feed was read to its end: what it does not say was not decided.
    """
    stated = read.answer.stated
    if stated is None:
        return
    is_news = read.is_news(StoredNotebook(workplace, device))
    asked = stated.asked if read.is_whole() else ()
    may_report = Acte.RAPPORTER in actes(workplace)
    held = {item: found for item in asked if (found := gateway.held(item)) is not None}
    with workplace.database.writing() as session:
        if is_news:
            stock = read_stock(stated.stock.content) if stated.stock else None
            slices.take_stated(session, workplace, stated.slices, stock)
            if may_report:
                receiving.keep_brought(session, workplace, stated.figures)
        told = load_notes(session, device).months
        for month in stated.months:
            _note_month(session, told, month, read.answer.epoch)
        put_back.settle_asked(session, workplace, asked, held)


def _note_month(
    session: "Session", told: Mapping[str, tuple[int, str]], held: "HeldMonth", epoch: str
) -> None:
    revision, digest = told.get(held.month, (0, ""))
    if revision == held.revision:
        sent = MoisEnvoye(revision=revision, digest=digest, epoch=epoch)
        counters.note_held(session, held.month, sent)
