"""Figures and reports of a year of Strasbourg."""

import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.bilan import BilanId, SourceChiffres
from app.domain.chiffres import annee
from app.domain.trimestre import QUARTERS, Periode
from app.sync.protocol.figures import Attente, FigureFile, PosteDit, write_figures
from app.ui.pages.bilan import open_board, open_report
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.bilans import drafting, receiving, states
from app.usecases.workplace import Workplace
from tests.screens import screen, settle
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.workplace import WallClock, make_workplace
from tests.usecases.bilans.counted import JANUARY, year_of_strasbourg


@cache
def place() -> Workplace:
    """Return a laptop in January 2027, with the year 2026 counted."""
    made = make_workplace(Path(tempfile.mkdtemp()) / "coffre", clock=WallClock(at=JANUARY))
    year_of_strasbourg(made)
    return made


@cache
def report() -> BilanId:
    """Return the annual report, begun, one text written."""
    bilan_id = drafting.begin(place(), "annuel", Periode.of_year(2026))
    drafting.write(
        place(),
        bilan_id,
        "actions",
        "Deux journées portes ouvertes à la médiathèque.\nProjet\u00a0: un bus itinérant en 2027.",
    )
    return bilan_id


def _board(window: MainWindow) -> None:
    report()
    page = open_board(place(), InlineRunner(), Paths(), lambda _: None)
    workspace(window, page)
    settle()


def _structure(window: MainWindow) -> None:
    made = make_workplace(Path(tempfile.mkdtemp()) / "coffre", clock=WallClock(at=JANUARY))
    year_of_strasbourg(made)
    told = {f"2026-{month:02}": {("entretien", "1"): 40 + month} for month in range(1, 10)}
    file = FigureFile(
        structure=made.structure.code,
        nom=made.structure.name,
        annee=annee(told, 2026, QUARTERS[:3]),
        manquants=("Poste médiathèque\u00a0: mars 2026",),
        etabli_le=date(2027, 1, 4),
        postes=(
            PosteDit(nom="Poste accueil", jusque="2026-12", dit_le=date(2027, 1, 3)),
            PosteDit(nom="Poste médiathèque", jusque="2026-09", dit_le=date(2026, 10, 2)),
            PosteDit(nom="Poste du bus"),
        ),
        attente=Attente(
            trimestre="T4",
            jusqu_au=date(2027, 1, 10),
            postes=(
                "Poste médiathèque\u00a0: octobre, novembre et décembre 2026",
                "Poste du bus\u00a0: décembre 2026",
            ),
        ),
    )
    with made.database.writing() as session:
        receiving.keep_brought(session, made, [write_figures(file, b"\1" * 32)])
    page = open_board(made, InlineRunner(), Paths(), lambda _: None)
    workspace(window, page)
    settle()
    page.source_picked.emit(SourceChiffres.STRUCTURE)
    settle()


def _empty(window: MainWindow) -> None:
    made = make_workplace(Path(tempfile.mkdtemp()) / "coffre")
    workspace(window, open_board(made, InlineRunner(), Paths(), lambda _: None))
    settle()


def _begin(window: MainWindow) -> QWidget | None:
    page = open_board(place(), InlineRunner(), Paths(), lambda _: None)
    workspace(window, page)
    settle()
    page._begin.click()
    settle()
    return page.dialog


def _report(window: MainWindow, *, at_text: bool = False) -> None:
    page = open_report(place(), InlineRunner(), Paths(), report())
    workspace(window, QWidget()).open_task(page)
    settle()
    if at_text:
        editor = next(card.editor for card in page.cards if card.editor is not None)
        page.bring_into_view(editor)
        settle()


def _validated(window: MainWindow) -> None:
    half = drafting.begin(place(), "final", Periode.of_year(2026))
    if drafting.load(place(), half).may_be_written:
        states.validate(place(), half, par="Le Président", le=place().clock.today())
    page = open_report(place(), InlineRunner(), Paths(), half)
    workspace(window, QWidget()).open_task(page)
    settle()


screen("bilan", _board)
screen("bilan-structure", _structure)
screen("bilan-vide", _empty)
screen("bilan-commencer", _begin)
screen("bilan-rapport", _report)
screen("bilan-rapport-texte", lambda window: _report(window, at_text=True))
screen("bilan-rapport-valide", _validated)
