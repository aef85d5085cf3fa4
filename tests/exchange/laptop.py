"""A worker's laptop: real use cases on a real encrypted file, killed and restored at will.

Interviews up to the decision are made once, in a model that every schedule copies; prescribing is
then the last use case alone. Killing copies the files as they lie at that instant, whatever the
process would still have done, and opens the copy.
"""

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import event

from app.domain.entretien import Canal, Choix
from app.domain.identifiers import EntretienId, PrescriptionId
from app.domain.personne import Personne
from app.domain.prescription import Decision, Prescription, Suivi
from app.storage import appareil, entretiens, outbox, parametres, prescriptions, registre
from app.storage.database import Database
from app.storage.outbox import Envoi
from app.storage.sauvegarde.replaying import replay
from app.usecases.backup.saving_noted import RESTORED_HERE
from app.usecases.interview import deciding, receiving
from app.usecases.people import persons
from app.usecases.workplace import Safe, Workplace
from tests.exchange.folders import copied, in_memory, replaced
from tests.ui.examples import came_to_the_decision
from tests.ui.workplace import WallClock, make_workplace
from tests.usecases.test_day import consent, typed

READY: Final = 6
"""How many interviews of the model have come to the decision."""


@dataclass(frozen=True)
class Model:
    """A laptop before the first day, closed; `place` opens its copies."""

    folder: Path
    place: Workplace
    ready: tuple[EntretienId, ...]


@cache
def model() -> Model:
    """Install a laptop and receive persons, once a process."""
    folder = in_memory() / "coffre"
    place = make_workplace(folder)
    ready = tuple(_received(place, f"Modèle{number}") for number in range(READY))
    place.database.close()
    return Model(folder, place, ready)


def _received(place: Workplace, nom: str) -> EntretienId:
    """Receive somebody up to the decision; what is answered changes nothing of the exchange."""
    entretien = receiving.receive(place, Canal.SUR_PLACE)
    receiving.record_consent(place, entretien.id, consent(place))
    persons.register(place, entretien.id, typed(nom))
    came_to_the_decision(place, entretien.id)
    return entretien.id


@dataclass(frozen=True)
class Seen:
    """Where a prescription stands for the worker; nothing once it is erased."""

    suivi: Suivi | None
    decision: Decision | None
    queued: tuple[Envoi, ...]

    @property
    def verdict(self) -> tuple[str, str, str] | None:
        """Return which way, with which motive and on which day it was decided."""
        made = self.decision
        if made is None:
            return None
        return (made.sens.value, made.motif, made.decided_on.isoformat())


@cache
def _database() -> Database:
    """Return the one database of the process: what its engines compiled serves every schedule."""
    made = model().place
    path = in_memory() / made.vault.database_path.name
    return Database(path, made.vault.database_key(), made.clock.today)


class Laptop:
    """One laptop through a schedule: its files change when it is killed, started or restored."""

    def __init__(self, folder: Path, files: Path | None = None) -> None:
        self.folder = folder
        self.clock = WallClock()
        self._photographs = 0
        database = _database()
        database._today = self.clock.today
        made = model().place
        safe = Safe(made.vault, database)
        self.place = replace(made, safe=safe, clock=self.clock, admitted=set())
        self.start_on(files or model().folder)

    @property
    def data(self) -> Path:
        """Return the folder in force."""
        return self.place.database.path.parent

    def photograph(self) -> Path:
        """Copy the files as they lie now: what a kill leaves, or what a backup holds."""
        self._photographs += 1
        return copied(self.data, self.folder / f"poste{self._photographs}")

    def start_on(self, files: Path) -> None:
        """Start the program on a copy of these files; the process before it is gone."""
        self.close()
        replaced(files, self.data)
        self.place.admitted.clear()

    def kill(self) -> None:
        """Kill the program where it is, and start it again."""
        self.start_on(self.photograph())

    def restore(self, backup: Path, *, ledger: bool) -> None:
        """Put an older state back, as `usecases.backup.restoring` does once its file is open.

        `ledger`: what was erased since lies on this laptop, or on the stick; else it does not.
        """
        with self.place.database.reading() as session:
            marks = registre.marks(session) if ledger else {}
        self.start_on(backup)
        with self.place.database.writing() as session:
            appareil.forget(session)
            parametres.keep(session, RESTORED_HERE, value=True)
        replay(self.place.database, marks, self.clock.today())

    @contextmanager
    def before_commit(self, act: Callable[[], None]) -> Generator[None]:
        """Call `act` before each commit of the program."""
        engine = self.place.database.engine

        def listen(_: object) -> None:
            act()

        event.listen(engine, "commit", listen)
        try:
            yield
        finally:
            event.remove(engine, "commit", listen)

    # -- what a worker does --------------------------------------------------------------------

    def receive(self, nom: str) -> EntretienId:
        """Receive one more person."""
        return _received(self.place, nom)

    def prescribe(self, entretien_id: EntretienId) -> Prescription:
        """Decide at the end of an interview that is here."""
        choix = Choix(service="assistance", carnets=1, advised="assistance")
        made = deciding.decide(self.place, entretien_id, choix).prescription
        assert made is not None
        return made

    def undecided(self) -> list[EntretienId]:
        """Return the interviews that wait for their decision."""
        with self.place.database.reading() as session:
            return [
                one.id
                for one in entretiens.unfinished(session, self.place.agent.id)
                if one.choix is None
            ]

    # -- what the window would show ------------------------------------------------------------

    def seen(self, items: Iterable[str]) -> Mapping[str, Seen]:
        """Return what is shown of many prescriptions, in one look."""
        with self.place.database.reading() as session:
            found: dict[str, Seen] = {}
            for item in items:
                known = prescriptions.load(session, PrescriptionId(item))
                found[item] = Seen(
                    suivi=known.suivi if known else None,
                    decision=known.decision if known else None,
                    queued=tuple(outbox.of_item(session, item)),
                )
        return found

    def shown(self, item: str) -> Suivi | None:
        """Return where a prescription stands for the worker, None once it is erased."""
        with self.place.database.reading() as session:
            known = prescriptions.load(session, PrescriptionId(item))
        return None if known is None else known.suivi

    def person_of(self, item: str) -> Personne:
        """Return the person of a prescription."""
        with self.place.database.reading() as session:
            known = prescriptions.load(session, PrescriptionId(item))
        assert known is not None
        return known.personne

    def queued(self, item: str) -> list[Envoi]:
        """Return what the outbox holds of an item."""
        with self.place.database.reading() as session:
            return list(outbox.of_item(session, item))

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        self.place.database._reader.dispose()
        self.place.database._writer.dispose()
