"""Tab goes through a screen as one reads it, and comes back to where it began."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.shell.window import MainWindow
from tests.screens import HEIGHT, WIDTH, all_screens, settle
from tests.ui.accessibility import focus_walk

SCREENS = {one.name: one for one in all_screens()}
MADE_LATE = (
    "permanences-lieu-nouveau",  # the address is moved above the hours
    "carnets-5-livraison",
    "mandat-3-une-ligne",
    "personne-nouvelle",
    "questionnaire-plusieurs",
    "violation-3-donnees",
    "bilan-rapport-texte",
    "structures-orienter",
    "impression-choix",
)


def _upwards(before: QWidget, after: QWidget) -> bool:
    """Tell whether `after` stands above `before`, and not in a column to its right."""
    here, there = _place(before), _place(after)
    return there.bottom() <= here.top() and there.left() <= here.left()


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


@pytest.mark.obligation("S4-08")
@pytest.mark.parametrize("name", MADE_LATE)
def test_tab_goes_on_as_one_reads_and_comes_round(name: str, window: MainWindow) -> None:
    window.resize(WIDTH, 4 * HEIGHT)  # nothing scrolls: places tell what one reads next
    drawn = SCREENS[name].factory(window) or window
    settle()
    window.hider.uncover()
    visited = focus_walk(drawn)
    back = [(a, b) for a, b in itertools.pairwise([*visited, visited[0]]) if _upwards(a, b)]
    assert len(visited) > 4
    assert len(back) == 1, [(a.objectName(), b.objectName()) for a, b in back]


def test_shift_and_tab_goes_the_same_way_back(window: MainWindow) -> None:
    SCREENS["permanences-lieu-nouveau"].factory(window)
    settle()
    forward = focus_walk(window)
    backward: list[QWidget] = []
    for _ in forward:
        here = window.focusWidget()
        backward.append(here)
        QTest.keyClick(here, Qt.Key.Key_Backtab)
    assert backward == [forward[0], *reversed(forward[1:])]
    assert not any(isinstance(one.window(), QDialog) for one in forward)
