"""The screens of printing: the question before, the work, the sheets to fetch, the facts."""

import atexit
import shutil
import tempfile
from functools import cache, partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.domain.identifiers import PapierId
from app.domain.papier import EtatFeuille, Fait, FeuilleSecours
from app.ui.pages.carnet_secours import open_carnet_secours
from app.ui.pages.carnet_secours.sheet_dialog import SheetDialog
from app.ui.pages.carnet_secours.state import SheetRow
from app.ui.pages.papiers import open_papiers
from app.ui.pages.papiers.facts import FactsDialog
from app.ui.pages.papiers.state import PaperLine
from app.ui.printing.choice import PrintChoice
from app.ui.printing.desk import PrintDesk, use_desk
from app.ui.printing.dialog import PrintDialog
from app.ui.printing.offset_card import OffsetCard
from app.ui.printing.working import SheetsDialog, WorkDialog
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Pill, Tone
from app.usecases.interview import papers
from app.usecases.papers import life, secours
from app.usecases.papers.desk_papers import window_page
from app.usecases.papers.secours import CarnetWanted
from app.usecases.workplace import Workplace
from tests.screens import screen
from tests.ui.paths import Paths
from tests.ui.printing.office import Office
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
    place = _place()
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


def _place() -> Workplace:
    place = make_workplace(_folder() / f"coffre{len(list(_folder().iterdir()))}")
    atexit.register(place.close)
    return place


def _carnet(window: MainWindow) -> None:
    place = _place()
    sheets = secours.reserve(place, CarnetWanted(entretiens=4, accords=2))
    secours.spoil(place, sheets[1].numero)
    secours.enter_interview(place, sheets[2].numero, place.clock.today())
    page = open_carnet_secours(place, InlineRunner(), Paths())
    workspace(window, QWidget()).open_task(page)
    QApplication.processEvents()


def _empty_carnet(window: MainWindow) -> None:
    page = open_carnet_secours(_place(), InlineRunner(), Paths())
    workspace(window, QWidget()).open_task(page)
    QApplication.processEvents()


def _sheet(window: MainWindow) -> QWidget:
    row = SheetRow(
        numero="S-K7QM2P-01",
        kind=FeuilleSecours.ENTRETIEN,
        state=EtatFeuille.DEHORS,
        title="S-K7QM2P-01",
        about="Notice, accord et questionnaire · imprimé le 22 novembre 2026 par Camille Exemple",
        pill=Pill("dehors", Tone.INFO),
    )
    dialog = SheetDialog(row, "22/11/2026", lambda _: "", window)
    dialog.open()
    return dialog


def _offset(window: MainWindow) -> None:
    use_desk(PrintDesk(Office(_folder(), "Accueil (HP LaserJet 400)", "Bureau")))
    page = Page("Réglages")
    page.body.addWidget(OffsetCard(InlineRunner(), partial(window_page, _place())))
    workspace(window, QWidget()).open_task(page)
    QApplication.processEvents()
    use_desk(PrintDesk())


screen("impression-decalage", _offset)
screen("impression-carnet", _carnet)
screen("impression-carnet-vide", _empty_carnet)
screen("impression-carnet-papier", _sheet)
