"""What every test of the window needs: no display, a theme, a window, and nothing left behind."""

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell.window import MainWindow
from app.ui.theme.current import ThemeManager
from app.ui.theme.tokens import Appearance
from app.ui.widgets.layouts import column
from tests.screens import settle


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Forgive the offscreen platform its remark about windows with limits of size."""
    forgiven = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
    for item in items:
        item.add_marker(forgiven)


@pytest.fixture(scope="session")
def only_themes(qapp: QApplication) -> ThemeManager:
    """One for all tests, as in the program: giving a style to an application takes its time."""
    return ThemeManager(qapp)


@pytest.fixture
def themes(only_themes: ThemeManager) -> ThemeManager:
    only_themes.take_back()  # a screen of a lent laptop may have been drawn before
    only_themes.apply(Appearance())
    return only_themes


@pytest.fixture
def window(qapp: QApplication, themes: ThemeManager, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(qapp, themes)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def no_widget_left(qapp: QApplication) -> Iterator[None]:
    """Fail when a window outlives its test. Ask for it before the fixtures that make windows."""
    settle()
    before = {id(widget) for widget in qapp.topLevelWidgets()}
    yield
    settle()
    left = [widget for widget in qapp.topLevelWidgets() if id(widget) not in before]
    assert not left, f"left behind: {left}"


@pytest.fixture
def stage(themes: ThemeManager, qtbot: QtBot) -> Iterator[QWidget]:
    """An active window with an empty column, for widgets that need the focus."""
    assert themes.appearance == Appearance()
    holder = QWidget()
    column(holder)
    holder.resize(700, 500)
    qtbot.addWidget(holder)
    holder.show()
    qtbot.waitExposed(holder)
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    yield holder
    holder.close()
