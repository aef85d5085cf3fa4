"""The screens of the questionnaires filled in on paper."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.domain.identifiers import EntretienId
from app.ui.pages.saisie_papier.page import SaisiePage
from app.ui.shell.window import MainWindow
from app.usecases.interview import paper_sheets
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.screens import screen
from tests.ui.examples import typed
from tests.ui.papers import AGREED, PaperPaths, open_page, press
from tests.ui.screens_frame import workspace
from tests.ui.workplace import WallClock, make_workplace


@cache
def _folder() -> Path:
    made = tempfile.mkdtemp(prefix="passerelle-papier-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


def _fresh() -> Workplace:
    place = make_workplace(_folder() / f"coffre{len(list(_folder().iterdir()))}")
    atexit.register(place.close)
    return place


def _drawn(fill: Callable[[Workplace, SaisiePage], None]) -> Callable[[MainWindow], None]:
    def draw(window: MainWindow) -> None:
        place = _fresh()
        page = open_page(place, PaperPaths())
        workspace(window, QWidget()).open_task(page)
        QApplication.processEvents()
        fill(place, page)

    return draw


def _nothing(_place: Workplace, _page: SaisiePage) -> None:
    return


def _begun(_place: Workplace, page: SaisiePage) -> None:
    page.add_asked.emit()
    press(page, "a7\r\r\r1")


def _several(place: Workplace, page: SaisiePage) -> None:
    names = (("Maquette", "Monique"), ("Essaidi-Modèle", "Karim"), ("Fictif", "Jean-Pierre"))
    for number, (nom, prenom) in enumerate(names, 1):
        page.add_asked.emit()
        press(page, f"{number}\r\r\r" + AGREED)
        sheet = EntretienId(paper_sheets.sheets(place)[-1].id)
        persons.register(place, sheet, typed(nom, prenom))
        assert isinstance(place.clock, WallClock)
        place.clock.go_on(minutes=4)
    page.add_asked.emit()
    press(page, "4\r\r\r12")


def _typed(window: MainWindow) -> None:
    place = _fresh()
    first = open_page(place, PaperPaths())
    holder = workspace(window, QWidget())
    holder.open_task(first)
    QApplication.processEvents()
    _several(place, first)
    begun = paper_sheets.sheets(place)
    page = open_page(place, PaperPaths(), begun[1].id)
    holder.open_task(page)
    QApplication.processEvents()
    press(page, "216\r2" + "312" + "1\r" + "2\r" + "7")
    page.grid.moved.emit(11, 0)
    press(page, "4")
    page.grid.moved.emit(23, 1)
    press(page, "9")


screen("papier-vide", _drawn(_nothing))
screen("papier-debut", _drawn(_begun))
screen("papier-plusieurs", _typed)
