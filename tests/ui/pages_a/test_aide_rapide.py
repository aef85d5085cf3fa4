from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.storage import indicateurs
from app.ui.activites.act_input import ActInput
from app.ui.pages.aide_rapide import open_aide_rapide
from app.ui.pages.aide_rapide.state import AideInput
from app.ui.tasks import InlineRunner
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.usecases.papers.desk_papers import Shuttle
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui.accessibility import nameless
from tests.ui.pages_a.conftest import Desk
from tests.ui.pages_a.test_surveys import Later
from tests.ui.workplace import NORMANDIE, MakeWorkplace


def counted(workplace: Workplace, name: str = "aide_rapide") -> dict[str, int]:
    """Return the real totals of the month: `lire` hides figures under 5."""
    with workplace.database.reading() as session:
        totals = indicateurs.exact_by_month(session).get("2026-11", {})
    return {fait.value: count for fait, count in totals.items() if fait.name == name}


def test_a_help_is_counted_by_two_keys_and_once_more_by_one(
    desk: Desk, workplace: Workplace
) -> None:
    page = open_aide_rapide(workplace, InlineRunner(), desk.walker)
    desk.show(page)
    desk.press("2")
    assert counted(workplace) == {}
    desk.press(Qt.Key.Key_Return)
    assert counted(workplace) == {"email": 1}
    desk.press("+")
    assert counted(workplace) == {"email": 2}
    desk.press(Qt.Key.Key_Return)
    assert desk.walker.last == ("home",)


def test_what_the_region_asks_is_reached_by_one_letter(
    desk: Desk, new_workplace: MakeWorkplace
) -> None:
    """004, l. 103-104: these fields are made late, the focus stayed among the subjects."""
    place = new_workplace(NORMANDIE)
    desk.show(open_aide_rapide(place, InlineRunner(), desk.walker))
    desk.press("2")
    more = desk.window.findChild(QPushButton, "moreDetails")
    assert isinstance(more, QPushButton)
    more.click()  # Alt+P
    for _ in range(2):  # texts that wrap take a few rounds
        settle()
    here = desk.focused
    assert here is not None
    assert not here.visibleRegion().isEmpty()  # it lay under the fold
    desk.press(Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return)
    assert counted(place, "critere_aide") == {"fourniture": 1}
    assert counted(place, "critere_public") == {"grand_public": 1}
    assert counted(place) == {"email": 1}


def test_where_somebody_was_sent_is_not_said_of_the_next_who_had_the_same_help(
    desk: Desk, workplace: Workplace
) -> None:
    page = open_aide_rapide(workplace, InlineRunner(), desk.walker)
    act = ActInput(themes=("email",), minutes="15", lieu="domicile:")
    page.changed.emit(AideInput(act=act, redirection="autre"))
    for asked in (page.count_asked, page.again_asked, page.undo_asked, page.count_asked):
        asked.emit()
    assert counted(workplace) == {"email": 2}
    assert counted(workplace, "coop_structure_de_redirection") == {"autre": 1}


def test_a_shuttle_sheet_that_was_begun_is_not_dropped_without_a_word(
    desk: Desk, workplace: Workplace
) -> None:
    """Decision 0062: asked where something typed would be lost; two picks are not worth it."""
    page = open_aide_rapide(workplace, InlineRunner(), desk.walker)
    desk.show(page)
    desk.press("2", Qt.Key.Key_Return)
    page.after.open_form()
    desk.press("Z", Qt.Key.Key_Escape)
    leave = desk.window.findChild(ConfirmDialog)
    assert leave is not None
    leave.reject()
    assert page.after.is_begun
    assert desk.walker.last != ("home",)
    page.after.form.asked.emit(Shuttle(prenom="Z", oral=True))
    desk.press(Qt.Key.Key_Escape)  # the sheet was shown
    assert desk.walker.last == ("home",)


def test_keys_pressed_before_the_page_is_filled_are_not_lost(
    desk: Desk, workplace: Workplace
) -> None:
    """The door's Enter may still be down; then the digit and Enter of a hand that knows them."""
    later = Later()
    desk.show(open_aide_rapide(workplace, later, desk.walker))
    desk.press(Qt.Key.Key_Return, "2", Qt.Key.Key_Return)
    later.do_all()
    assert counted(workplace) == {"email": 1}


def test_enter_without_a_theme_counts_nothing(desk: Desk, workplace: Workplace) -> None:
    page = open_aide_rapide(workplace, InlineRunner(), desk.walker)
    desk.show(page)
    desk.press(Qt.Key.Key_Return)
    assert counted(workplace) == {}
    assert desk.walker.taken == []


def test_a_counted_help_is_taken_back_and_put_right(desk: Desk, workplace: Workplace) -> None:
    page = open_aide_rapide(workplace, InlineRunner(), desk.walker)
    desk.show(page)
    desk.press("1", Qt.Key.Key_Return)
    undo = page.findChild(QPushButton, "undo")
    assert isinstance(undo, QPushButton)
    undo.click()
    assert counted(workplace) == {}
    desk.press("1", "3", Qt.Key.Key_Return)
    assert counted(workplace) == {"prendre_en_main_du_materiel": 1}


def test_every_place_that_takes_the_focus_has_a_name(desk: Desk, workplace: Workplace) -> None:
    desk.show(open_aide_rapide(workplace, InlineRunner(), desk.walker))
    assert nameless(desk.window) == []
