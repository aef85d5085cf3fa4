from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.shell import clipboard as clipboard_watch
from app.ui.shell.clipboard import KEPT_MS, ClipboardWatch


@pytest.fixture
def clipboard(qtbot: QtBot) -> Iterator[QClipboard]:
    del qtbot
    board = QGuiApplication.clipboard()
    board.clear()
    yield board
    board.clear()


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    """Return a line of the program's window, which has the focus."""
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(_active)
    return made


def _active() -> bool:
    return QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive


def _copy(line: QLineEdit, text: str) -> None:
    line.setText(text)
    line.selectAll()
    line.copy()


def test_what_is_copied_goes_after_two_minutes(line: QLineEdit, clipboard: QClipboard) -> None:
    watch = ClipboardWatch()
    _copy(line, "AAAA-CCAS-0001")
    assert clipboard.text() == "AAAA-CCAS-0001"
    assert (watch.timer.isActive(), watch.timer.interval(), KEPT_MS) == (True, 120_000, 120_000)
    watch.timer.timeout.emit()
    assert (clipboard.text(), watch.timer.isActive()) == ("", False)


def test_another_copy_starts_the_two_minutes_anew(line: QLineEdit, clipboard: QClipboard) -> None:
    watch = ClipboardWatch()
    _copy(line, "un")
    watch.timer.stop()
    _copy(line, "deux")
    assert watch.timer.isActive()
    assert clipboard.text() == "deux"


def test_what_a_clipboard_manager_took_over_goes_too(
    line: QLineEdit, clipboard: QClipboard
) -> None:
    watch = ClipboardWatch()
    _copy(line, "AAAA-CCAS-0001")
    line.close()
    clipboard.setText("AAAA-CCAS-0001")
    assert watch.timer.isActive()
    watch.clear()
    assert clipboard.text() == ""


def test_what_another_program_copied_is_left(
    line: QLineEdit, clipboard: QClipboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = ClipboardWatch()
    _copy(line, "AAAA-CCAS-0001")
    line.close()
    monkeypatch.setattr(clipboard_watch, "_at_work", lambda: False)  # windows of other tests
    clipboard.setText("d’ailleurs")
    assert not watch.timer.isActive()
    watch.clear()
    assert clipboard.text() == "d’ailleurs"
