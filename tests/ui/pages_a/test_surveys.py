from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from app.bootstrap.activity_way import open_activity
from app.ui.navigation import Activity
from app.ui.pages.carnets import open_hand
from app.ui.pages.evaluation.page import EvaluationPage
from app.ui.pages.navette.page import NavettePage
from app.ui.tasks import InlineRunner
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.usecases.activites import evaluations, fiches
from app.usecases.papers.desk_papers import Shuttle
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui.accessibility import nameless
from tests.ui.pages_a.conftest import Desk
from tests.ui.workplace import NEUILLY, MakeWorkplace
from tests.usecases.activites.counted import counted

Result = TypeVar("Result")


class Later(InlineRunner):
    """Does nothing before it is told to: what is pressed meanwhile is pressed twice."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    @override
    def run(
        self,
        work: Callable[[], Result],
        *,
        on_success: Callable[[Result], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        self._waiting.append(
            lambda: InlineRunner.run(self, work, on_success=on_success, on_failure=on_failure)
        )

    def do_all(self) -> None:
        while self._waiting:
            self._waiting.pop(0)()


EVALUATE = (QPushButton, "evaluateHand")


def test_a_heap_of_sheets_is_counted_by_keys_and_taken_back(
    desk: Desk, workplace: Workplace
) -> None:
    page = open_activity(workplace, InlineRunner(), desk.walker, Activity.SURVEY)
    desk.show(page)
    assert nameless(desk.window) == []
    desk.press("1", "2", Qt.Key.Key_Tab, "9", Qt.Key.Key_Tab, "5", Qt.Key.Key_Return)
    assert counted(workplace, "enquete_fiches") == {}
    first = page.findChild(QLineEdit, "accueil-tout_a_fait")
    assert isinstance(first, QLineEdit)
    assert desk.focused is first  # where the sum is wrong
    desk.press("-", "-", Qt.Key.Key_Return)
    assert counted(workplace, "enquete_accueil") == {"tout_a_fait": 7, "plutot": 5}
    assert page.banner.text == "12 fiches comptées."
    here = desk.focused
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert counted(workplace, "enquete_accueil") == {}
    assert first.text() == "7"
    desk.press(Qt.Key.Key_Escape)
    leave = desk.window.findChild(ConfirmDialog)
    assert leave is not None
    leave.reject()  # « Rester ici »: what was typed stands
    settle()
    assert first.text() == "7"
    assert desk.walker.last != ("home",)
    desk.press(Qt.Key.Key_Escape)
    again = desk.window.findChild(ConfirmDialog)
    assert again is not None
    again.accept()
    assert desk.walker.last == ("home",)


def test_an_evaluation_is_filled_in_by_digits_and_enter(
    desk: Desk, new_workplace: MakeWorkplace
) -> None:
    place = new_workplace(NEUILLY)
    page = open_activity(place, InlineRunner(), desk.walker, Activity.EVALUATION)
    desk.show(page)
    go_on = Qt.Key.Key_Return
    assert isinstance(page, EvaluationPage)
    page.count_asked.emit()
    assert counted(place, "evaluation") == {}  # an empty one is nobody's
    assert page.banner.text == "Choisissez au moins une réponse."
    desk.press("2", go_on, "2", "3", go_on, "5", go_on, "2", go_on, "1", go_on, "1", go_on)
    assert counted(place, "evaluation") == {"rempli": 1}
    assert counted(place, "evaluation_v2") == {"messages": 1, "demarches": 1}
    assert counted(place, "evaluation_v6") == {"loin": 1}
    assert counted(place, "evaluation_v5") == {}
    assert nameless(desk.window) == []
    desk.press(go_on)
    assert desk.walker.last == ("home",)


def test_a_questionnaire_that_opens_takes_no_key_for_the_one_before(
    desk: Desk, new_workplace: MakeWorkplace
) -> None:
    """« Un autre questionnaire » left the focus on a hidden answer of the one just counted."""
    place, later = new_workplace(NEUILLY), Later()
    page = open_activity(place, later, desk.walker, Activity.EVALUATION)
    desk.open_task(page)

    def press(*keys: Qt.Key) -> None:
        for key in keys:
            here = QApplication.focusWidget()
            assert here is not None
            assert here.isVisible()
            assert here.objectName() != "back"
            QTest.keyClick(here, key)

    press(Qt.Key.Key_1, Qt.Key.Key_Return)  # before there is a question
    later.do_all()
    press(Qt.Key.Key_2)
    button = page.findChild(QPushButton, "countEvaluation")
    assert button is not None
    button.click()
    later.do_all()
    assert counted(place, "evaluation") == {"rempli": 1}
    other = page.findChild(QPushButton, "another")
    assert other is not None
    other.click()
    press(Qt.Key.Key_1, *[Qt.Key.Key_Return] * 9)
    later.do_all()
    assert counted(place, "evaluation") == {"rempli": 1}
    first = QApplication.focusWidget()
    assert first is not None
    assert first.isVisible()
    press(Qt.Key.Key_1)
    button.click()
    later.do_all()
    assert counted(place, "evaluation") == {"rempli": 2}


def test_a_heap_taken_back_drops_nothing_of_the_next_one_without_a_question(
    desk: Desk, workplace: Workplace
) -> None:
    page = open_activity(workplace, InlineRunner(), desk.walker, Activity.SURVEY)
    desk.show(page)
    desk.press("1", "2", Qt.Key.Key_Return)
    assert counted(workplace, "enquete_fiches") == {"1": 12}
    desk.press("7", Qt.Key.Key_Tab, "4")
    button = page.findChild(QPushButton, "undo")
    assert button is not None
    button.click()
    question = desk.window.findChild(ConfirmDialog)
    assert question is not None
    question.reject()
    settle()
    sheets = page.findChild(QLineEdit, "sheets")
    assert sheets is not None
    assert sheets.text() == "7"
    assert counted(workplace, "enquete_fiches") == {"1": 12}
    button.click()
    question = desk.window.findChild(ConfirmDialog)
    assert question is not None
    question.accept()
    assert sheets.text() == "12"
    assert counted(workplace, "enquete_fiches") == {}


def test_the_evaluation_follows_a_carnet_where_the_convention_asks_for_it(
    desk: Desk, new_workplace: MakeWorkplace, workplace: Workplace
) -> None:
    """003, l. 165; 001 asks for none."""
    assert open_hand(workplace, InlineRunner(), desk.walker).findChild(*EVALUATE) is None
    page = open_hand(new_workplace(NEUILLY), InlineRunner(), desk.walker)
    button = page.findChild(*EVALUATE)
    assert isinstance(button, QPushButton)
    assert not button.isVisible()  # before a carnet is handed over
    button.click()
    assert desk.walker.last == ("activity", Activity.EVALUATION)


def test_a_shuttle_sheet_printed_then_saved_counts_once_and_is_taken_back_once(
    desk: Desk, new_workplace: MakeWorkplace
) -> None:
    place = new_workplace(NEUILLY)
    later = Later()
    page = open_activity(place, later, desk.walker, Activity.SHUTTLE)
    assert isinstance(page, NavettePage)
    later.do_all()
    page.returned.emit("retour_autre")
    page.form.asked.emit(Shuttle(oral=True))
    later.do_all()
    assert desk.walker.done is not None
    desk.walker.done("imprime")
    desk.walker.done("enregistre")
    later.do_all()
    assert counted(place, "navette") == {"retour_autre": 1, "emise": 1}
    for _ in range(2):  # Ctrl+Z pressed twice before the first is done
        page.undo_asked.emit()
    later.do_all()
    assert counted(place, "navette") == {"retour_autre": 1}


@pytest.mark.long
def test_forms_are_printed_noted_as_handed_and_gone(
    desk: Desk, new_workplace: MakeWorkplace
) -> None:
    """003, l. 165: five at least; what was printed is what is forgotten."""
    place = new_workplace(NEUILLY)
    for _ in range(4):
        session = evaluations.begin(place)
        assert session is not None
        evaluations.count(place, session)
    page = open_activity(place, InlineRunner(), desk.walker, Activity.EVALUATION)
    desk.show(page)
    show, gone = (page.findChild(QPushButton, name) for name in ("showForms", "formsHanded"))
    assert show is not None
    assert gone is not None
    assert not show.isVisible()  # four would point at somebody
    desk.press("2", *[Qt.Key.Key_Return] * 5)
    assert show.isVisible()
    assert not gone.isVisible()  # nothing was printed yet
    show.click()
    assert desk.walker.shown[-1].code == "evaluation"
    assert desk.walker.done is not None
    desk.walker.done("impression")
    assert isinstance(page, EvaluationPage)
    words = page.findChild(QLabel, "formsWaiting")
    assert words is not None
    assert words.text().startswith("5 fiches sont tirées au sort")
    page.another_asked.emit()
    desk.press("3", *[Qt.Key.Key_Return] * 5)
    assert words.text().endswith(" 1\u00a0autre attend la fois suivante.")
    page.undo_asked.emit()
    gone.click()
    question = desk.window.findChild(ConfirmDialog)
    assert question is not None
    question.accept()
    assert fiches.waiting(place) == 0
    assert not show.isVisible()
    said = [one.text for one in page.handing.findChildren(Banner) if one.isVisible()]
    assert said == ["5 fiches transmises, effacées de ce poste."]
    assert counted(place, "evaluation") == {"rempli": 5}
