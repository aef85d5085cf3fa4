"""A laptop for each journey, on a real window that no display shows."""

import os
from collections.abc import Callable, Iterator
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


@pytest.fixture
def departement(tmp_path: Path) -> Iterator[Departement]:
    """Start the Département's real service in a process of its own."""
    with Departement(tmp_path / "departement", STRASBOURG) as service:
        yield service


@pytest.fixture
def known_laptop(qapp: QApplication, tmp_path: Path, departement: Departement) -> Laptop:
    """Make a laptop that the real service knows; both have the machine's clock."""
    assert qapp.platformName() == "offscreen"
    laptop = Laptop(tmp_path / "poste", departement.profile, SystemClock())
    code = departement.prepare(CCAS.name, CCAS.code)
    departement.start()
    laptop.activate(departement.url, code)
    return laptop
