"""Read the decisions of a form: page after page, each kept before the next is asked for.

A reading can be cut anywhere: the next one goes on behind the last page that was kept. One process
at a time reads a form. Each reading begins where the one of an hour before ended, so that a change
which the platform wrote late is seen too; reading a dossier again changes nothing.
"""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidTag
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.department.database.actors import StructureRow
from app.department.database.demarches import DemarcheRow, DossierRow, Rattachement
from app.department.demarches import relaying
from app.department.demarches.answers import Page
from app.department.demarches.client import Client, Wait
from app.department.demarches.failures import Echec, ReadingError
from app.department.demarches.tokens import opened
from app.department.web import Service

EVERY: Final = timedelta(hours=1)
AFTER_A_FAULT: Final = timedelta(minutes=15)
MOST_PAGES: Final = 200  # of one go; the next one goes on
_CLAIM: Final = timedelta(minutes=10)  # whoever claimed it and died is replaced after that
_AT_ONCE: Final = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecture:
    """How a reading went: `echec` is None when it came to its end; `relayed` decisions are new."""

    pages: int = 0
    dossiers: int = 0
    relayed: int = 0
    echec: Echec | None = None


def read_due(service: Service, over: threading.Event) -> None:
    """Read every form whose hour has come; stops soon after `over` is set."""
    now = service.clock.now()
    with service.database.reading() as session:
        due = [row.number for row in session.scalars(select(DemarcheRow)) if _is_due(row, now)]
    for number in due:
        if not over.is_set():
            read(service, number, wait=over.wait)


def read(
    service: Service, number: int, *, wait: Wait, most_pages: int = MOST_PAGES
) -> Lecture | None:
    """Read a form now, to its end or for so many pages; None when another process reads it."""
    row = _claim(service, number)
    if row is None:
        return None
    lecture = Lecture(echec=Echec.INTERROMPUE)  # stays so where a bug ends it
    try:
        lecture = _read(service, row, wait, most_pages)
    finally:
        _release(service, number, lecture)
    return lecture


def _read(service: Service, row: DemarcheRow, wait: Wait, most_pages: int) -> Lecture:
    pages = dossiers = relayed = 0
    cursor, echec, retry_after_s = row.at_cursor or row.from_cursor, Echec.INTERROMPUE, None
    try:
        fields = row.item_field, row.structure_field
        token = opened(service.keys, row)
        with Client(row.address, token, demarche=row.number, fields=fields, wait=wait) as client:
            while pages < most_pages and not wait(0):
                page = client.page(cursor)
                relayed += _keep(service, row.number, page)
                pages, dossiers = pages + 1, dossiers + len(page.dossiers)
                cursor = page.cursor or cursor
                if not page.more:
                    return Lecture(pages=pages, dossiers=dossiers, relayed=relayed)
    except InvalidTag:
        echec = Echec.JETON_PERDU
    except ReadingError as fault:
        echec, retry_after_s = fault.echec, fault.retry_after_s
    if retry_after_s or echec is Echec.QUESTION_REFUSEE:
        _note_refusal(service, row.number, retry_after_s)
    return Lecture(pages=pages, dossiers=dossiers, relayed=relayed, echec=echec)


def _keep(service: Service, number: int, page: Page) -> int:
    """Keep a page and the place behind it in one transaction; return how many decisions are new."""
    with service.database.writing() as session:
        row = session.get_one(DemarcheRow, number, with_for_update=True)
        relayed = relaying.keep(session, service, number, page.dossiers)
        row.title = page.title
        row.claimed_at = service.clock.now()
        if page.cursor:
            row.at_cursor = page.cursor
        return relayed


def _claim(service: Service, number: int) -> DemarcheRow | None:
    """Return the form, taken by this process; None when it is taken, or is read no more."""
    now = service.clock.now()
    with service.database.writing() as session:
        row = session.get(DemarcheRow, number, with_for_update=True)
        if row is None or not row.wrapped_token or _is_claimed(row, now):
            return None
        row.claimed_at = row.tried_at = now
        row.not_before = None
        if _forget_missed(session, number):
            row.from_cursor = row.next_cursor = row.at_cursor = ""
        session.flush()
        session.expunge(row)
        return row


def _forget_missed(session: Session, number: int) -> bool:
    """Tell whether a structure that dossiers named was made since: they are then read again.

    They are forgotten until then. Else each reading would begin again: for ever, where one of them
    is not shown any more, or where there are more pages than one go reads.
    """
    missed = (
        DossierRow.demarche == number,
        DossierRow.rattachement == Rattachement.STRUCTURE_INCONNUE,
        DossierRow.structure_code.in_(select(StructureRow.id)),
    )
    if session.scalar(select(DossierRow.number).where(*missed).limit(1)) is None:
        return False
    session.execute(delete(DossierRow).where(*missed))
    return True


def _release(service: Service, number: int, lecture: Lecture) -> None:
    now = service.clock.now()
    with service.database.writing() as session:
        row = session.get_one(DemarcheRow, number, with_for_update=True)
        row.claimed_at = None
        row.outcome = lecture.echec or ""
        if lecture.echec is None and lecture.pages:
            row.read_at = now
            _move_on(row, now)


def _move_on(row: DemarcheRow, now: datetime) -> None:
    """Let the next reading begin where the one of an hour before ended.

    A reading that found nothing ended where it began: its place is never given up for none.
    """
    if row.next_at is None or now - row.next_at >= EVERY:
        reached = row.at_cursor or row.from_cursor
        row.from_cursor, row.next_cursor, row.next_at = row.next_cursor, reached, now
    row.at_cursor = ""


def _note_refusal(service: Service, number: int, retry_after_s: int | None) -> None:
    """Note a wait that was asked for; a place that the platform does not know is given up."""
    with service.database.writing() as session:
        row = session.get_one(DemarcheRow, number, with_for_update=True)
        if retry_after_s:
            row.not_before = service.clock.now() + timedelta(seconds=retry_after_s)
        else:
            row.from_cursor = row.next_cursor = row.at_cursor = ""


def _is_due(row: DemarcheRow, now: datetime) -> bool:
    if not row.wrapped_token or _is_claimed(row, now):
        return False
    if row.not_before is not None and now < row.not_before:
        return False
    if row.tried_at is None or now < row.tried_at:  # never, or by a clock that was ahead
        return True
    passes = bool(row.outcome) and Echec(row.outcome).passes
    pause = _AT_ONCE if row.outcome == Echec.INTERROMPUE else AFTER_A_FAULT if passes else EVERY
    return now - row.tried_at >= pause


def _is_claimed(row: DemarcheRow, now: datetime) -> bool:
    return row.claimed_at is not None and timedelta() <= now - row.claimed_at < _CLAIM
