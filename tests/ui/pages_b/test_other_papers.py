"""The language of the papers, those asked for, those after a quick help, and Réglages › Papiers."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.documents.kinds import PapierKind
from app.domain.entretien import Canal
from app.storage import lettres
from app.ui.pages.aide_rapide import open_aide_rapide
from app.ui.pages.notice import open_notice
from app.ui.pages.papiers import open_papiers
from app.ui.pages.reglages.journal.kinds import PAPERS
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.papiers.wiring import add_papiers
from app.ui.tasks import InlineRunner
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.usecases.interview import paper_languages, papers, receiving
from app.usecases.versions import letters
from app.usecases.workplace import Workplace
from tests.documents.other_examples import CANIGO
from tests.screens import settle
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, focused, go_to, press, seen
from tests.ui.paths import Paths
from tests.usecases.test_day import follow, interview

RUNNER = InlineRunner()


def test_the_language_is_chosen_by_keys_at_the_notice_and_found_again_at_the_papers(
    workplace: Workplace, show: Show
) -> None:
    begun = receiving.receive(workplace, Canal.SUR_PLACE)
    page = open_notice(workplace, RUNNER, Paths(), begun.id)
    show(page)
    go_to(page, "short-fr")
    press(page, Qt.Key.Key_Right)  # the next one: Arabic
    assert paper_languages.chosen(workplace, begun.id) == "ar"
    assert "Traduction non relue : dites-le à la personne." in seen(page)
    go_to(page, "goOn")  # Tab goes on from the languages to the end of the page
    press(page, Qt.Key.Key_Tab)

    entretien_id = interview(workplace)
    paper_languages.choose(workplace, entretien_id, "en")
    follow(workplace, entretien_id)
    paths = Paths()
    asked = open_papiers(workplace, RUNNER, paths, entretien_id)
    show(asked)
    assert button(asked, "short-en").isChecked()
    go_to(asked, "ask-diagnostic")
    press(asked, Qt.Key.Key_Space)
    assert [one.code for one in paths.shown] == [PapierKind.DIAGNOSTIC]
    known = [one.kind for one in papers.papers_of(workplace, entretien_id)]
    assert PapierKind.DIAGNOSTIC not in known  # asked for, not kept
    assert nameless(asked) == []


def test_after_a_quick_help_a_sheet_is_given_and_a_shuttle_needs_the_persons_agreement(
    workplace: Workplace, show: Show
) -> None:
    paths = Paths()
    page = open_aide_rapide(workplace, RUNNER, paths)
    show(page)
    press(page, "2", Qt.Key.Key_Return)
    go_to(page, "quickSheet")
    press(page, Qt.Key.Key_Space)
    go_to(page, "openShuttle")
    press(page, Qt.Key.Key_Space)
    assert focused(page).objectName() == "shuttleFirstName"
    go_to(page, "showShuttle")
    press(page, Qt.Key.Key_Space)
    assert "Sans son accord, la fiche ne part pas" in seen(page)
    assert focused(page).objectName() == "shuttleAgrees"
    press(page, Qt.Key.Key_Space)
    go_to(page, "showShuttle")
    press(page, Qt.Key.Key_Space)
    assert [one.code for one in paths.shown] == [PapierKind.FEUILLE, PapierKind.NAVETTE]
    assert all(one.subject_id == "" for one in paths.shown)


def test_the_journal_has_a_word_for_each_paper() -> None:
    assert {kind.value for kind in PapierKind} <= set(PAPERS)


def _confirm() -> None:
    """Answer the question by a key: the act has the focus, for it can be undone."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConfirmDialog)
    QTest.keyClick(dialog.confirm_button, Qt.Key.Key_Space)
    settle()


def test_the_text_of_the_letters_is_put_in_force_and_left_by_keys(
    workplace: Workplace, show: Show
) -> None:
    text = 'version = "2027-01"\n[commun]\nusage = "Ils paient des ateliers."\n'
    with workplace.database.writing() as session:
        lettres.keep(
            session,
            lettres.TexteLettre(
                sha256="a" * 64, version="2027-01", content=text, kept_at=workplace.clock.now()
            ),
        )
    page = ReglagesPage()
    add_papiers(page, RUNNER, workplace, Paths())
    page.tabs.show_part(page.papiers)
    show(page)
    assert "Après : Ils paient des ateliers." in seen(page)
    go_to(page, "activateLetters")
    press(page, Qt.Key.Key_Space)
    _confirm()
    assert letters.wording(workplace) == text
    assert "En service : le texte du Département, version 2027-01." in seen(page)
    go_to(page, "formerLetters")
    press(page, Qt.Key.Key_Space)
    _confirm()
    assert letters.wording(workplace) == ""
    assert nameless(page.papiers) == []


def test_the_settings_print_blank_sheets(workplace: Workplace, show: Show) -> None:
    place, paths = replace(workplace, convention=CANIGO), Paths()
    page = ReglagesPage()
    add_papiers(page, RUNNER, place, paths)
    page.tabs.show_part(page.papiers)
    show(page)
    button(page, "blankShuttle").click()
    button(page, "blankNotice").click()
    assert [one.code for one in paths.shown] == ["navette", "notice"]
    assert nameless(page.papiers) == []
