"""What was typed in a part of Réglages is asked about, on the part where it stands."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell.window import MainWindow
from app.ui.theme.current import ThemeManager
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.ui.widgets.leaving import leave
from tests.screens import settle
from tests.ui.frame.test_reglages import GOOD, OLD, Room

LOST = "Quitter sans enregistrer\u00a0?"


@pytest.fixture
def room(window: MainWindow, themes: ThemeManager) -> Room:
    return Room(window, themes)


def asked(room: Room) -> str:
    """Leave from the first part; return the title of the question, empty when none is asked."""
    room.page.tabs.show_part(room.page.appearance)
    left: list[bool] = []
    leave(lambda: left.append(True), room.page)
    dialog = room.window.findChild(ConfirmDialog)
    assert (dialog is None) == bool(left)
    if dialog is None:
        return ""
    title = dialog.accessibleName()
    dialog.reject()
    settle()
    return title


def line(room: Room, name: str) -> QLineEdit:
    found = room.page.findChild(QLineEdit, name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("newPrenom", "agents"),
        ("newFonction", "agents"),
        ("colleaguePassphrase", "agents"),
        ("currentPassphrase", "security"),
        ("changedPassphraseAgain", "security"),
        ("structurePassphrase", "security"),
        ("serviceAddress", "departement"),
        ("activationCode", "departement"),
    ],
)
def test_what_is_half_typed_is_asked_about_where_it_stands(
    room: Room, qtbot: QtBot, name: str, part: str
) -> None:
    assert asked(room) == ""
    qtbot.keyClicks(line(room, name), "a")
    assert asked(room) == LOST
    tab: QWidget = getattr(room.page, part)
    assert room.page.tabs.part is tab, "what is asked about is in sight"
    line(room, name).clear()
    assert asked(room) == ""


def test_what_was_done_is_asked_about_no_more(room: Room, qtbot: QtBot) -> None:
    for name, typed in (
        ("serviceAddress", "https://pass.example/"),
        ("activationCode", "BON CODE"),
    ):
        qtbot.keyClicks(line(room, name), typed)
    room.page.departement.activate_button.click()
    assert asked(room) == ""
    room.page.stale.emit()
    assert asked(room) == ""
    line(room, "currentPassphrase").setText(OLD)
    for name in ("changedPassphrase", "changedPassphraseAgain"):
        qtbot.keyClicks(line(room, name), GOOD)
    assert asked(room) == LOST
    room.page.security.change_button.click()
    assert asked(room) == ""


def test_roles_that_were_picked_and_not_kept_are_asked_about(room: Room) -> None:
    change = room.page.agents.findChild(QPushButton, "roles-a2")
    assert change is not None
    change.click()
    card = room.page.agents.roles_card
    assert asked(room) == ""
    assert card.choices.press_key("3")
    assert asked(room) == LOST
    card.leave_button.click()
    assert asked(room) == ""


def test_a_sheet_that_is_shown_once_is_asked_about_in_its_own_words(room: Room) -> None:
    """The former sheet opens nothing any more: the cross lost this one without a word."""
    room.page.security.sheet_asked.emit()
    assert asked(room) == "Quitter sans avoir vérifié la feuille de secours\u00a0?"
    assert room.page.tabs.part is room.page.security


def test_one_form_that_is_done_leaves_what_is_typed_in_another(room: Room, qtbot: QtBot) -> None:
    """The roles of a colleague, once kept, emptied the form of the next one."""
    qtbot.keyClicks(line(room, "newPrenom"), "Sacha")
    qtbot.keyClicks(line(room, "activationCode"), "BON CODE")
    room.page.agents.roles_asked.emit("a2", ("prescripteur", "operateur"))
    assert room.program.people[1].roles == ("prescripteur", "operateur")
    assert line(room, "newPrenom").text() == "Sacha"
    assert line(room, "activationCode").text() == "BON CODE"
    line(room, "currentPassphrase").setText(OLD)
    for name in ("changedPassphrase", "changedPassphraseAgain"):
        qtbot.keyClicks(line(room, name), GOOD)
    room.page.security.change_button.click()
    assert room.program.passphrase == GOOD
    assert line(room, "newPrenom").text() == "Sacha"
    assert line(room, "currentPassphrase").text() == ""
