"""The screens of erasure: the end of a record, and the tab « Effacements »."""

import atexit
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.identifiers import PersonneId
from app.ui.pages.personnes import open_dossier
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.usecases import persons
from app.usecases.workplace import Workplace
from tests.screens import screen, settle
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.workplace import WallClock, make_workplace
from tests.usecases.test_day import follow, interview

RUNNER = InlineRunner()


@cache
def place() -> Workplace:
    """Return a laptop whose first record is near its term."""
    clock = WallClock()
    opened = make_workplace(
        Path(tempfile.mkdtemp(prefix="passerelle-ecrans-")) / "coffre", clock=clock
    )
    atexit.register(opened.close)
    for person, nom in (("X01", "Maquette"), ("X11", "Esquisse"), ("X14", "Croquis")):
        follow(opened, interview(opened, person, nom=nom))
    clock.at = clock.at.replace(year=2030, month=9, day=1)
    return opened


def person(nom: str) -> PersonneId:
    """Return who bears this name."""
    return persons.find(place(), nom)[0].personne.id


def _record(window: MainWindow, *, asking: bool = False) -> QWidget | None:
    page = open_dossier(place(), RUNNER, Paths(), person("Maquette"))
    workspace(window, QWidget()).open_task(page)
    settle()
    card = page.conservation
    if asking:
        card.hold.click()
        card.keep.click()
    settle()
    page.keep_in_sight(card)
    settle()
    return None


def _question(window: MainWindow) -> QWidget | None:
    page = open_dossier(place(), RUNNER, Paths(), person("Maquette"))
    workspace(window, QWidget()).open_task(page)
    settle()
    page.conservation.erase.click()
    settle()
    return window.findChild(ConfirmDialog)


screen("dossier-fin", _record)
screen("dossier-fin-conserver", lambda w: _record(w, asking=True))
screen("dossier-fin-effacer", _question)
