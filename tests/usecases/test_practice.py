"""Practice under each convention; cut anywhere it is not there, or whole."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.convention import Porte
from app.domain.vie_convention import Phase
from app.storage import mandats
from app.usecases.laptop import vie
from app.usecases.people import overview
from app.usecases.practice import preparing
from app.usecases.practice.places import leftovers, practice_folder, was_opened
from app.usecases.workplace import Resources, Surroundings
from tests.fast_vault import fast_vaults
from tests.paths import RESOURCES
from tests.ui.workplace import (
    CONFLENT,
    LOT_ET_GARONNE,
    NEUILLY,
    NORMANDIE,
    STRASBOURG,
    WallClock,
)

_CHILD = """
import os, signal, sys
from pathlib import Path
from app.usecases.practice import preparing
from app.usecases.workplace import Resources, Surroundings
from tests.fast_vault import fast_vaults
from tests.ui.workplace import WallClock

def tell(done, total):
    if done == int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)

with fast_vaults():
    around = Surroundings(resources=Resources(folder=Path(sys.argv[2])), clock=WallClock())
    preparing.prepare(Path(sys.argv[1]), sys.argv[3], around, tell=tell)
"""


def around() -> Surroundings:
    return Surroundings(resources=Resources(folder=RESOURCES), clock=WallClock())


@pytest.mark.long
@pytest.mark.parametrize(
    ("profile", "people", "drafts"),
    [
        (LOT_ET_GARONNE, 2, 0),  # three examples of its guide, one wants nothing
        (STRASBOURG, 4, 0),
        (NEUILLY, 4, 0),
        (CONFLENT, 0, 2),
        (NORMANDIE, 0, 0),  # keeps nobody (004)
    ],
)
def test_each_convention_is_practised_in_force_with_people_of_its_territory(
    profile: str, people: int, drafts: int, tmp_path: Path
) -> None:
    folder = practice_folder(tmp_path / "coffre")
    with fast_vaults():
        preparing.prepare(folder, profile, around())
        assert preparing.is_ready(folder, profile, RESOURCES)
        place = preparing.open_practice(folder, around())
    try:
        assert place.practice
        assert vie.etat(place).phase is Phase.EN_VIGUEUR
        listed = overview.listing(place) if Porte.DIAGNOSTIC in place.convention.portes else []
        assert len(listed) == people
        with place.database.reading() as session:
            assert len(mandats.all_here(session)) == drafts
    finally:
        place.close()


@pytest.mark.long
def test_a_preparation_that_is_killed_leaves_no_practice_and_the_next_one_begins_again(
    tmp_path: Path,
) -> None:
    data = tmp_path / "coffre"
    data.mkdir()
    (data / "vault.json").write_text("vrai")
    folder = practice_folder(data)
    for step in ("1", "3"):
        killed = subprocess.run(
            [sys.executable, "-c", _CHILD, str(folder), str(RESOURCES), LOT_ET_GARONNE, step],
            check=False,
        )
        assert killed.returncode == -signal.SIGKILL
        assert not was_opened(data)
        assert not preparing.is_ready(folder, LOT_ET_GARONNE, RESOURCES)
    with fast_vaults():
        preparing.prepare(folder, LOT_ET_GARONNE, around())
    assert preparing.is_ready(folder, LOT_ET_GARONNE, RESOURCES)
    assert [one.name for one in leftovers(folder) if one.exists()] == [folder.name]
    assert (data / "vault.json").read_text() == "vrai"


def test_a_preparation_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    folder = practice_folder(tmp_path / "coffre")
    with fast_vaults(), pytest.raises(StoppedError):
        preparing.prepare(folder, NORMANDIE, around(), tell=stop)
    assert not any(tmp_path.iterdir())
