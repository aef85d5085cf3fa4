"""Papers typed by keys alone; the codes of the answers are read off choices.csv."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domain.entretien import Canal
from app.storage import indicateurs
from app.ui.pages.saisie_papier.state import Mark
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.usecases.interview import receiving
from tests.screens import settle
from tests.ui.examples import question_path
from tests.ui.papers import AGREED
from tests.ui.papier.conftest import Desk

OPEN = f"a7\r\r\r{AGREED}"  # mark, day and channel as they stand, the signed slip


def agreed(desk: Desk, nom: str = "Maquette") -> None:
    """Type the head of a paper and enter its person, then come back to it."""
    desk.add()
    desk.press(OPEN)
    desk.paths.next_person = (nom, "Monique")
    desk.press("\r")
    sheet = desk.sheets()[-1].id
    assert desk.paths.last == ("sheet person", sheet)
    desk.reopen(sheet)


def answer_dialog(desk: Desk, name: str) -> None:
    (dialog,) = desk.page.window().findChildren(ConfirmDialog)
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()
    settle()


def counted(desk: Desk, name: str) -> set[str]:
    with desk.place.database.reading() as session:
        found = indicateurs.exact_by_month(session).get("2026-11", {})
    return {fait.value for fait in found if fait.name == name}


def push(desk: Desk, name: str) -> None:
    button = desk.page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()
    settle()


# -- the head ------------------------------------------------------------------------------------


def test_a_paper_begins_at_its_mark_and_its_head_is_typed_by_keys(desk: Desk) -> None:
    desk.add()
    assert desk.here == "repere"
    desk.press("a7\r")
    assert desk.here == "date"
    desk.press("20112026\r")
    desk.press("2")
    assert desk.here == "lecture"
    desk.press(AGREED)
    assert desk.here == "personne"
    (sheet,) = desk.sheets()
    given = sheet.taken.entretien.consentement
    assert given is not None
    assert (given.prescription, given.questionnaire) == (True, True)
    assert (given.indicateurs, given.recontact) == (False, True)
    assert f"{given.given_on:%d/%m/%Y}" == "20/11/2026"
    assert (sheet.mark, sheet.taken.entretien.canal) == ("a7", Canal.TELEPHONE)
    assert desk.state.columns[0].title == "Repère A7"


def test_nothing_else_is_typed_before_the_agreement(desk: Desk) -> None:
    desk.add()
    for name in ("F4", "personne"):
        desk.go_to(name)
        assert desk.cell(name).mark is Mark.LOCKED
        assert "accords" in desk.cell(name).words
        desk.press("1\r")
    assert desk.answers() == {}
    assert desk.paths.taken == []


def test_a_refusal_keeps_the_paper_shut_and_removing_it_keeps_nothing(desk: Desk) -> None:
    desk.add()
    desk.press("4\r\r\r12")
    assert desk.state.columns[0].about == "refus"
    desk.go_to("F4")
    desk.press("1")
    desk.page.finish_asked.emit()
    assert "a refusé" in desk.state.problem
    assert desk.answers() == {}
    push(desk, "removePaper")
    answer_dialog(desk, "confirm")
    assert desk.state.columns == ()
    assert receiving.unfinished(desk.place) == []
    assert counted(desk, "issue") == {"refus"}


def test_a_whole_slip_with_a_refusal_opens_nothing(desk: Desk) -> None:
    desk.add()
    desk.press("4\r\r\r12111")
    assert desk.state.columns[0].refused
    assert desk.cell("F4").mark is Mark.LOCKED
    assert desk.cell("personne").mark is Mark.LOCKED


def test_half_an_agreement_is_there_again_after_a_kill(desk: Desk) -> None:
    desk.add()
    desk.press("a7\r\r\r21")
    desk.reopen()
    assert desk.cell("lecture").text == "2 Lue à voix haute"
    assert desk.cell("accord.prescription").text == "1 J’accepte"
    assert desk.here == "accord.questionnaire"  # it goes on where it stood
    assert desk.sheets()[0].taken.entretien.consentement is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31022026", "n’existe pas"),
        ("hier", "comme ceci"),
        ("23/11/2026", "pas encore passée"),
        ("01/10/2026", "Plus de 30 jours"),
    ],
)
def test_a_wrong_day_is_marked_with_words_and_not_kept(desk: Desk, typed: str, words: str) -> None:
    desk.add()
    desk.press(f"\r{typed}\r")
    cell = desk.cell("date")
    assert (cell.text, cell.mark) == (typed, Mark.WRONG)
    assert words in cell.words
    assert f"{desk.sheets()[0].day:%d/%m/%Y}" == "22/11/2026"


# -- the questions ------------------------------------------------------------------------------


def test_one_key_answers_keeps_and_goes_on(desk: Desk) -> None:
    agreed(desk)
    assert desk.here == question_path("F4")
    desk.press("2")
    assert desk.answers() == {"F4": "ponctuelle"}
    assert desk.here == question_path("D1")
    assert desk.cell("F4").text.startswith("2 ")


def test_several_answers_are_ticked_and_unticked_and_enter_goes_on(desk: Desk) -> None:
    agreed(desk)
    desk.press("2" + "72d" + "7")
    assert desk.cell("D1").text == "2 D"
    desk.press("\r")
    assert desk.here == question_path("D3")
    codes = [choice.code for choice in desk.place.questionnaire.guide.questions["D1"].choices]
    assert desk.answers()["D1"] == f"{codes[1]} {codes[12]}"


def test_a_french_keyboard_needs_no_shift(desk: Desk) -> None:
    agreed(desk)
    desk.press("é")
    assert desk.answers() == {"F4": "ponctuelle"}


def test_questions_that_do_not_apply_close_at_once_and_are_passed_over(desk: Desk) -> None:
    """B1 = jamais closes B2 and C1 to C10; the tablet keeps P1 and P2 open (survey.csv)."""
    agreed(desk)
    desk.go_to("A1")
    desk.press("2\r" + "1")  # a tablet; never on the internet
    assert desk.answers()["B1"] == "jamais"
    assert desk.cell("B2").mark is Mark.CLOSED
    assert "ne se pose pas" in desk.cell("B2").words
    assert desk.here == question_path("P1")
    desk.press("11")
    assert desk.here == question_path("F1")
    desk.go_to("C3")
    desk.press("1")
    assert "C3" not in desk.answers()
    desk.go_to("B1")
    desk.press("2")
    assert desk.cell("C3").mark is Mark.EMPTY


def test_nothing_wanted_closes_all_and_the_paper_is_ready(desk: Desk) -> None:
    agreed(desk)
    desk.press("4")
    column = desk.state.columns[0]
    assert (column.about, column.missing) == ("prêt", 0)


@pytest.mark.parametrize("key", ["7", "z", "0"])
def test_a_key_that_is_no_answer_is_marked_and_replaces_the_answer(desk: Desk, key: str) -> None:
    agreed(desk)
    desk.press("2")
    desk.go_to("F4")
    desk.press(key)
    cell = desk.cell("F4")
    assert (cell.text, cell.mark) == (key, Mark.WRONG)
    assert "de 1 à 4" in cell.words
    assert desk.answers() == {}
    assert desk.here == question_path("F4")  # one stays where something is wrong
    shown = desk.page.grid.model().index(desk.row("F4"), 0)
    assert shown.data() == f"{key} – à corriger"
    assert "à corriger" in shown.data(Qt.ItemDataRole.AccessibleTextRole)
    desk.press("3")
    assert desk.cell("F4").mark is Mark.GIVEN
    assert desk.answers() == {"F4": "accompagnement"}


def test_answers_that_exclude_each_other_are_marked_in_the_words_of_the_workbook(
    desk: Desk,
) -> None:
    agreed(desk)
    desk.press("2" + "1e")  # CAF, and « Rien à faire »
    cell = desk.cell("D1")
    assert (cell.text, cell.mark) == ("1 E", Mark.WRONG)
    assert "se cochent seules" in cell.words
    desk.page.finish_asked.emit()
    assert desk.state.problem.startswith("À corriger avant de terminer")
    assert desk.here == question_path("D1")


def test_backspace_empties_a_cell_and_the_database(desk: Desk) -> None:
    agreed(desk)
    desk.press("2")
    desk.go_to("F4")
    desk.press("\b")
    assert desk.cell("F4").mark is Mark.EMPTY
    assert desk.answers() == {}


def test_a_question_left_blank_on_the_paper_is_passed_by_enter(desk: Desk) -> None:
    agreed(desk)
    desk.press("2\r")
    assert desk.here == question_path("D3")
    assert desk.cell("D1").mark is Mark.EMPTY


# -- several papers ------------------------------------------------------------------------------


# -- keys where nothing takes them ----------------------------------------------------------------

EVERY_KEY = "1234567890é&abcxyz"


def untouched(desk: Desk) -> object:
    """Return all that a key could change: the cells, what the database holds, where one types."""
    return desk.state.columns, desk.sheets(), desk.state.row, desk.state.column


def test_a_digit_at_the_person_changes_no_other_cell_and_says_what_to_do(desk: Desk) -> None:
    desk.add()
    desk.press("4\r\r\r" + AGREED)
    assert desk.here == "personne"
    before = untouched(desk)
    desk.press("1 2")
    assert desk.paths.last[0] == "sheet person"  # the space, as before
    desk.press("12é3")
    assert untouched(desk) == before
    assert desk.state.problem == "Appuyez sur Entrée pour chercher la personne."


@pytest.mark.parametrize("name", ["F4", "personne"])
def test_a_key_on_a_locked_cell_changes_nothing_and_says_why(desk: Desk, name: str) -> None:
    desk.add()
    desk.go_to(name)
    before = untouched(desk)
    desk.press(EVERY_KEY)
    assert untouched(desk) == before
    assert "Notez d’abord la notice" in desk.state.problem
    assert desk.paths.taken == []


def test_a_key_on_a_question_that_is_not_asked_changes_nothing_and_says_why(desk: Desk) -> None:
    agreed(desk)
    desk.press("4")  # nothing wanted: all others close
    desk.go_to("C3")
    before = untouched(desk)
    desk.press(EVERY_KEY)
    assert untouched(desk) == before
    assert "ne se pose pas" in desk.state.problem


def test_keys_only_write_in_a_line_and_go_nowhere(desk: Desk) -> None:
    desk.add()
    desk.page.grid.keyboardSearch("1")
    assert desk.here == "repere"
