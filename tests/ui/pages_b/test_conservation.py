from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.ui.clock_words import parse_day
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.usecases.destruction import erasing
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, focused, go_to, press, seen
from tests.ui.pages_b.test_personnes import dossier
from tests.ui.workplace import MakeWorkplace, WallClock, add_colleague, as_agent
from tests.usecases.test_day import follow, interview


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("15/03/2031", date(2031, 3, 15)),
        (" 1.3.2031 ", date(2031, 3, 1)),
        ("29-02-2028", date(2028, 2, 29)),
        ("29/02/2027", None),
        ("15/03/31", None),
        ("demain", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_written_here(written: str, day: date | None) -> None:
    assert parse_day(written) == day


def test_the_record_leads_to_the_one_door_of_the_erasure_and_erases_nothing_itself(
    workplace: Workplace, show: Show
) -> None:
    follow(workplace, interview(workplace))
    page, paths = dossier(workplace, show, "exempl")
    assert "Conserver malgré l’échéance" not in seen(page)  # four years to go
    go_to(page, "erasePerson")
    press(page, Qt.Key.Key_Return)
    (found,) = persons.find(workplace, "exempl")
    assert paths.last == ("rights", found.personne.id, "erase")
    assert paths.below is not None
    assert page.findChildren(ConfirmDialog) == []
    assert erasing.done(workplace) == []


def test_a_colleague_s_record_is_erased_only_once_it_was_opened_with_a_reason(
    workplace: Workplace, show: Show
) -> None:
    colleague = as_agent(workplace, add_colleague(workplace))
    follow(colleague, interview(colleague))
    page, _ = dossier(workplace, show, "exempl")
    assert "Effacer cette personne" not in seen(page)


def test_one_holds_a_record_near_its_term_by_keyboard_and_lets_it_go(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    follow(place, interview(place))
    clock.at = clock.at.replace(year=2030, month=9, day=1)
    page, _ = dossier(place, show, "exempl")
    go_to(page, "holdRecord")
    press(page, Qt.Key.Key_Return)
    button(page, "keepHeld").click()
    assert "Choisissez un motif." in seen(page)
    press(page, Qt.Key.Key_Space)
    line = page.conservation.until.line
    line.setFocus(Qt.FocusReason.TabFocusReason)
    press(page, "01/01/2035", Qt.Key.Key_Return)
    assert "Choisissez un jour après l’échéance du dossier, dans moins d’un an." in seen(page)
    assert isinstance(focused(page), QLineEdit)
    line.clear()
    press(page, "01/03/2031", Qt.Key.Key_Return)
    assert (
        "Conservé malgré l’échéance jusqu’au 1er mars 2031 : un litige ou un recours est en cours."
        in seen(page)
    )
    assert nameless(page) == []
    assert erasing.foreseen(place)[0].hold is not None
    button(page, "liftHold").click()
    assert "Le dossier suit de nouveau son échéance." in seen(page)
    assert "Ce dossier sera effacé le 22 novembre 2030." in seen(page)


def test_escape_of_the_question_and_annuler_change_nothing(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    follow(place, interview(place))
    clock.at = clock.at.replace(year=2030, month=9, day=1)
    page, _ = dossier(place, show, "exempl")
    button(page, "holdRecord").click()
    button(page, "giveUpHold").click()
    assert focused(page).objectName() == "holdRecord"
    assert "Pourquoi conserver" not in seen(page)
