"""A pair of hands and eyes at the real window: keys in, what a user would see out."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

PATIENCE_S = 30.0
LOOK_EVERY_MS = 10
SETTLING_MS = 40  # layouts of texts that wrap take a few rounds
Key = Qt.Key


class NotSeenError(AssertionError):
    """What a user would have waited for never came; the message holds what was on screen."""


class Hand:
    """Types on whatever window is active, and waits for what it must show."""

    def __init__(self, window: QWidget, *, patience_s: float = PATIENCE_S) -> None:
        self.window = window
        self._patience_s = patience_s
        window.activateWindow()
        self.until(window.isActiveWindow, "the window in front")

    # -- keys ---------------------------------------------------------------------------------

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self._focus(), key, modifier)

    def type(self, text: str) -> None:
        """Type text where the focus is; `QTest.keyClicks` knows ASCII only."""
        for sign in text:
            if sign == "\n":
                self.press(Key.Key_Return)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign)
                QApplication.sendEvent(self._focus(), event)

    def go_to(self, page: str) -> None:
        """Go to a page of the column on the left by the keys that it states."""
        stated = self.find(f"nav-{page}").accessibleDescription()
        name = stated.removeprefix("Ctrl+")
        held = (
            Qt.KeyboardModifier.NoModifier
            if name == stated
            else Qt.KeyboardModifier.ControlModifier
        )
        self.press(Qt.Key[f"Key_{'Comma' if name == ',' else name}"], held)

    def tab_to(self, name: str, *, inside: str = "", most: int = 120) -> QWidget:
        """Press Tab until the focus is on the widget called `name`, as somebody without a mouse.

        `inside` names a widget that it must lie in, where several bear the same name.
        """
        self.find(name)
        # A dialog that has just closed leaves none in front for a moment: keys would go nowhere.
        self.until(lambda: QApplication.activeWindow() is not None, "a window in front")
        for _ in range(most):
            focus = QApplication.focusWidget()
            if focus is not None and _is_called(focus, name) and _lies_in(focus, inside):
                return focus
            self.press(Key.Key_Tab)
        raise NotSeenError(f"Tab never reached « {name} ».\n{self.screen_text()}")

    def write(self, name: str, text: str) -> None:
        """Go to a field by Tab, replace what it holds by `text`."""
        self.tab_to(name)
        self.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.press(Key.Key_Delete)
        self.type(text)

    def push(self, name: str, *, inside: str = "") -> None:
        """Go to a button by Tab and press Space."""
        self.tab_to(name, inside=inside)
        self.press(Key.Key_Space)

    def hold(self, name: str, *, until: str) -> None:
        """Go to a button by Tab and keep Space down until the widget called `until` is there."""
        button = self.tab_to(name)
        QTest.keyPress(button, Key.Key_Space)
        self.until(lambda: self.shows(until), f"« {until} »")
        QTest.keyRelease(self._focus(), Key.Key_Space)

    def pick(self, name: str, *, inside: str = "") -> None:
        """Pick one of a group of answers: Tab to the group, then arrows and Space."""
        wanted = self.find(name) if not inside else self._inside(name, inside)
        QApplication.sendPostedEvents()  # layouts: rows that were just shown find their places
        group = wanted.parentWidget()
        for _ in range(120):
            focus = QApplication.focusWidget()
            if focus is not None and focus.parentWidget() is group:
                break
            self.press(Key.Key_Tab)
        for _ in range(40):
            focus = QApplication.focusWidget()
            if focus is wanted:
                if isinstance(wanted, QAbstractButton) and not wanted.isChecked():
                    self.press(Key.Key_Space)
                return
            beside = focus is not None and focus.y() == wanted.y()
            self.press(Key.Key_Right if beside else Key.Key_Down)
        raise NotSeenError(f"the arrows never reached « {name} ».\n{self.screen_text()}")

    def pick_by_words(self, inside: str, words: str) -> None:
        """Pick the answer of a list that says `words`."""
        rows = self.find(inside).findChildren(QAbstractButton)
        self.pick(next(row.objectName() for row in rows if words in row.text()), inside=inside)

    def _inside(self, name: str, inside: str) -> QWidget:
        return next(
            widget for widget in self.find(inside).findChildren(QWidget, name) if widget.isVisible()
        )

    # -- eyes ---------------------------------------------------------------------------------

    def see(self, *words: str) -> None:
        """Wait until every one of `words` is on screen."""
        wanted = ", ".join(f"« {word} »" for word in words)
        self.until(lambda: all(word in self.screen_text() for word in words), wanted)

    def find(self, name: str) -> QWidget:
        """Wait for the visible widget called `name`."""
        found: list[QWidget] = []

        def there() -> bool:
            found[:] = [
                widget
                for window in self._windows()
                for widget in window.findChildren(QWidget, name)
                if widget.isVisible()
            ]
            return bool(found)

        self.until(there, f"the widget « {name} »")
        return found[0]

    def shows(self, name: str) -> bool:
        """Tell whether a widget called `name` is visible now."""
        return any(
            widget.isVisible()
            for window in self._windows()
            for widget in window.findChildren(QWidget, name)
        )

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Let the program work until `condition` holds.

        Raises:
            NotSeenError: it did not hold within the hand's patience.
        """
        end = time.monotonic() + self._patience_s
        while not condition():
            if time.monotonic() > end:
                raise NotSeenError(f"never seen: {what}\n{self.screen_text()}")
            pause = QEventLoop()
            QTimer.singleShot(LOOK_EVERY_MS, pause.quit)
            pause.exec()

    def settle(self) -> None:
        """Let everything that is queued be done and painted."""
        pause = QEventLoop()
        QTimer.singleShot(SETTLING_MS, pause.quit)
        pause.exec()

    def heading(self) -> str:
        """Return the title of the page on screen."""
        title = self.find("pageTitle")
        return title.text() if isinstance(title, QLabel) else ""

    def until_other_heading(self, heading: str) -> None:
        """Wait until the page has another title."""
        self.until(lambda: self.heading() != heading, "another page")

    def screen_text(self) -> str:
        """Return the words that are visible, one widget a line."""
        lines: list[str] = []
        for window in self._windows():
            lines += [
                text
                for widget in window.findChildren(QWidget)
                if widget.isVisible() and (text := _text_of(widget))
            ]
        return "\n".join(lines)

    def photograph(self, file: Path) -> None:
        """Keep a picture of the active window."""
        self.settle()
        file.parent.mkdir(parents=True, exist_ok=True)
        self._windows()[-1].grab().save(str(file))

    def _windows(self) -> list[QWidget]:
        """Return the visible windows, the one in front last."""
        shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        front = QApplication.activeModalWidget() or QApplication.activeWindow() or self.window
        return sorted(shown, key=lambda window: window is front)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window


def _is_called(widget: QWidget, name: str) -> bool:
    """Tell whether `widget` bears a name, or is the place to type of the field that does."""
    parent = widget.parentWidget()
    inner = isinstance(widget, QLineEdit) and parent is not None and parent.objectName() == name
    return inner or widget.objectName() == name


def _lies_in(widget: QWidget, name: str) -> bool:
    parent: QWidget | None = widget
    while name and parent is not None and parent.objectName() != name:
        parent = parent.parentWidget()
    return parent is not None


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text().replace("&", "")
    if isinstance(widget, QLineEdit):
        return widget.text() if widget.echoMode() is QLineEdit.EchoMode.Normal else ""
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QAbstractItemView):
        model = widget.model()
        rows = range(model.rowCount())
        return "\n".join(
            str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows
        )
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.accessibleDescription()
