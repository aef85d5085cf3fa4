"""Real workplaces for the pages: a vault, a SQLCipher database, a convention, its questionnaire.

The first workplace of a profile is installed once a process (compiling the workbook takes a
second) and copied for each test, so tests share nothing.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.conventions.communes import load_communes
from app.domain.agent import Agent, Structure
from app.domain.habilitation import Role
from app.domain.identifiers import AgentId
from app.usecases.laptop import colleagues, opening
from app.usecases.laptop.installing import NewAgent, NewVault, install
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.fast_vault import fast_vaults
from tests.in_force import IN_FORCE
from tests.paths import RESOURCES

STRASBOURG = "eurometropole-strasbourg"
LOT_ET_GARONNE = "lot-et-garonne"
CONFLENT = "conflent-canigo"
NEUILLY = "neuilly-plaisance"
NORMANDIE = "epn-normandie"
ROLES = {  # of the first agent, where not a prescripteur
    CONFLENT: frozenset({Role.CONSEILLER}),
    NORMANDIE: frozenset({Role.ANIMATEUR}),
}
PASSPHRASE = "tilleul orange bateau lundi fenêtre"  # noqa: S105 - of vaults made for a test
CCAS = Structure(
    code="CCASILL",
    name="CCAS d’Illustration",
    adresse=("CCAS d’Illustration", "1 place de l’Exemple", "67400 ILLKIRCH GRAFFENSTADEN"),
    telephone="03 00 00 00 00",
)


@dataclass(slots=True)
class WallClock:
    """A clock that stands still until a test moves it; 22 November 2026, 10 h 12 in Paris."""

    at: datetime = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the instant of the test."""
        return self.at

    def today(self) -> date:
        """Return the day of the test."""
        return self.at.astimezone(self.zone()).date()

    def zone(self) -> tzinfo:
        """Return the time zone of the test."""
        return ZoneInfo("Europe/Paris")

    def go_on(self, **duration: float) -> None:
        """Let time pass: `go_on(minutes=5)`."""
        self.at += timedelta(**duration)


@dataclass(frozen=True, slots=True)
class Installed:
    """A vault that stands in `folder` and whom it belongs to."""

    folder: Path
    agent: AgentId


@cache
def _installed(profile: str) -> Installed:
    made = tempfile.mkdtemp(prefix="passerelle-essai-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    folder = Path(made) / "coffre"
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
        agent = install(folder, new, WallClock()).agent.id
        _open(folder, agent, WallClock()).close()
    return Installed(folder, agent)


def _open(folder: Path, agent: AgentId, clock: WallClock) -> Workplace:
    surroundings = Surroundings(resources=Resources(folder=RESOURCES), clock=clock)
    return opening.open_workplace(folder, agent, PASSPHRASE, surroundings)


@cache
def _communes() -> object:
    return load_communes(RESOURCES / "territory" / "communes.csv.xz")


def copied_vault(folder: Path, profile: str = STRASBOURG) -> Installed:
    """Return a vault of `profile` that stands in `folder`, locked."""
    made = _installed(profile)
    shutil.copytree(made.folder, folder)
    return Installed(folder, made.agent)


def make_workplace(
    folder: Path, profile: str = STRASBOURG, clock: WallClock | None = None
) -> Workplace:
    """Open a new workplace of `profile` whose vault stands in `folder`; close it afterwards."""
    made = _installed(profile)
    shutil.copytree(made.folder, folder)
    with fast_vaults(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "load_communes", lambda _file: _communes())
        return _open(folder, made.agent, clock or WallClock())


def add_colleague(workplace: Workplace, prenom: str = "Dominique", nom: str = "Petit") -> Agent:
    """Add a colleague to the laptop."""
    with fast_vaults():
        new = NewAgent(prenom=prenom, nom=nom, fonction="travailleur social")
        return colleagues.add(workplace, new, PASSPHRASE)


def as_agent(workplace: Workplace, agent: Agent) -> Workplace:
    """Return the same workplace with another agent at work."""
    return replace(workplace, agent=agent)


MakeWorkplace = Callable[..., Workplace]


@pytest.fixture
def new_workplace(tmp_path: Path) -> Iterator[MakeWorkplace]:
    """Open workplaces (`new_workplace(LOT_ET_GARONNE)`) that are closed after the test."""
    opened: list[Workplace] = []

    def make(profile: str = STRASBOURG, clock: WallClock | None = None) -> Workplace:
        made = make_workplace(tmp_path / f"coffre{len(opened)}", profile, clock)
        opened.append(made)
        return made

    yield make
    for workplace in opened:
        workplace.close()


@pytest.fixture
def workplace(new_workplace: MakeWorkplace) -> Workplace:
    """Open the workplace of a complete day (Strasbourg)."""
    return new_workplace()
