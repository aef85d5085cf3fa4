"""A laptop in a folder of the test: its vault, its home, its temporary files, and its window."""

import atexit
import json
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.bootstrap.network import ServiceConnector
from app.bootstrap.options import Options
from app.bootstrap.program import Program
from app.conventions.communes import Communes, load_communes
from app.domain.clock import Clock
from app.domain.convention import Convention
from app.domain.identifiers import AgentId, EntretienId
from app.domain.prescription import Prescription
from app.questionnaire.guide.model import Guide
from app.storage import acces, diagnostics
from app.storage.acces import MotifAcces
from app.usecases.exchange import activating
from app.usecases.interview import interviewing, receiving
from app.usecases.laptop import opening
from app.usecases.laptop.installing import NewAgent, NewVault, install
from app.usecases.people import overview
from app.usecases.workplace import Resources, Surroundings, Workplace
from demonstration.hand import LOOK_EVERY_MS
from tests.fast_vault import fast_vaults
from tests.in_force import IN_FORCE
from tests.journeys.witness import Witness
from tests.paths import RESOURCES
from tests.ui.workplace import CCAS, PASSPHRASE, ROLES, STRASBOURG, WallClock

_PATIENCE_S = 20
_THE_DAY_BEFORE = timedelta(days=1)  # a laptop that slept for years would ask about its date


@cache
def _installed(profile: str, day: date) -> tuple[Path, AgentId, Convention, Guide]:
    """Install once a process and a day (compiling takes a second); tests copy the folder."""
    root = Path(tempfile.mkdtemp(prefix="passerelle-essai-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    folder = root / "coffre"
    clock = WallClock(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    new = NewVault(
        profile=profile,
        structure=CCAS,
        first=NewAgent(
            prenom="Camille",
            nom="Martin",
            fonction="conseillère numérique",
            roles=ROLES.get(profile, frozenset()),
        ),
        passphrase=PASSPHRASE,
        vie=IN_FORCE.get(profile, ()),
    )
    with fast_vaults():
        agent = install(folder, new, clock).agent.id
        surroundings = Surroundings(resources=Resources(folder=RESOURCES), clock=clock)
        place = opening.open_workplace(folder, agent, PASSPHRASE, surroundings)
        place.close()
    return folder, agent, place.convention, place.questionnaire.guide


@cache
def _communes(file: Path) -> Communes:
    return load_communes(file)


class Laptop:
    """A vault of `profile` below `root`, opened with a window as often as the test likes.

    `data`, `home` and `temporary` are all that the program may write to.
    """

    def __init__(self, root: Path, profile: str = STRASBOURG, clock: Clock | None = None) -> None:
        self.data, self.home = root / "donnees", root / "maison"
        self.temporary = root / "temporaire"
        self.clock: Clock = clock or WallClock()
        day = self.clock.today() - _THE_DAY_BEFORE
        made, self.agent, self.convention, self.guide = _installed(profile, day)
        shutil.copytree(made, self.data)
        for folder in (self.home, self.temporary):
            folder.mkdir()

    @property
    def folders(self) -> tuple[Path, Path, Path]:
        """Return every folder that the program may write to."""
        return self.data, self.home, self.temporary

    def environment(self) -> dict[str, str]:
        """Return where a process must look for its home and its temporary folder."""
        return {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "QT_QPA_PLATFORM": "offscreen",
        }

    @contextmanager
    def surroundings(self) -> Generator[None]:
        """Point this very process to the laptop's home and temporary folder, with quick vaults."""
        with (
            patch.dict("os.environ", self.environment()),
            patch.object(tempfile, "tempdir", None),
            patch.object(opening, "load_communes", _communes),
            fast_vaults(),
        ):
            yield

    @contextmanager
    def window(self, *, resources: Path | None = None) -> Generator["Screen"]:
        """Start the program; its window is closed at the end, whatever happened."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        with self.surroundings():
            options = Options(data_dir=self.data, resources=resources)
            program = Program(application, options, self.clock)
            try:
                program.start()
                yield Screen(program)
            finally:
                close(program)
                program.window.deleteLater()
                QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @contextmanager
    def opened(self) -> Generator[Workplace]:
        """Open the vault without a window, to see what is kept."""
        with self.surroundings():
            around = Surroundings(resources=Resources(folder=RESOURCES), clock=self.clock)
            place = opening.open_workplace(self.data, self.agent, PASSPHRASE, around)
            try:
                yield place
            finally:
                place.close()

    def activate(self, address: str, code: str) -> None:
        """Make this laptop known to a Département, as Réglages does."""
        with self.opened() as place:
            activating.activate(place, address, code, ServiceConnector(self.clock))


def close(program: Program) -> None:
    """Close the window and wait for the last backup, as somebody does who is in no hurry."""
    program.window.close()
    wait_for_end(program)


def wait_for_end(program: Program) -> None:
    """Let the program work until it has ended."""
    until = monotonic() + _PATIENCE_S
    while not program.closed:
        assert monotonic() < until, "the program did not end"
        pause = QEventLoop()
        QTimer.singleShot(LOOK_EVERY_MS, pause.quit)
        pause.exec()


class Screen:
    """A program on its window, and the hands at its keyboard."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.hand = Witness(program.window)

    @property
    def workplace(self) -> Workplace:
        """Return the open workplace behind the window."""
        assert self.program.session is not None
        return self.program.session.workplace

    def until_kept(self) -> None:
        """Wait until all that was asked of the database so far is done."""
        done: list[None] = []
        self.program.database_runner.run(
            lambda: None, on_success=done.append, on_failure=lambda _: None
        )
        self.hand.until(lambda: bool(done), "the database at rest")

    def kept_diagnosis(self, entretien_id: EntretienId) -> dict[str, Any]:
        """Return the diagnosis as the interview kept it."""
        with self.workplace.database.reading() as session:
            kept = diagnostics.load(session, entretien_id)
        assert kept is not None
        found: dict[str, Any] = json.loads(kept.content)
        return found

    def prescriptions(self) -> list[Prescription]:
        """Return the prescriptions of the agent at work."""
        return [known.prescription for known in overview.listing(self.workplace)]

    def only_prescription(self) -> Prescription:
        """Return the one prescription there is."""
        (found,) = self.prescriptions()
        return found

    def interview_on_screen(self) -> EntretienId:
        """Return the one interview that is neither finished nor on hold."""
        waiting = receiving.unfinished(self.workplace)
        (found,) = [one.id for one in waiting if not one.on_hold]
        return found

    def answers(self, entretien_id: EntretienId) -> dict[str, str]:
        """Return the answers kept so far, by the name of the question."""
        kept = interviewing.take(self.workplace, entretien_id).answers
        return {path.rpartition("/")[2]: value for path, value in kept.items()}

    def reasons_of_openings(self) -> list[MotifAcces]:
        """Return why records of colleagues were opened."""
        with self.workplace.database.reading() as session:
            return [entry.motif for entry in acces.latest(session)]
