"""The screens of printing: the question before, the work, the sheets to fetch, the facts."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.domain.identifiers import PapierId
from app.domain.papier import Fait
from app.ui.pages.papiers import open_papiers
from app.ui.pages.papiers.facts import FactsDialog
from app.ui.pages.papiers.state import PaperLine
from app.ui.printing.choice import PrintChoice
from app.ui.printing.dialog import PrintDialog
from app.ui.printing.working import SheetsDialog, WorkDialog
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.interview import papers
from app.usecases.papers import life
from tests.screens import screen
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.workplace import make_workplace
from tests.usecases.test_day import follow, interview


@cache
def _folder() -> Path:
    made = tempfile.mkdtemp(prefix="passerelle-impression-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


def _ask(window: MainWindow, *printers: str, count: int = 2) -> QWidget:
    proposed = PrintChoice(printer=printers[0] if printers else "", duplex=bool(printers))
    dialog = PrintDialog(
        "Fiche de prescription", printers=printers, proposed=proposed, count=count, parent=window
    )
    dialog.open()
    return dialog


def _with_printers(window: MainWindow) -> QWidget:
    return _ask(window, "Accueil (HP LaserJet 400)", "Médiathèque de Vinça – couloir", "Bureau")


def _without(window: MainWindow) -> QWidget:
    return _ask(window)


def _under_way(window: MainWindow) -> QWidget:
    work = WorkDialog(window)
    work.show_progress(41, 120, "Lettre à la personne")
    work.open()
    return work


def _sheets(window: MainWindow) -> QWidget:
    dialog = SheetsDialog(7, "Accueil (HP LaserJet 400)", window)
    dialog.open()
    return dialog


def _facts(window: MainWindow) -> QWidget:
    line = PaperLine(
        id=PapierId("p"),
        title="Vos informations : notice et accord",
        about="",
        printed=True,
        may_sign=False,
        may_hand=True,
        of_answers=False,
        facts=(
            (Fait.IMPRIME, "le 22 novembre 2026, noté par Camille Martin"),
            (Fait.SIGNE, "le 22 novembre 2026, noté par Jean-Christophe de Montalembert-Fictif"),
        ),
        possible=tuple(Fait),
    )
    dialog = FactsDialog(line, window)
    dialog.open()
    return dialog


def _papers(window: MainWindow) -> None:
    place = make_workplace(_folder() / f"coffre{len(list(_folder().iterdir()))}")
    atexit.register(place.close)
    entretien_id = interview(place, "X01")
    follow(place, entretien_id)
    known = {one.kind.value: one.id for one in papers.papers_of(place, entretien_id)}
    life.mark(place, known["notice"], Fait.IMPRIME)
    life.mark(place, known["notice"], Fait.SIGNE)
    page = open_papiers(place, InlineRunner(), Paths(), entretien_id)
    workspace(window, QWidget()).open_task(page)
    QApplication.processEvents()


screen("impression-choix", _with_printers)
screen("impression-sans-imprimante", _without)
screen("impression-en-cours", _under_way)
screen("impression-feuilles", _sheets)
screen("impression-faits", _facts)
screen("impression-papiers", _papers)
