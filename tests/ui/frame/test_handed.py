"""The laptop in the person's hands: what she can reach, and what the agent can."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QCloseEvent, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from app.ui.shell.navigation import NavEntry
from app.ui.shell.window import MainWindow, SessionWords
from app.ui.theme.current import ThemeManager, current_theme
from app.ui.widgets.handed_screen import HandedScreen
from app.ui.widgets.layouts import column
from app.ui.widgets.page import Page
from tests.screens import settle
from tests.ui.accessibility import focus_walk, nameless, nodes

if TYPE_CHECKING:
    from app.ui.theme.tokens import Appearance

NAME = "Monique MAQUETTE"
_TEXTS = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Task(HandedScreen):
    """A person's screen: a line and a button."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName("Réponse")
        self.button = QPushButton("Terminé")
        lines = column(self)
        lines.addWidget(self.line)
        lines.addWidget(self.button)

    @override
    def take_focus(self) -> None:
        self.line.setFocus()


class Hands:
    """A window in the person's hands."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        page, other = Page(NAME), Page("Autre")
        page.body.addWidget(QLabel(NAME))
        self.space = window.open_workspace(
            SessionWords(agent="Camille Martin", structure="CCAS", idle_minutes=10),
            [
                NavEntry(key="one", title="Une", icon="info", make=lambda: page),
                NavEntry(key="two", title="Deux", icon="info", make=lambda: other),
            ],
        )
        window.set_receiving(receiving=True)
        self.task = Task()
        self.locks: list[bool] = []
        window.lock_asked.connect(lambda: self.locks.append(True))
        self.frame = window.hand_over(self.task)
        settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        """Press keys where the focus is."""
        focus: QWidget | None = self.window.focusWidget()  # none, whatever the stubs say
        QTest.keyClick(focus or self.window, key, modifier)
        settle()

    def read(self) -> str:
        """Return everything that a screen reader finds, and the window's title."""
        words = [node.text(kind) for node in nodes(self.window) for kind in _TEXTS]
        return "\n".join([*words, self.window.windowTitle()])


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Iterator[Hands]:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Hands(window)
    yield made
    window.take_back()


def test_no_name_is_left_for_eyes_or_for_a_screen_reader(hands: Hands) -> None:
    assert hands.window.windowTitle() == "Passerelle"
    assert "MAQUETTE" not in hands.read()
    assert "Camille" not in hands.read()
    assert not hands.space.isVisible()
    assert nameless(hands.window) == []


def test_tab_stays_on_the_screen_and_the_agents_way_back(hands: Hands) -> None:
    walked = focus_walk(hands.window)
    assert set(walked) == {hands.task.line, hands.task.button, hands.frame.return_button}


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        *[(Qt.Key(Qt.Key.Key_1 + n), CTRL) for n in range(9)],
        (Qt.Key.Key_L, CTRL),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        *[(Qt.Key(Qt.Key.Key_A + n), ALT) for n in range(26)],
    ],
)
def test_no_key_leads_anywhere(hands: Hands, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    hands.press(key, modifier)
    assert hands.task.isVisible()
    assert hands.space.here == "one"
    assert hands.locks == []
    assert not hands.window.findChildren(QDialog)
    assert QApplication.activePopupWidget() is None


def test_the_keys_of_the_agent_come_back_with_him(hands: Hands) -> None:
    hands.window.take_back()
    settle()
    hands.press(Qt.Key.Key_2, CTRL)
    assert hands.space.here == "two"
    hands.press(Qt.Key.Key_L, CTRL)
    assert hands.locks == [True]


def test_nothing_can_be_pasted_and_no_menu_opens(hands: Hands) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText(NAME)
    hands.press(Qt.Key.Key_V, CTRL)
    QTest.keyClick(hands.task.line, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    QTest.mouseClick(hands.task.line, Qt.MouseButton.MiddleButton)
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(hands.task.line, menu)
    settle()
    assert hands.task.line.text() == ""
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu)]
    clipboard.clear()


def test_one_still_writes(hands: Hands) -> None:
    QTest.keyClicks(hands.task.line, "Lucie")
    assert hands.task.line.text() == "Lucie"


class Outside(QCloseEvent):
    """The request of the window manager: Alt+F4, the cross."""

    @override
    def spontaneous(self) -> bool:
        return True


def test_the_window_does_not_close_in_the_persons_hands(hands: Hands) -> None:
    closing: list[bool] = []
    hands.window.closing.connect(lambda: closing.append(True))
    refused = Outside()
    hands.window.closeEvent(refused)
    assert (refused.isAccepted(), closing) == (False, [])
    hands.window.take_back()
    hands.window.closeEvent(Outside())
    assert closing == [True]


def wall(monkeypatch: pytest.MonkeyPatch, hands: Hands) -> list[float]:
    """Set the wall clock to the last of the seconds returned, and begin to watch."""
    seconds = [0.0]
    monkeypatch.setattr(hands.window.idle, "_clock", lambda: seconds[-1])
    hands.window.idle.start(10)
    return seconds


def test_a_laptop_left_there_locks_after_the_idle_time(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.window.set_receiving(receiving=True)  # a step behind says so: the laptop is away still
    now = wall(monkeypatch, hands)
    now.append(599)
    hands.window.idle.look()
    assert hands.locks == []
    now.append(601)
    hands.window.idle.look()
    assert hands.locks == [True]


def test_idle_locking_waits_again_once_the_agent_is_back(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.window.take_back()
    now = wall(monkeypatch, hands)
    now.append(3600)
    hands.window.idle.look()
    assert hands.locks == []


def test_the_gate_takes_the_place_of_the_persons_screen(hands: Hands) -> None:
    hands.window.show_gate(QLabel("La porte"))
    settle()
    assert hands.window.handed is None
    assert not hands.window.isFullScreen()
    assert hands.window.workspace is None
    assert "Terminé" not in hands.read()


def test_hiding_the_screen_still_works(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F12, Qt.KeyboardModifier.NoModifier)
    hidden = [hands.window.hider.is_hidden]
    hands.press(Qt.Key.Key_F12, Qt.KeyboardModifier.NoModifier)
    hidden.append(hands.window.hider.is_hidden)
    assert hidden == [True, False]
    assert hands.task.isVisible()


def test_the_agent_comes_back_by_his_passphrase(hands: Hands) -> None:
    asked: list[str] = []
    hands.frame.return_asked.connect(asked.append)
    hands.frame.return_button.click()
    settle()
    line = hands.window.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "Écrivez votre phrase de passe." in hands.read()
    QTest.keyClicks(line, "tilleul orange")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert asked == ["tilleul orange"]
    hands.frame.refuse("Ce n’est pas la bonne phrase de passe.")
    settle()
    assert "Ce n’est pas la bonne phrase de passe." in hands.read()
    assert line.text() == ""
    assert line.hasFocus()
    hands.press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert hands.task.line.hasFocus()


def test_the_screen_is_larger_for_the_person_and_nobody_keeps_that(
    window: MainWindow, themes: ThemeManager, qtbot: QtBot
) -> None:
    told: list[Appearance] = []
    themes.changed.connect(told.append)
    hands = Hands(window)
    window.take_back()
    window.hand_over(Task(), larger=2)
    settle()
    assert current_theme().zoom == 125
    hands.press(Qt.Key.Key_Plus, CTRL)
    assert current_theme().zoom == 150
    window.take_back()
    assert current_theme().zoom == 100
    assert told == []
    assert qtbot is not None


def test_what_lay_there_is_there_again_with_its_title(hands: Hands) -> None:
    hands.window.take_back()
    settle()
    assert hands.space.isVisible()
    assert not hands.window.isFullScreen()
    assert hands.window.windowTitle().endswith("Passerelle")
    assert hands.window.windowTitle() != "Passerelle"
