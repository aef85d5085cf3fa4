"""A laptop for each journey, on a real window that no display shows."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

import app.ui  # noqa: F401  # pyright: ignore[reportUnusedImport] - before any other use of Qt
from app.bootstrap.clock import SystemClock
from demonstration.departement import Departement
from tests.journeys.laptop import Laptop
from tests.ui.workplace import CCAS, STRASBOURG

NewLaptop = Callable[..., Laptop]


@pytest.fixture(scope="module", autouse=True)
def no_window_of_others(qapp: QApplication) -> None:
    """Hide what tests of screens left in this process: a hand reads and types in what is shown."""
    for window in qapp.topLevelWidgets():
        window.hide()


@pytest.fixture
def new_laptop(qapp: QApplication, tmp_path: Path) -> NewLaptop:
    """Make laptops (`new_laptop(LOT_ET_GARONNE)`)."""
    assert qapp.platformName() == "offscreen"
    made: list[Laptop] = []

    def make(profile: str = STRASBOURG) -> Laptop:
        made.append(Laptop(tmp_path / f"poste{len(made)}", profile))
        return made[-1]

    return make


@pytest.fixture
def laptop(new_laptop: NewLaptop) -> Laptop:
    """Make the laptop of a complete day (Strasbourg)."""
    return new_laptop()


@dataclass(frozen=True)
class Prepared:
    """A service that knows a structure and has not begun; `code` activates one laptop."""

    folder: Path
    profile: str
    code: str


@pytest.fixture(scope="session")
def strasbourg(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Prepare a service once, to copy: its commands take seconds."""
    return prepared(tmp_path_factory.mktemp("prepare") / "departement", STRASBOURG)


def prepared(folder: Path, profile: str) -> Prepared:
    """Prepare a service as its operator would."""
    with Departement(folder, profile) as service:
        return Prepared(folder, profile, service.prepare(CCAS.name, CCAS.code))


@pytest.fixture
def given(strasbourg: Prepared) -> Prepared:
    """Return what the service of `departement` begins with; a module may give another."""
    return strasbourg


@pytest.fixture
def departement(tmp_path: Path, given: Prepared) -> Iterator[Departement]:
    """Start the Département's real service in a process of its own."""
    folder = tmp_path / "departement"
    shutil.copytree(given.folder, folder)
    with Departement(folder, given.profile) as service:
        service.start()
        yield service


@pytest.fixture
def known_laptop(
    qapp: QApplication, tmp_path: Path, departement: Departement, given: Prepared
) -> Laptop:
    """Make a laptop that the real service knows; both have the machine's clock."""
    assert qapp.platformName() == "offscreen"
    laptop = Laptop(tmp_path / "poste", given.profile, SystemClock())
    laptop.activate(departement.url, given.code)
    return laptop
