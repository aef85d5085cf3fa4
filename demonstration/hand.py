"""A pair of hands and eyes at the real window: keys in, what a user would see out."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

PATIENCE_S = 30.0
LOOK_EVERY_MS = 10
Key = Qt.Key


class NotSeenError(AssertionError):
    """What a user would have waited for never came; the message holds what was on screen."""


class Hand:
    """Types on whatever window is active, and waits for what it must show."""

    def __init__(self, window: QWidget, *, patience_s: float = PATIENCE_S) -> None:
        self.window = window
        self._patience_s = patience_s

    # -- keys ---------------------------------------------------------------------------------

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self._focus(), key, modifier)

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        QTest.keyClicks(self._focus(), text)

    def tab_to(self, name: str, *, most: int = 80) -> QWidget:
        """Press Tab until the focus is on the widget called `name`, as somebody without a mouse."""
        for _ in range(most):
            focus = QApplication.focusWidget()
            if focus is not None and focus.objectName() == name:
                return focus
            self.press(Key.Key_Tab)
        raise NotSeenError(f"Tab never reached « {name} ».\n{self.screen_text()}")

    def write(self, name: str, text: str) -> None:
        """Go to a field by Tab, replace what it holds by `text`."""
        self.tab_to(name)
        self.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.press(Key.Key_Delete)
        self.type(text)

    def push(self, name: str) -> None:
        """Go to a button by Tab and press Space."""
        self.tab_to(name)
        self.press(Key.Key_Space)

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
        for _ in range(3):
            QApplication.processEvents()

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


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text().replace("&", "")
    if isinstance(widget, QLineEdit):
        return widget.text() if widget.echoMode() is QLineEdit.EchoMode.Normal else ""
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.accessibleDescription()
