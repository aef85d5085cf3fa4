from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from app.bootstrap.activity_way import open_activity
from app.ui.navigation import Activity
from app.ui.pages.carnets import open_hand
from app.ui.tasks import InlineRunner
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.pages_a.conftest import Desk
from tests.ui.workplace import NEUILLY, MakeWorkplace
from tests.usecases.activites.counted import counted

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
    assert desk.walker.last == ("home",)


def test_an_evaluation_is_filled_in_by_digits_and_enter(
    desk: Desk, new_workplace: MakeWorkplace
) -> None:
    place = new_workplace(NEUILLY)
    page = open_activity(place, InlineRunner(), desk.walker, Activity.EVALUATION)
    desk.show(page)
    go_on = Qt.Key.Key_Return
    desk.press("2", go_on, "2", "3", go_on, "5", go_on, "2", go_on, "1", go_on, "1", go_on)
    assert counted(place, "evaluation") == {"rempli": 1}
    assert counted(place, "evaluation_v2") == {"messages": 1, "demarches": 1}
    assert counted(place, "evaluation_v6") == {"loin": 1}
    assert counted(place, "evaluation_v5") == {}
    assert nameless(desk.window) == []
    desk.press(go_on)
    assert desk.walker.last == ("home",)


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
