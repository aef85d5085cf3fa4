"""The screens of acts without a name: quick help, workshops, surveys, shuttle sheet."""

import atexit
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from app.bootstrap.activity_way import open_activity
from app.domain.activite import SUR_PLACE, Atelier, Lieu, Publics
from app.domain.coop import Liste
from app.ui.navigation import Activity
from app.ui.pages.aide_rapide import open_aide_rapide
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.pages.enquete.page import EnquetePage
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.ui.widgets.chip_row import ChipRow
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.usecases.activites import ateliers, evaluations, fiches
from app.usecases.activites.catalogue import take_in
from app.usecases.workplace import Workplace
from tests.screens import screen, settle
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.workplace import CONFLENT, NEUILLY, NORMANDIE, make_workplace

RUNNER = InlineRunner()
CATALOGUE = (
    "titre;sujets;duree;niveau;sensibilisation\n"
    "Reconnaître un faux message;E-mail|Prévention en sécurité numérique;1h30;Débutant;donnees\n"
    "Vérifier une information;Culture numérique;2h;Intermédiaire;sources\n"
    "Suivre l’école en ligne;Scolarité et numérique;1h;;scolarite\n"
)


@cache
def _place(profile: str) -> Workplace:
    folder = Path(tempfile.mkdtemp(prefix="passerelle-ecrans-"))
    opened = make_workplace(folder / "coffre", profile)
    atexit.register(opened.close)
    return opened


def _held(place: Workplace, day: date, number: int, objectif: str, titre: str) -> None:
    atelier = Atelier(
        id=ateliers.new_id(),
        day=day,
        participants=number,
        titre=titre,
        themes=("creer_avec_le_numerique",),
        minutes=120,
        lieu=Lieu(type_lieu=SUR_PLACE, nom=place.structure.name),
        niveau="debutant",
        objectif=objectif,
        publics=Publics({Liste.STATUT_SOCIAL: {"retraite": number - 2}}),
    )
    ateliers.keep(place, atelier)


@cache
def _normandie() -> Workplace:
    place = _place(NORMANDIE)
    _held(place, date(2026, 11, 12), 8, "nouvelles_technologies", "Première impression 3D")
    _held(place, date(2026, 11, 5), 6, "edemocratie_infolab", "Cartopartie du quartier")
    _held(place, date(2026, 11, 5), 6, "edemocratie_infolab", "Cartopartie du quartier")
    return place


def _shown(window: MainWindow, place: Workplace, activity: Activity) -> QWidget:
    page = open_activity(place, RUNNER, Paths(), activity)
    workspace(window, QWidget()).open_task(page)
    settle()
    return page


def press(page: QWidget, name: str) -> None:
    """Press a button of the page."""
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()
    settle()


def _workshops(window: MainWindow, *then: str) -> None:
    page = _shown(window, _normandie(), Activity.WORKSHOPS)
    for name in then:
        press(page, name)


def _catalogue(window: MainWindow, *, form: bool) -> None:
    place = _place(CONFLENT)
    file = Path(tempfile.mkdtemp()) / "catalogue.csv"
    file.write_text(CATALOGUE, encoding="utf-8")
    take_in(place, file)
    page = _shown(window, place, Activity.WORKSHOPS)
    if form:
        press(page, "newWorkshop")
        row = page.findChild(QWidget, "participants")
        assert isinstance(row, QWidget)
        row.setFocus()
        QTest.keyClicks(row, "8")
        settle()


def _survey(window: MainWindow) -> None:
    page = _shown(window, _place("eurometropole-strasbourg"), Activity.SURVEY)
    for name, typed in (("sheets", "12"), ("accueil-tout_a_fait", "9"), ("accueil-plutot", "5")):
        line = page.findChild(QWidget, name)
        assert isinstance(line, QWidget)
        QTest.keyClicks(line, typed)
    settle()


def _heap_back(window: MainWindow) -> QWidget:
    """Take back a heap of sheets while a second one is half typed."""
    page = _shown(window, _place("eurometropole-strasbourg"), Activity.SURVEY)
    assert isinstance(page, EnquetePage)
    line = page.findChild(QWidget, "sheets")
    assert isinstance(line, QWidget)
    QTest.keyClicks(line, "12")
    press(page, "countSheets")
    QTest.keyClicks(line, "7")
    page.take_back()
    settle()
    asked = window.findChild(ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    return asked


def _evaluation(window: MainWindow, keys: str) -> None:
    page = _shown(window, _place(NEUILLY), Activity.EVALUATION)
    for key in keys:
        row = window.focusWidget()
        assert isinstance(row, QWidget)
        QTest.keyClick(row, Qt.Key.Key_Return if key == "!" else Qt.Key(ord(key)))
        settle()
    assert isinstance(page, QWidget)


def _forms(window: MainWindow) -> None:
    """A questionnaire just counted; five forms drawn before to leave together."""
    place = _place(NEUILLY)
    for way in ("structure", "proche", "affiche", "autre", "facilitateur"):
        session = evaluations.begin(place)
        assert session is not None
        session.answer("/data/V1", way)
        evaluations.count(place, session)
    fiches.draw(place)
    page = _shown(window, place, Activity.EVALUATION)
    row = page.findChild(ChipRow)
    assert isinstance(row, ChipRow)
    row.press_key("2")
    press(page, "countEvaluation")


def _criteria(window: MainWindow) -> None:
    """What the Région asks of a quick help, under the fold."""
    page = open_aide_rapide(_place(NORMANDIE), RUNNER, Paths())
    workspace(window, QWidget()).open_task(page)
    press(page, "moreDetails")
    chips = next(one for one in page.findChildren(ChipRow) if one.accessibleName() == "Type d’aide")
    settle()
    page.bring_into_view(chips)


def _details(window: MainWindow) -> None:
    page = open_aide_rapide(_place(CONFLENT), RUNNER, Paths())
    workspace(window, QWidget()).open_task(page)
    row = page.findChild(ChipRow)
    assert isinstance(row, ChipRow)
    row.press_key("1")
    press(page, "moreDetails")


def _today(window: MainWindow, profile: str) -> None:
    page = open_aujourdhui(_place(profile), RUNNER, Paths())
    workspace(window, page).go_to("aujourdhui")
    settle()


_ALL: dict[str, Callable[[MainWindow], QWidget | None]] = {
    "aujourdhui-epn": partial(_today, profile=NORMANDIE),
    "aujourdhui-neuilly": partial(_today, profile=NEUILLY),
    "aide-precisee": _details,
    "aide-criteres": _criteria,
    "ateliers": _workshops,
    "atelier-nouveau": lambda window: _workshops(window, "newWorkshop"),
    "atelier-fautes": lambda window: _workshops(window, "newWorkshop", "keepWorkshop"),
    "ateliers-catalogue": partial(_catalogue, form=False),
    "atelier-public": partial(_catalogue, form=True),
    "enquete": _survey,
    "enquete-reprendre": _heap_back,
    "evaluation": partial(_evaluation, keys="1!"),
    "evaluation-fiches": _forms,
    "navette": lambda window: (_shown(window, _place(NEUILLY), Activity.SHUTTLE), None)[1],
}
for name, make in _ALL.items():
    screen(f"activites-{name}", make)
