from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.ui.theme.current import ThemeManager
from app.ui.widgets.page import Page
from tests.ui.workplace import new_workplace, workplace
from tests.usecases.test_sending import Line

__all__ = ["new_workplace", "workplace"]  # fixtures

Show = Callable[[Page], None]


@pytest.fixture
def show(themes: ThemeManager, qtbot: QtBot) -> Show:
    """Put a page on screen, active, with the focus where it wants it."""
    assert themes.appearance.zoom

    def put(page: Page) -> None:
        page.resize(1000, 760)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.take_focus()

    return put


@pytest.fixture
def line() -> Line:
    return Line()
