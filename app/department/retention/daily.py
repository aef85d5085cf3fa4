"""What the service does by itself: once a day erase what is due, prove it, back up.

And each hour, read what was decided on Démarches simplifiées, where the convention goes that way.

Every worker looks each minute; one of them claims the task in the database and does it. The hour is
that of the Département's offices, at night; a day that was missed is made up for at once.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.copies import folder
from app.department.copies.before_upgrade import forget_old
from app.department.copies.restoring import begin_again_unasked
from app.department.database.demarches import DemarcheRow
from app.department.database.retention import DailyTaskRow
from app.department.failures import CopyError
from app.department.records.journal import OPERATOR, Action, Actor, note
from app.department.retention import ledger
from app.department.retention.conservation import Issue, keep_terms
from app.department.web import Service

_LOG = logging.getLogger(__name__)
_HOUR: Final = 3  # on the wall: the offices are empty, summer time never skips it
_LOOK_S: Final = 60
_CLAIM: Final = timedelta(hours=2)  # whoever claimed it and died is replaced after that


class Tache(StrEnum):
    """What is done once a day, in this order: a backup comes after the erasures."""

    CONSERVATION = "conservation"
    SAUVEGARDE = "sauvegarde"


def run_due(service: Service) -> None:
    """Do the tasks whose hour has come, unless another process does."""
    for task, work in _WORK.items():
        if _claim(service, task):
            _finish(service, task, work(service))


class Clockwork:
    """The threads of one process that look each minute: one does, the other reads elsewhere."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._over = threading.Event()
        self._sizes: tuple[int, ...] = ()
        self._threads = tuple(
            threading.Thread(target=self._each_minute, args=(work,), name=name, daemon=True)
            for name, work in (("daily tasks", self.look), ("decisions elsewhere", self.read))
        )

    def start(self) -> None:
        """Begin to look."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End, after the piece of work at hand."""
        self._over.set()
        for thread in self._threads:
            thread.join(timeout=10)

    def _each_minute(self, work: Callable[[], None]) -> None:
        while not self._over.wait(_LOOK_S):
            work()

    def look(self) -> None:
        """Do what is to be done; a fault is told without its message, which may hold persons."""
        try:
            if not self._sizes and begin_again_unasked(self._service):
                _LOG.error("an older database was put back: what was erased since went again")
            run_due(self._service)
            forget_old(self._service.settings, self._service.clock.today())
            self._keep_ledger()
        except Exception as fault:  # noqa: BLE001 - the next look must come, whatever this was
            _LOG.error("daily task interrupted: %s", type(fault).__name__)

    def read(self) -> None:
        """Read what is decided elsewhere: it may wait minutes for another's answer, alone."""
        try:
            self._read_decisions()
        except Exception as fault:  # noqa: BLE001 - as above
            _LOG.error("reading interrupted: %s", type(fault).__name__)

    def _read_decisions(self) -> None:
        with self._service.database.reading() as session:
            wanted = session.scalar(select(DemarcheRow.number).limit(1)) is not None
        if wanted:
            from app.department.demarches.reading import (  # noqa: PLC0415 - few services want it
                read_due,
            )

            read_due(self._service, self._over)

    def _keep_ledger(self) -> None:
        with self._service.database.reading() as session:
            sizes = ledger.sizes(session)
        if sizes != self._sizes:
            keep_ledger(self._service)
            self._sizes = sizes


def _claim(service: Service, task: Tache) -> bool:
    if task is Tache.SAUVEGARDE and service.settings.backup_dir is None:
        return False
    now = service.clock.now()
    with service.database.reading() as session:  # mostly there is nothing to do: no lock for that
        if not _is_time(service, session.get(DailyTaskRow, task), now):
            return False
    with service.database.writing() as session:
        row = session.get(DailyTaskRow, task, with_for_update=True)
        if not _is_time(service, row, now):
            return False
        if row is None:
            row = DailyTaskRow(name=task, done_on=None, done_at=None, outcome="")
            session.add(row)
        row.claimed_at = now
    return True


def _is_time(service: Service, row: DailyTaskRow | None, now: datetime) -> bool:
    if row is None:
        return True
    today = service.clock.today()
    if row.claimed_at is not None and timedelta() <= now - row.claimed_at < _CLAIM:
        return False
    if row.done_on is None or row.done_on < today - timedelta(days=1):
        return True
    return row.done_on < today and now.astimezone(service.clock.zone()).hour >= _HOUR


def _finish(service: Service, task: Tache, outcome: str) -> None:
    with service.database.writing() as session:
        row = session.get_one(DailyTaskRow, task, with_for_update=True)
        row.claimed_at = None
        row.outcome = outcome
        if outcome not in Issue.doubtful():
            row.done_on, row.done_at = service.clock.today(), service.clock.now()
        else:  # asked about each day, not each minute
            row.done_on = service.clock.today()


def _conservation(service: Service) -> str:
    with service.database.reading() as session:
        row = session.get(DailyTaskRow, Tache.CONSERVATION)
        last = row.done_at if row else None
    return keep_terms(service, last)


def _sauvegarde(service: Service) -> str:
    into = service.settings.backup_dir
    if into is None:
        return Issue.FAITE
    try:
        file = folder.back_up(service, into)
    except CopyError:
        action, name, outcome = Action.SAUVEGARDE_MANQUEE, "", Issue.MANQUEE
    else:
        action, name, outcome = Action.SAUVEGARDE_FAITE, file.name, Issue.FAITE
    with service.database.writing() as session:
        note(session, at=service.clock.now(), actor=OPERATOR, action=action, on=name)
    return outcome


def date_in_doubt(session: Session) -> bool:
    """Tell whether nothing is erased before somebody confirms the server's date."""
    row = session.get(DailyTaskRow, Tache.CONSERVATION)
    return row is not None and row.outcome in Issue.doubtful()


def confirm_date(session: Session, service: Service, account_id: str) -> None:
    """Note that the server's date is right: the next look erases what is due."""
    row = session.get_one(DailyTaskRow, Tache.CONSERVATION, with_for_update=True)
    now = service.clock.now()
    row.done_on, row.done_at, row.outcome = None, now, Issue.A_REPRENDRE
    note(session, at=now, actor=Actor.account(account_id), action=Action.DATE_CONFIRMEE)


def keep_ledger(service: Service) -> None:
    """Write beside the database what must not come back with a backup."""
    with service.database.reading() as session:
        found = ledger.of_database(session)
    ledger.write(service.settings.data_dir, found, service.keys, service.clock.now())


_WORK: Final[dict[Tache, Callable[[Service], str]]] = {
    Tache.CONSERVATION: _conservation,
    Tache.SAUVEGARDE: _sauvegarde,
}
