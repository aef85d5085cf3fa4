"""What else has a term: the journal, identifiers, codes, marks, attempts, figures of requests.

Sources: retention-and-deadlines.md (c), decisions 0028 and 0035.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from app.department.database.actors import (
    ActivationCodeRow,
    ConsoleSessionRow,
    JournalRow,
    LoginFailureRow,
    NonceRow,
)
from app.department.database.agents import InvitationRow, JournalSealRow, RequestCountRow
from app.department.database.erasures import ErasureMarkRow
from app.department.database.prescriptions import Etat, PrescriptionRow
from app.department.database.retention import ErasedItemRow
from app.department.records import journal_seals, sealed_files
from app.department.retention import closed_accounts, erasing
from app.department.web import Service
from app.domain.retention import JOURNAUX
from app.domain.sauvegarde import LEDGER_DAYS
from app.sync.protocol.limits import REQUEST_WINDOW_S

_MINUTE_S: Final = 60


def forget(service: Service) -> None:
    """Drop what is over; each kind is a transaction of its own."""
    now, today = service.clock.now(), service.clock.today()
    _remember_withdrawals(service)
    while True:
        with service.database.writing() as session:
            if not erasing.forget_identifiers(session, today):
                break
    year_ago = datetime.combine(JOURNAUX.before(today), datetime.min.time(), service.clock.zone())
    closed_accounts.erase(service, before=year_ago)
    with service.database.writing() as session:
        prune_journal(session, before=year_ago, now=now)
    journal_seals.seal_settled(service.database, service.keys, now)
    with service.database.writing() as session:
        ended = today - timedelta(days=LEDGER_DAYS)
        session.execute(delete(ErasureMarkRow).where(ErasureMarkRow.received_on < ended))
        session.execute(
            delete(ActivationCodeRow).where(
                or_(ActivationCodeRow.used_at < year_ago, ActivationCodeRow.expires_at < year_ago)
            )
        )
        sealed_files.forget_before(session, now - sealed_files.OLDEST)
        session.execute(delete(InvitationRow).where(InvitationRow.expires_at < now))
        window = timedelta(seconds=2 * REQUEST_WINDOW_S)
        session.execute(delete(NonceRow).where(NonceRow.at < now - window))
        day_ago = now - timedelta(days=1)
        session.execute(delete(LoginFailureRow).where(LoginFailureRow.at < day_ago))
        session.execute(
            delete(RequestCountRow).where(
                RequestCountRow.minute < int(day_ago.timestamp()) // _MINUTE_S
            )
        )
        lifetime = service.settings.session_lifetime
        session.execute(
            delete(ConsoleSessionRow).where(ConsoleSessionRow.opened_at < now - lifetime)
        )


def prune_journal(session: Session, *, before: datetime, now: datetime) -> None:
    """Erase entries past their term, by whole blocks: what is sealed stays provable as a chain."""
    if session.scalar(select(JournalSealRow.number).limit(1)) is None:
        session.execute(delete(JournalRow).where(JournalRow.at < before))
        return
    over = (JournalSealRow.sealed_at < before) & JournalSealRow.emptied_at.is_(None)
    last = session.scalar(
        select(JournalSealRow.last_entry)
        .where(over)
        .order_by(JournalSealRow.number.desc())
        .limit(1)
    )
    if last is not None:
        session.execute(delete(JournalRow).where(JournalRow.id <= last))
        session.execute(update(JournalSealRow).where(over).values(emptied_at=now))


def _remember_withdrawals(service: Service) -> None:
    """Give a day to withdrawals of before this version, so that their identifiers end too."""
    today = service.clock.today()
    with service.database.writing() as session:
        unknown = session.scalars(
            select(PrescriptionRow.id)
            .outerjoin(ErasedItemRow, ErasedItemRow.prescription_id == PrescriptionRow.id)
            .where(PrescriptionRow.etat == Etat.RETIREE, ErasedItemRow.prescription_id.is_(None))
        ).all()
        for id_ in unknown:
            number = erasing.withdrawal_number(today)
            erasing.remember(session, id_, destruction=number, today=today)
