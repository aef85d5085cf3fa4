from collections import defaultdict

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QTabBar, QWidget

from app.ui.shell.window import MainWindow
from tests.screens import Screen, all_screens, settle

SCREENS = [pytest.param(one, id=one.name) for one in all_screens()]


def letters(window: QWidget) -> dict[str, list[str]]:
    """Return what each Alt+letter would press or enter in `window`, as it stands."""
    found: dict[str, list[str]] = defaultdict(list)
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window:
            continue
        for words, target in texts(widget):
            key = QKeySequence.mnemonic(words).toString()
            if key and target.isEnabled():
                found[key].append(words)
    return found


def texts(widget: QWidget) -> list[tuple[str, QWidget]]:
    """Return the words of a widget that may hold a mnemonic, with the widget that it reaches."""
    if isinstance(widget, QAbstractButton):
        return [(widget.text(), widget)]
    if isinstance(widget, QLabel) and (reached := buddy(widget)) is not None:
        return [(widget.text(), reached)]
    if isinstance(widget, QTabBar):
        return [(widget.tabText(place), widget) for place in range(widget.count())]
    return []


def buddy(label: QLabel) -> QWidget | None:
    return label.buddy()  # None for most labels, whatever the stubs say


@pytest.mark.parametrize("screen", SCREENS)
def test_no_letter_stands_for_two_things(screen: Screen, window: MainWindow) -> None:
    drawn = screen.factory(window) or window
    settle()
    twice = {key: words for key, words in letters(drawn).items() if len(words) > 1}
    window.hider.uncover()
    if drawn is not window:
        drawn.close()
    assert twice == {}


def test_a_letter_that_stands_for_two_things_is_found(stage: QWidget) -> None:
    layout = stage.layout()
    assert layout is not None
    for words in ("&Nom", "&Nouveau", "Con&tinuer", "« R&&D »"):
        layout.addWidget(QPushButton(words))
    settle()
    assert letters(stage) == {"Alt+N": ["&Nom", "&Nouveau"], "Alt+T": ["Con&tinuer"]}
