from datetime import UTC, datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell.idle import IdleWatch
from app.ui.shell.navigation import NavEntry
from app.ui.shell.shortcuts import ShortcutsDialog
from app.ui.shell.status import (
    Network,
    StatusState,
    last_success_words,
    network_words,
    outbox_words,
)
from app.ui.shell.window import MainWindow, SessionWords
from app.ui.shell.workspace import Workspace
from app.ui.theme.current import ThemeManager
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.form_field import LineField
from app.ui.widgets.gate import Gate
from app.ui.widgets.page import Page
from tests.screens import settle

CTRL = Qt.KeyboardModifier.ControlModifier


class _Page(Page):
    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self.field = LineField(heading, name=f"field-{heading}")
        self.body.addWidget(self.field)


def _open(window: MainWindow) -> Workspace:
    entries = [
        NavEntry(key=key, title=heading, icon=key, make=partial(_Page, heading))
        for key, heading in (
            ("aujourdhui", "Aujourd’hui"),
            ("personnes", "Personnes"),
            ("reglages", "Réglages"),
        )
    ]
    words = SessionWords(agent="Camille Exemple", structure="CCAS d’Illustration")
    return window.open_workspace(words, entries)


def _task(workspace: Workspace) -> QWidget | None:
    return workspace.task


def _press(qtbot: QtBot, window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(window.focusWidget(), key, modifier)


def test_ctrl_and_a_digit_go_to_a_page_and_give_it_the_focus(
    window: MainWindow, qtbot: QtBot
) -> None:
    workspace = _open(window)
    assert workspace.here == "aujourdhui"
    _press(qtbot, window, Qt.Key.Key_2, CTRL)
    assert workspace.here == "personnes"
    assert window.focusWidget().objectName() == "field-Personnes"
    button = workspace.findChild(QPushButton, "nav-personnes")
    assert isinstance(button, QPushButton)
    assert button.isChecked()
    _press(qtbot, window, Qt.Key.Key_9, CTRL)
    assert workspace.here == "personnes"


def test_a_page_with_keys_of_its_own_takes_no_digit_from_those_after_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    entries = [
        NavEntry(key=key, title=key, icon="aujourdhui", make=partial(_Page, key), keys=keys)
        for key, keys in (("un", ""), ("envoi", "F5"), ("deux", ""))
    ]
    workspace = window.open_workspace(SessionWords(agent="", structure=""), entries)
    _press(qtbot, window, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier)
    assert workspace.here == "envoi"
    _press(qtbot, window, Qt.Key.Key_2, CTRL)
    assert workspace.here == "deux"
    said = [workspace.findChild(QPushButton, f"nav-{one}") for one in ("un", "envoi", "deux")]
    assert [one.accessibleDescription() for one in said if one] == ["Ctrl+1", "F5", "Ctrl+2"]


def test_a_page_is_made_when_somebody_goes_there_and_once(window: MainWindow) -> None:
    workspace = _open(window)
    assert workspace.page("personnes") is None
    workspace.go_to("personnes")
    page = workspace.page("personnes")
    workspace.go_to("aujourdhui")
    workspace.go_to("personnes")
    assert workspace.page("personnes") is page


def test_the_windows_title_follows_the_task_and_not_the_page_under_it(window: MainWindow) -> None:
    opened = _open(window)
    opened.go_to("personnes")
    under = opened.page("personnes")
    assert isinstance(under, Page)
    task = _Page("Information de la personne")
    opened.open_task(task)
    task.set_window_title("Questionnaire")
    assert window.windowTitle() == "Questionnaire — Passerelle"
    under.set_window_title("Demain")
    assert window.windowTitle() == "Questionnaire — Passerelle"
    opened.close_task()
    assert window.windowTitle() == "Demain — Passerelle"


def test_the_windows_title_names_the_page_and_never_a_person(window: MainWindow) -> None:
    workspace = _open(window)
    workspace.go_to("personnes")
    page = workspace.page("personnes")
    assert isinstance(page, Page)
    page.set_heading("Jeanne EXEMPLE")
    assert window.windowTitle() == "Personnes — Passerelle"
    page.set_window_title("Dossier")
    assert window.windowTitle() == "Dossier — Passerelle"


def test_a_task_takes_the_place_of_the_page_until_it_ends(window: MainWindow) -> None:
    workspace = _open(window)
    task = _Page("Entretien")
    workspace.open_task(task)
    assert _task(workspace) is task
    assert window.windowTitle() == "Entretien — Passerelle"
    assert window.focusWidget().objectName() == "field-Entretien"
    workspace.close_task()
    assert _task(workspace) is None
    assert window.windowTitle() == "Aujourd’hui — Passerelle"


def test_ctrl_l_and_the_button_ask_to_lock(window: MainWindow, qtbot: QtBot) -> None:
    workspace = _open(window)
    with qtbot.waitSignal(window.lock_asked):
        _press(qtbot, window, Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(window.lock_asked):
        workspace.navigation.lock_button.click()


@pytest.mark.usefixtures("no_widget_left")
def test_locking_leaves_nothing_of_the_session(window: MainWindow, qtbot: QtBot) -> None:
    workspace = _open(window)
    gone: list[str] = []
    workspace.destroyed.connect(lambda: gone.append("workspace"))
    window.show_gate(Gate("Bonjour"))
    settle()
    assert gone == ["workspace"]
    assert window.workspace is None
    assert window.windowTitle() == "Passerelle"
    with qtbot.assertNotEmitted(window.lock_asked):
        qtbot.keyClick(window, Qt.Key.Key_L, CTRL)


def test_f12_hides_the_screen_and_lets_no_key_through(window: MainWindow, qtbot: QtBot) -> None:
    workspace = _open(window)
    page = workspace.page("aujourdhui")
    assert isinstance(page, _Page)
    line = page.field.line
    qtbot.keyClicks(line, "a")
    qtbot.keyClick(line, Qt.Key.Key_F12)
    cover = window.findChild(QWidget, "cover")
    assert isinstance(cover, QWidget)
    assert cover.isVisible()
    assert cover.geometry() == window.rect()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert cover.isAncestorOf(window.focusWidget()), "what is read aloud stays hidden too"
    qtbot.keyClicks(line, "secret")
    qtbot.keyClick(line, Qt.Key.Key_2, CTRL)
    assert line.text() == "a"
    assert workspace.here == "aujourdhui"
    qtbot.keyClick(cover, Qt.Key.Key_F12)
    assert not window.hider.is_hidden
    assert window.focusWidget().objectName() == line.objectName()
    qtbot.keyClicks(line, "b")
    assert line.text() == "ab"


def test_f12_hides_dialogs_too(window: MainWindow, qtbot: QtBot) -> None:
    _open(window)
    dialog = ask(Question(title="?", text="", confirm="Faire"), lambda: None, window)
    qtbot.waitUntil(dialog.isVisible)
    window.hider.cover()
    cover = dialog.findChild(QWidget, "cover")
    assert isinstance(cover, QWidget)
    assert cover.isVisible()
    button = cover.findChild(QPushButton, "uncover")
    assert isinstance(button, QPushButton)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert not window.hider.is_hidden
    dialog.reject()


def test_locking_closes_questions_and_the_hidden_screen_can_come_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    _open(window)
    dialog = ask(Question(title="Jeanne EXEMPLE ?", text="", confirm="Faire"), print, window)
    qtbot.waitUntil(dialog.isVisible)
    gone: list[str] = []
    dialog.destroyed.connect(lambda: gone.append("dialog"))
    window.hider.cover()
    window.show_gate(Gate("Bonjour"))
    settle()
    assert gone == ["dialog"]
    assert window.hider.is_hidden, "locking does not uncover"
    window.hider.uncover()
    assert not window.hider.is_hidden


def test_shift_f1_lists_the_keys_and_f12_is_among_them(window: MainWindow, qtbot: QtBot) -> None:
    _open(window)
    _press(qtbot, window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    dialog = window.findChild(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog)
    shown = [child.accessibleName() for child in dialog.findChildren(QWidget)]
    assert "F12\u00a0: masquer l’écran, puis le retrouver" in shown
    assert "F1\u00a0: ouvrir le guide à la page où vous êtes" in shown
    dialog.accept()


def test_ctrl_plus_minus_and_zero_change_the_size(
    window: MainWindow, themes: ThemeManager, qtbot: QtBot
) -> None:
    _open(window)
    _press(qtbot, window, Qt.Key.Key_Plus, CTRL)
    _press(qtbot, window, Qt.Key.Key_Plus, CTRL)
    sizes = [themes.appearance.zoom]
    for key in (Qt.Key.Key_Minus, Qt.Key.Key_0):
        _press(qtbot, window, key, CTRL)
        sizes.append(themes.appearance.zoom)
    assert sizes == [125, 110, 100]


class _Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def _watch(qapp: QApplication, clock: _Clock) -> tuple[IdleWatch, list[str]]:
    watch = IdleWatch(qapp, clock=clock)
    locked: list[str] = []
    watch.idle.connect(lambda: locked.append("locked"))
    watch.start(10)
    return watch, locked


def test_ten_minutes_without_a_touch_lock(qapp: QApplication) -> None:
    clock = _Clock()
    watch, locked = _watch(qapp, clock)
    clock.now += 9 * 60
    watch.touch()
    clock.now += 10 * 60 - 1
    watch.look()
    assert locked == []
    clock.now += 1
    watch.look()
    watch.look()
    assert locked == ["locked"]


def test_the_first_touch_after_a_closed_lid_locks(qapp: QApplication) -> None:
    clock = _Clock()
    watch, locked = _watch(qapp, clock)
    clock.now += 3 * 3600
    watch.touch()
    assert locked == ["locked"]


def test_idle_locking_waits_while_somebody_is_received(qapp: QApplication) -> None:
    clock = _Clock()
    watch, locked = _watch(qapp, clock)
    watch.set_receiving(receiving=True)
    clock.now += 3600
    watch.look()
    assert locked == []
    watch.set_receiving(receiving=False)
    watch.look()
    assert locked == []
    clock.now += 600
    watch.look()
    assert locked == ["locked"]


def test_keys_count_as_touches(window: MainWindow, qtbot: QtBot) -> None:
    workspace = _open(window)
    clock = _Clock()
    window.idle._clock = clock
    window.idle.start(10)
    clock.now += 599
    page = workspace.page("aujourdhui")
    assert isinstance(page, _Page)
    assert isinstance(page.field.line, QLineEdit)
    # Keys of the keyboard arrive at the window; qtbot's go straight to the widget.
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert page.field.text() == "a"
    clock.now += 599
    with qtbot.assertNotEmitted(window.lock_asked):
        window.idle.look()


def test_the_strip_speaks_the_words_of_the_field(window: MainWindow, qtbot: QtBot) -> None:
    workspace = _open(window)
    state = StatusState(
        waiting=3,
        to_correct=1,
        last_success=datetime(2026, 11, 1, 18, 4, tzinfo=UTC),
        network=Network.ABSENT,
    )
    window.show_status(state)
    assert workspace.strip.outbox.text() == "3\u00a0en attente d’envoi, 1\u00a0à corriger"
    assert last_success_words(state) == (
        "Dernier envoi\u00a0: 1er\u00a0nov. 2026 à 18\u00a0h\u00a004"
    )
    assert network_words(state) == "Sans réseau"
    assert outbox_words(StatusState()) == "Rien en attente d’envoi"
    assert last_success_words(StatusState()) == "Pas encore synchronisé"
    with qtbot.waitSignal(window.synchronise_asked):
        workspace.strip.outbox.click()


def test_the_agent_is_named_in_the_navigation(window: MainWindow) -> None:
    workspace = _open(window)
    name = workspace.navigation.findChild(QWidget, "agentName")
    assert isinstance(name, QWidget)
    assert name.property("text") == "Camille Exemple"
