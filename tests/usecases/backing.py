"""Sticks, laptops and restores for the tests of backups."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.identifiers import AgentId
from app.usecases.backup import restoring
from app.usecases.laptop import opening
from app.usecases.people import persons
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.fast_vault import fast_vaults
from tests.paths import RESOURCES
from tests.ui.workplace import PASSPHRASE, WallClock

NAME = "Tourterellier"


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "cle"
    made.mkdir()
    return made


@pytest.fixture
def new_laptop(tmp_path: Path) -> Path:
    return tmp_path / "autre-poste" / "donnees"


def opened(data: Path, agent: AgentId, clock: WallClock | None = None) -> Workplace:
    around = Surroundings(resources=Resources(folder=RESOURCES), clock=clock or WallClock())
    return opening.open_workplace(data, agent, PASSPHRASE, around)


def restore(data: Path, path: Path, agent: AgentId) -> restoring.Preview:
    data.mkdir(parents=True, exist_ok=True)
    clock = WallClock()
    found = restoring.examine(path, clock)
    preview = restoring.stage(data, found, agent, PASSPHRASE, clock)
    restoring.put_in_force(data, clock)
    return preview


def backups(stick: Path) -> list[Path]:
    return sorted(stick.glob("*.sauvegarde"))


def names(place: Workplace) -> list[str]:
    return [one.personne.nom for one in persons.find(place, NAME[:6])]
