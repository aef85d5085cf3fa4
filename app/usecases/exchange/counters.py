"""Tell the Département the anonymous counters of the months that are over (decisions 0008, 0034).

Each month is frozen here before it is told: what was told does not change any more.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.indicateurs import month_of
from app.storage import appareil, decisions, indicateurs, mois_envoyes
from app.storage.mois_envoyes import MoisCompte, MoisEnvoye
from app.sync.allotting import TakesCounters
from app.sync.gateway import Gateway
from app.sync.protocol.answers import ReceiptStatus
from app.sync.protocol.counters import MAX_REPORTS, MonthReport
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NOTHING: Final = MoisCompte(own={}, inherited={})
_OLDEST_MONTHS: Final = 120


def tell_counters(
    workplace: Workplace, gateway: Gateway, *, stop_if_cancelled: Callable[[], None]
) -> int:
    """Tell the months that are over and not told yet; returns how many the Département now has.

    In the network's thread. Stopped anywhere, calling it again goes on. Both clocks, this one and
    the service's own in its last signed answer, must have left the month.

    Raises:
        GatewayError: the line broke, or the service refuses.
        whatever `stop_if_cancelled` raises: likewise.
    """
    heard = gateway.heard_at
    if not isinstance(gateway, TakesCounters) or heard is None:
        return 0
    local = heard.astimezone(workplace.clock.zone()).date()
    before = min(month_of(workplace.clock.today()), month_of(local))
    with workplace.database.writing() as session:
        waiting = months_to_tell(session, before)
    told = 0
    for some in _chunks(waiting):
        stop_if_cancelled()
        receipts = gateway.tell_counters(some)
        if receipts is None:
            return told
        with workplace.database.writing() as session:
            epoch = _epoch(session)
            for report, receipt in zip(some, receipts, strict=True):
                if receipt.status is not ReceiptStatus.REFUSED:
                    mois_envoyes.note_sent(session, report.month, _sent(report, epoch))
                    told += 1
    return told


def months_to_tell(session: "Session", before: str) -> list[MonthReport]:
    """Freeze the months before `before` and return what is to be told, the oldest first."""
    device = appareil.load(session)
    if device is None or device.activated_on is None:
        return []
    counted = mois_envoyes.counted(session)
    months = sorted({*counted, *_months(device.activated_on, before)})
    lineage, ancestors = mois_envoyes.lineage(session), mois_envoyes.ancestors(session)
    epoch = _epoch(session)
    found: list[MonthReport] = []
    for month in [one for one in months if one < before][-_OLDEST_MONTHS:]:
        if not indicateurs.is_frozen(session, month):
            indicateurs.geler(session, month)
        report = _report(month, counted, lineage, ancestors)
        known = mois_envoyes.sent(session, month)
        if known is None:
            found.append(report)
        elif known.digest != digest_of(report):
            found.append(_revised(report, known.revision + 1))
        elif known.epoch != epoch:  # put back from a backup: it may not have it any more
            found.append(_revised(report, known.revision))
    return found


def _report(
    month: str, counted: Mapping[str, MoisCompte], lineage: str, ancestors: Sequence[str]
) -> MonthReport:
    figures = counted.get(month, _NOTHING)
    return MonthReport(
        month=month,
        revision=1,
        lineage=lineage,
        own={(fait.name, fait.value): count for fait, count in figures.own.items()},
        inherited={(fait.name, fait.value): count for fait, count in figures.inherited.items()},
        ancestors=tuple(ancestors),
    )


def _revised(report: MonthReport, revision: int) -> MonthReport:
    return MonthReport(
        month=report.month,
        revision=revision,
        lineage=report.lineage,
        own=report.own,
        inherited=report.inherited,
        ancestors=report.ancestors,
    )


def _chunks(reports: Sequence[MonthReport]) -> list[Sequence[MonthReport]]:
    return [reports[at : at + MAX_REPORTS] for at in range(0, len(reports), MAX_REPORTS)]


def _months(first: date, before: str) -> list[str]:
    """Return the months from the activation on: one without any act is told too."""
    found: list[str] = []
    year, month = first.year, first.month
    while (name := f"{year}-{month:02}") < before:
        found.append(name)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004 - December
    return found


def digest_of(report: MonthReport) -> str:
    """Return what tells two contents of a month apart."""
    return hashlib.sha256(report.plain()).hexdigest()


def note_held(session: "Session", month: str, told: MoisEnvoye) -> None:
    """Note that the Département has a month, unless it is known to have a later one."""
    known = mois_envoyes.sent(session, month)
    if known is None or (known.revision, known.epoch == told.epoch) < (told.revision, True):
        mois_envoyes.note_sent(session, month, told)


def _epoch(session: "Session") -> str:
    """Return the name of the service's life that this laptop last read decisions of."""
    return decisions.cursor(session).rpartition(":")[0]


def _sent(report: MonthReport, epoch: str) -> MoisEnvoye:
    return MoisEnvoye(revision=report.revision, digest=digest_of(report), epoch=epoch)
