"""The screens of erasure: the end of a record, and the tab « Effacements »."""

import atexit
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.bootstrap.dates import date_question
from app.domain.habilitation import Role
from app.domain.identifiers import PersonneId
from app.ui.pages.personnes import open_dossier
from app.ui.pages.reglages.effacements.wiring import add_effacements
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.shell.date_dialog import DateDialog
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.ui.theme.current import current_appearance
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.usecases.destruction import erasing, erasing_proof
from app.usecases.laptop import habilitations
from app.usecases.laptop.dating import Doubt
from app.usecases.people import persons
from app.usecases.records import MotifConservation
from app.usecases.workplace import Workplace
from tests.screens import screen, settle
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.screens_reglages import STATE
from tests.ui.workplace import WallClock, add_colleague, as_agent, make_workplace
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
    for person, nom in (("X01", "Maquette"), ("X11", "Esquisse"), ("X01", "Croquis")):
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
    card.erase.setFocus(Qt.FocusReason.TabFocusReason)
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


def _tab(window: MainWindow, *, empty: bool = False) -> QWidget | None:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(STATE)
    add_effacements(page, RUNNER, _new() if empty else _destroyed(), Paths())
    if not empty:
        made = erasing_proof.certificate(place(), erasing.done(place())[-1].numero)
        file = Path(tempfile.mkdtemp(prefix="passerelle-ecrans-")) / made.file_name
        file.write_bytes(made.content)
        page.effacements.file_chosen.emit(file)
    page.tabs.show_part(page.effacements)
    workspace(window, page).go_to("reglages")
    settle()
    return None


def _closed(window: MainWindow) -> QWidget | None:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(STATE)
    add_effacements(page, RUNNER, _operateur(), Paths())
    page.tabs.show_part(page.effacements)
    workspace(window, page).go_to("reglages")
    settle()
    return None


def _rules(window: MainWindow) -> QWidget | None:
    _tab(window, empty=True)
    settle()
    for button in window.findChildren(QAbstractButton, "retentionRules"):
        button.click()
        button.setFocus(Qt.FocusReason.TabFocusReason)
    return None


@cache
def _new() -> Workplace:
    opened = make_workplace(Path(tempfile.mkdtemp(prefix="passerelle-ecrans-")) / "coffre")
    atexit.register(opened.close)
    return opened


@cache
def _operateur() -> Workplace:
    """Return the laptop with somebody at work who may not look people up."""
    colleague = add_colleague(place())
    habilitations.assign(place(), colleague.id, {Role.OPERATEUR})
    return as_agent(place(), colleague)


@cache
def _destroyed() -> Workplace:
    """Return the laptop once one person was erased and another is held."""
    erasing.erase(place(), person("Esquisse"))
    until = date(2031, 3, 1)
    erasing.keep_longer(place(), person("Croquis"), MotifConservation.LITIGE, until)
    return place()


screen("dossier-fin", _record)
screen("dossier-fin-conserver", lambda w: _record(w, asking=True))
screen("dossier-fin-effacer", _question)
screen("reglages-6-effacements", _tab)
screen("reglages-6-effacements-rien", lambda w: _tab(w, empty=True))
screen("reglages-6-effacements-sans-dossiers", _closed)
screen("reglages-6-effacements-regles", _rules)


def _date(window: MainWindow, doubt: Doubt) -> QWidget | None:
    workspace(window, QWidget())
    dialog = DateDialog(date_question(doubt), window)
    dialog.open()
    settle()
    return dialog


_AHEAD = Doubt(today=date(2035, 11, 22), last=date(2026, 11, 22), records=12, traces=2310)
_BACK = Doubt(
    today=date(2026, 11, 22),
    last=date(2031, 3, 1),
    back=True,
    heard=date(2026, 11, 20),
    may_ask=True,
)
_BACK_NO_REFERENT = Doubt(
    today=date(2026, 11, 22), last=date(2031, 3, 1), back=True, may_confirm=False, may_ask=True
)
screen("ouverture-date-incertaine", lambda w: _date(w, _AHEAD))
screen("ouverture-date-reculee", lambda w: _date(w, _BACK))
screen("ouverture-date-reculee-collegue", lambda w: _date(w, _BACK_NO_REFERENT))
