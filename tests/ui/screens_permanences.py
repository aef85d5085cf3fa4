"""Permanences and deadlines of Conflent Canigó and an EPN."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.horaires import Nature, Periode, read_day, semaine
from app.domain.lieu import Lieu
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.pages.echeances import open_echeances
from app.ui.pages.permanences import open_permanences, open_place
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.echeances import calendrier
from app.usecases.permanences import lieux, tenues
from app.usecases.workplace import Workplace
from tests.screens import screen, settle
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.workplace import CONFLENT, LOT_ET_GARONNE, WallClock, make_workplace

VINCA, PRADES = "convention/Médiathèque de Vinça", "convention/Médiathèque de Prades"


@cache
def place() -> Workplace:
    """Return a laptop of Conflent Canigó on a Tuesday, two of its places completed."""
    made = make_workplace(Path(tempfile.mkdtemp()) / "coffre", CONFLENT, WallClock())
    board = lieux.load(made)
    known = {one.lieu.id: one.lieu for one in board.lieux}
    _complete(
        made, known[VINCA], {0: "9 h – 12 h, 14 h – 17 h semaines paires"}, pmr=1, salle=4, bureau=1
    )
    _complete(made, known[PRADES], {6: "9 h – 12 h, 14 h – 17 h", 3: "9h-12h, 13h30-17h"}, pmr=1)
    lieux.add_periode(
        made,
        Periode(
            id="", lieu_id="", nature=Nature.FERMETURE, du=date(2026, 12, 24),
            au=date(2027, 1, 3), motif="fêtes",
        ),
    )  # fmt: skip
    tenues.ouvrir(made, PRADES)
    return made


def _complete(made: Workplace, lieu: Lieu, days: dict[int, str], **said: int) -> None:

    plages = [one for jour, text in days.items() for one in read_day(jour, text)]
    lieux.keep(made, replace(lieu, semaine=semaine(plages), constats=said))


def _board(window: MainWindow) -> None:
    page = open_permanences(place(), InlineRunner(), Paths(), lambda _: None)
    workspace(window, page)
    settle()


def _place(window: MainWindow, lieu_id: str) -> None:
    page = open_place(place(), InlineRunner(), Paths(), lieu_id)
    workspace(window, QWidget()).open_task(page)
    settle()


def _form(window: MainWindow, name: str) -> QWidget | None:
    page = open_permanences(place(), InlineRunner(), Paths(), lambda _: None)
    workspace(window, page)
    settle()
    getattr(page, name).emit()
    settle()
    return next(one for one in window.findChildren(QWidget) if one.objectName().endswith("Form"))


def _today(window: MainWindow) -> None:
    page = open_aujourdhui(place(), InlineRunner(), Paths())
    workspace(window, page, mandates=True)
    settle()


def _late(window: MainWindow) -> None:
    """Show the calendar of Lot-et-Garonne a year after the laptop came."""
    clock = WallClock(at=datetime(2027, 3, 1, 9, tzinfo=UTC))
    there = replace(
        make_workplace(Path(tempfile.mkdtemp()) / "coffre", LOT_ET_GARONNE), clock=clock
    )
    calendrier.set_day(there, "comite:2027-1", date(2027, 3, 18))
    calendrier.note_done(there, "comite:2026-3", date(2026, 12, 10))
    page = open_echeances(there, InlineRunner(), Paths())
    workspace(window, page)
    settle()


def _deadlines(window: MainWindow) -> None:
    page = open_echeances(place(), InlineRunner(), Paths())
    workspace(window, page)
    settle()


def _deadline(window: MainWindow) -> QWidget | None:
    page = open_echeances(place(), InlineRunner(), Paths())
    workspace(window, page)
    settle()
    page.opened.emit("comite:2026-1")
    settle()
    return window.findChild(QWidget, "deadlineForm")


screen("permanences", _board)
screen("permanences-lieu", lambda w: _place(w, VINCA))
screen("permanences-lieu-nouveau", lambda w: _place(w, ""))
screen("permanences-affiches", lambda w: _form(w, "posters_asked"))
screen("permanences-fermeture", lambda w: _form(w, "periode_asked"))
screen("permanences-accord", lambda w: _form(w, "agreement_asked"))
screen("permanences-aujourdhui", _today)
screen("echeances-lot-et-garonne", _late)
screen("echeances", _deadlines)
screen("echeances-comite", _deadline)
