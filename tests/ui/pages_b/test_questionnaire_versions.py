"""The tab « Questionnaire » of Réglages on a real vault, by keys."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.questionnaire import wiring as questionnaire_wiring
from app.ui.pages.reglages.questionnaire.wiring import add_questionnaire
from app.ui.tasks import InlineRunner, TaskRunner
from app.ui.threads import ThreadRunner
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.usecases.records import Source
from app.usecases.versions import questionnaire_import
from app.usecases.versions.published_faults import forget_refusal, note_refusal
from app.usecases.versions.questionnaire_import import Imported, Step, Tell
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import press, seen
from tests.ui.paths import Paths
from tests.ui.workplace import add_colleague, as_agent
from tests.workbooks import UNTESTED, written

RUNNER = InlineRunner()
T = TypeVar("T")


def always(value: T) -> Callable[..., T]:
    """Return a function that gives `value` whatever it is asked."""

    def give(*_: object, **__: object) -> T:
        return value

    return give


class Desk:
    """The page on screen, on its tab « Questionnaire »."""

    def __init__(self, place: Workplace, show: Show, slow: TaskRunner = RUNNER) -> None:
        self.place = place
        self.page = ReglagesPage()
        self.stale: list[None] = []
        self.page.stale.connect(lambda: self.stale.append(None))
        add_questionnaire(self.page, (RUNNER, slow), place, Paths())
        self.page.tabs.show_part(self.page.questionnaire)
        show(self.page)
        self.tab = self.page.questionnaire

    def words(self) -> str:
        return seen(self.page)

    def choose(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Press « Importer » and choose `path` in the system's window."""
        chosen = (str(path), "")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", always(chosen))
        self.tab.import_button.setFocus()
        press(self.page, Qt.Key.Key_Return)

    def confirm(self) -> str:
        """Agree to the question on screen, and return it."""
        dialog = self.page.window().findChild(ConfirmDialog)
        assert isinstance(dialog, ConfirmDialog)
        question = seen(dialog)
        dialog.confirm_button.click()
        return question


@pytest.fixture
def desk(workplace: Workplace, show: Show) -> Desk:
    return Desk(workplace, show)


def test_the_version_in_force_is_told(desk: Desk) -> None:
    words = desk.words()
    assert "Questionnaire d’autonomie numérique, version 1" in words
    assert "Livrée avec Passerelle, aujourd’hui à 10 h 12" in words
    assert desk.place.questionnaire.hash[:12] in words
    assert not desk.tab.bundled_button.isVisible()
    assert "Autres versions gardées" not in words
    assert nameless(desk.page) == []


def test_a_refused_workbook_shows_each_fault_with_its_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk.choose(written(tmp_path / "version-2.xlsx", UNTESTED), monkeypatch)
    words = desk.words()
    assert "Vérification de « version-2.xlsx »" in words
    assert "1 faute à corriger dans le classeur. Rien n’a été gardé" in words
    assert "Feuille cas_tests, cellule AN15" in words
    assert "X21 : service attendu « assistance », obtenu « coup_de_pouce »" in words
    assert not desk.tab.change.activate.isVisible(), "a refused version cannot be activated"
    assert "Autres versions gardées" not in words
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName().startswith("À corriger. Feuille cas_tests, cellule AN15")
    assert nameless(desk.page) == []


def test_an_ods_is_refused_with_what_to_do(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "classeur.ods").write_bytes(b"PK")
    desk.choose(tmp_path / "classeur.ods", monkeypatch)
    assert "Format LibreOffice (.ods) : l’enregistrer au format Excel (.xlsx)" in desk.words()


def test_a_good_workbook_is_compared_then_activated_then_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    former = desk.place.questionnaire.hash
    desk.choose(written(tmp_path / "version-2.xlsx"), monkeypatch)
    words = desk.words()
    assert "Aucune faute. La version est gardée, à côté des autres." in words
    assert "Version : 1 → 2" in words
    assert "F4 – Que souhaitez-vous ?" in words
    assert "texte : Qu’est-ce qui vous aiderait aujourd’hui ? → Que souhaitez-vous ?" in words
    assert "service : assistance → coup_de_pouce" in words
    assert desk.place.questionnaire.hash == former, "nothing is activated by importing"

    desk.tab.change.activate.click()
    assert "Mettre cette version en service ?" in desk.confirm()
    assert desk.place.questionnaire.hash != former
    assert "les prochains entretiens se font avec cette version" in desk.words()
    assert desk.stale == [None], "« À propos » is read again"
    assert not desk.tab.change.isVisible()

    back = desk.tab.findChild(QPushButton, f"compare-{former[:12]}")
    assert isinstance(back, QPushButton)
    back.click()
    assert "Version : 2 → 1" in desk.words()
    assert desk.tab.change.activate.text() == "Revenir à cette version…"
    desk.tab.change.activate.click()
    assert "Revenir à cette version ?" in desk.confirm()
    assert desk.place.questionnaire.hash == former


def test_a_question_before_activating_can_be_answered_by_no(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    former = desk.place.questionnaire.hash
    desk.choose(written(tmp_path / "version-2.xlsx"), monkeypatch)
    desk.tab.change.activate.click()
    dialog = desk.page.window().findChild(ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    dialog.cancel_button.click()
    assert desk.place.questionnaire.hash == former


def test_a_colleague_reads_who_activates(
    workplace: Workplace, show: Show, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = Desk(as_agent(workplace, add_colleague(workplace)), show)
    desk.choose(written(tmp_path / "version-2.xlsx"), monkeypatch)
    words = desk.words()
    assert "La mise en service revient au référent de ce poste : Camille Martin." in words
    assert not desk.tab.change.activate.isVisible()


def test_the_arrows_go_through_the_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk.choose(written(tmp_path / "version-2.xlsx"), monkeypatch)

    def here() -> str:
        settle()
        focus = QApplication.focusWidget()
        return focus.accessibleName() if focus else ""

    assert here() == "Version\u00a0: 1 → 2"
    press(desk.page, Qt.Key.Key_Tab)
    assert here().startswith("Modifié. F4")
    press(desk.page, Qt.Key.Key_Tab)
    assert here().startswith("Modifié. Règle trois_services S10")
    press(desk.page, Qt.Key.Key_Down)
    assert here().startswith("Modifié. Cas d’essai X21")
    press(desk.page, Qt.Key.Key_Down)
    assert here().startswith("Modifié. Cas d’essai X21")
    press(desk.page, Qt.Key.Key_Home)
    assert here().startswith("Modifié. Règle trois_services S10")


def test_the_lists_are_saved_and_printed_as_text(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk.choose(written(tmp_path / "version-2.xlsx", UNTESTED), monkeypatch)
    target = tmp_path / "liste.txt"
    monkeypatch.setattr(questionnaire_wiring, "ask_where", always(target))
    desk.tab.check.save.click()
    text = target.read_text(encoding="utf-8")
    assert text.startswith("Vérification du classeur version-2.xlsx\nCCAS d’Illustration, ")
    assert "À CORRIGER\n1. Feuille cas_tests, cellule AN15\u00a0: X21 : service attendu" in text
    assert "CE QUI CHANGE DE LA VERSION EN SERVICE" in text
    assert "[modifié] Règle trois_services S10 – coup_de_pouce" in text
    assert "Enregistré : liste.txt." in desk.words()

    printed: list[str] = []

    def note(text: str, *_parent_and_job: object) -> None:
        printed.append(text)

    monkeypatch.setattr(questionnaire_wiring, "print_text", note)
    desk.tab.change.print.click()
    assert printed[0].startswith("Ce que change «\u00a0version-2.xlsx\u00a0»")

    nowhere = tmp_path / "absent" / "liste.txt"
    monkeypatch.setattr(questionnaire_wiring, "ask_where", always(nowhere))
    desk.tab.check.save.click()
    assert "Ce fichier n’a pas pu être enregistré ici" in desk.words()


def test_what_was_read_is_put_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk.choose(written(tmp_path / "version-2.xlsx"), monkeypatch)
    desk.tab.change.shut.setFocus()
    press(desk.page, Qt.Key.Key_Space)
    assert "Ce que change" not in desk.words()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "importWorkbook"


def test_an_import_is_stopped_between_two_steps(
    workplace: Workplace,
    show: Show,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """In a thread, as in the program: the work waits at its second step until « Arrêter »."""
    slow, go_on = ThreadRunner("slow"), threading.Event()
    real = questionnaire_import.import_file

    def held(place: Workplace, path: Path, *, tell: Tell, **about: object) -> Imported:
        del about

        def told(step: Step) -> None:
            if step is Step.CHECKING:
                assert go_on.wait(20)
            tell(step)

        return real(place, path, tell=told)

    monkeypatch.setattr(questionnaire_import, "import_file", held)
    try:
        desk = Desk(workplace, show, slow)
        desk.choose(written(tmp_path / "version-2.xlsx"), monkeypatch)
        qtbot.waitUntil(lambda: "Lecture du classeur…" in desk.words())
        assert not desk.tab.import_button.isEnabled()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.objectName() == "cancelImport"
        press(desk.page, Qt.Key.Key_Escape)
        assert "Arrêt à la prochaine étape…" in desk.words()
        go_on.set()
        qtbot.waitUntil(lambda: "Rien de ce classeur n’est gardé" in desk.words())
        assert desk.tab.import_button.isEnabled()
        assert "Autres versions gardées" not in desk.words()
    finally:
        go_on.set()
        slow.close()


def test_the_faults_of_a_published_workbook_that_was_refused_are_listed(
    workplace: Workplace, show: Show, tmp_path: Path
) -> None:
    refuse_published(workplace, tmp_path)
    desk = Desk(workplace, show)
    settle()
    said = "Le questionnaire publié par le Département a été refusé : 1 faute."
    assert said in desk.words()
    button = desk.page.findChildren(QPushButton, "showRefused")[0]
    button.setFocus()
    press(desk.page, Qt.Key.Key_Return)
    words = desk.words()
    assert "Vérification de « autonomie-numerique.xlsx »" in words
    assert "Feuille cas_tests, cellule AN15" in words
    assert "X21" in words
    assert not button.isVisible()
    assert nameless(desk.page) == []


def test_nothing_is_said_of_a_refusal_once_a_right_questionnaire_came(
    workplace: Workplace, show: Show, tmp_path: Path
) -> None:
    refuse_published(workplace, tmp_path)
    with workplace.database.writing() as session:
        forget_refusal(session)
    desk = Desk(workplace, show)
    settle()
    assert "a été refusé" not in desk.words()


def refuse_published(workplace: Workplace, tmp_path: Path) -> None:
    found = questionnaire_import.import_content(
        workplace,
        written(tmp_path / "essai.xlsx", UNTESTED).read_bytes(),
        name="autonomie-numerique.xlsx",
        tell=lambda _step: None,
        source=Source.DEPARTEMENT,
    )
    with workplace.database.writing() as session:
        note_refusal(session, found)
