"""The Département's service of a schedule: the real application over its own database file.

One application a process; each schedule puts its own database behind it, copied from a model.
"""

import asyncio
import dataclasses
import secrets
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from app.department.database.actors import AccountRow, DeviceRow, FeedRow, ServiceRow
from app.department.database.prescriptions import (
    ConflictRow,
    DecisionRow,
    Etat,
    PrescriptionRow,
    RevisionRow,
)
from app.department.records import conflicts, decisions, devices
from app.department.records.decisions import Moment, Verdict
from app.department.records.devices import RevocationReason
from app.department.records.journal import OPERATOR
from app.domain.prescription import Sens
from tests.department.support import Departement, HandClock
from tests.exchange.folders import copied, in_memory, replaced
from tests.exchange.laptop import model
from tests.ui.workplace import CCAS


@dataclass(frozen=True)
class Kept:
    """What the service holds of one prescription, as its tables say it."""

    revision: int
    etat: str
    nom: str
    service: str
    decisions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Example:
    """The application on a database of its own, and the files of its first day."""

    first: Path
    departement: Departement
    loop: asyncio.AbstractEventLoop

    @property
    def folder(self) -> Path:
        """Return the folder in force."""
        return self.departement.service.settings.data_dir


@cache
def example() -> Example:
    """Make the application and its first database, once a process."""
    made = Departement.make(in_memory() / "service")
    service = made.service
    service.database.close()
    settings = dataclasses.replace(
        service.settings, fields_sent=model().place.convention.fields_sent
    )
    made.app.state.service = dataclasses.replace(service, settings=settings)
    first = copied(settings.data_dir, in_memory() / "premier-jour")
    return Example(first, made, asyncio.new_event_loop())


class Desk:
    """The Département through a schedule: its service, its agent and whoever keeps the machine."""

    def __init__(self, folder: Path, files: Path | None = None) -> None:
        self.folder = folder
        self._photographs = 0
        self.clock = HandClock(model().place.clock.now())
        self.made = example().departement
        self.made.clock = self.clock
        service = dataclasses.replace(self.made.service, clock=self.clock)
        self.made.app.state.service = service
        self.database = service.database
        self.start_on(files or example().first)

    # -- the machine ---------------------------------------------------------------------------

    def photograph(self) -> Path:
        """Copy the files as they lie now."""
        self._photographs += 1
        return copied(example().folder, self.folder / f"service{self._photographs}")

    def start_on(self, files: Path) -> None:
        """Start the service on a copy of these files; the process before it is gone."""
        self.database.close()
        replaced(files, example().folder)

    def restart(self) -> None:
        """Kill the service and start it again."""
        self.start_on(self.photograph())

    def roll_back(self, backup: Path) -> None:
        """Put an older database back and run the command `restored`."""
        self.start_on(backup)
        with self.database.writing() as session:  # as commands.restored
            session.get_one(ServiceRow, 1).epoch = secrets.token_hex(8)

    @contextmanager
    def before_commit(self, act: Callable[[], None]) -> Generator[None]:
        """Call `act` before each commit of the service."""
        engine = self.database.engine

        def listen(_: object) -> None:
            act()

        event.listen(engine, "commit", listen)
        try:
            yield
        finally:
            event.remove(engine, "commit", listen)

    def go_on(self, **duration: float) -> None:
        """Let time pass here."""
        self.clock.advance(timedelta(**duration))

    # -- the agent -----------------------------------------------------------------------------

    def code(self) -> str:
        """Return a new activation code."""
        return self.made.code(CCAS.code).text()

    def decide(self, item: str, sens: Sens, motif: str) -> bool:
        """Decide, or correct the decision; tell whether the console would have let it be."""
        with self.database.writing() as session:
            row = session.get(PrescriptionRow, item)
            if row is None or row.etat == Etat.RETIREE:
                return False
            verdict = Verdict(
                sens=sens,
                motif=motif,
                message="",
                seen_revision=row.revision,
                seen_number=decisions.last_number(session, item),
            )
            decisions.decide(
                session,
                prescription_id=item,
                verdict=verdict,
                account_id=session.scalars(select(AccountRow.id)).one(),
                moment=Moment(now=self.clock.now(), today=self.clock.today()),
            )
        return True

    def revoke(self) -> None:
        """Withdraw every device in use."""
        now = self.clock.now()
        with self.database.writing() as session:
            used = select(DeviceRow.id).where(DeviceRow.revoked_at.is_(None))
            for id_ in session.scalars(used).all():
                devices.revoke(
                    session, device_id=id_, reason=RevocationReason.RENDU, actor=OPERATOR, now=now
                )

    def open_conflicts(self) -> int:
        """Return how many conflicts wait for somebody."""
        with self.database.reading() as session:
            return conflicts.count_open(session)

    # -- what the oracle reads -----------------------------------------------------------------

    def kept(self) -> Mapping[str, Kept]:
        """Return everything that the service holds, by item."""
        with self.database.reading() as session:
            told: dict[str, list[tuple[str, str, str]]] = {}
            query = select(DecisionRow, FeedRow.sequence).join(
                FeedRow,
                (FeedRow.prescription_id == DecisionRow.prescription_id)
                & (FeedRow.number == DecisionRow.number),
            )
            for row, _ in session.execute(query.order_by(FeedRow.sequence)):
                told.setdefault(row.prescription_id, []).append(
                    (row.sens, row.motif, row.decided_on.isoformat())
                )
            return {
                row.id: Kept(
                    revision=row.revision,
                    etat=row.etat,
                    nom=_nom(row.payload),
                    service=str(row.payload.get("service", "")),
                    decisions=tuple(told.get(row.id, ())),
                )
                for row in session.scalars(select(PrescriptionRow))
            }

    def revisions(self) -> frozenset[tuple[str, int]]:
        """Return every revision that was accepted."""
        with self.database.reading() as session:
            rows = session.execute(select(RevisionRow.prescription_id, RevisionRow.revision))
            return frozenset((item, revision) for item, revision in rows)

    def names(self) -> Mapping[str, frozenset[str]]:
        """Return the names of persons that stand anywhere in the service, by item."""
        found: dict[str, set[str]] = {}
        with self.database.reading() as session:
            for row in session.scalars(select(PrescriptionRow)):
                found.setdefault(row.id, set()).add(_nom(row.payload))
            for other in session.scalars(select(ConflictRow)):
                found.setdefault(other.prescription_id, set()).add(_nom(other.payload))
        return {item: frozenset(names - {""}) for item, names in found.items()}

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def _nom(payload: Mapping[str, Any]) -> str:
    return str(payload.get("personne", {}).get("nom", ""))
