"""Escape in a form of issue 7: what was typed is never dropped without a question."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.bootstrap.activity_way import open_activity
from app.ui.navigation import Activity
from app.ui.pages.ateliers.page import AteliersPage
from app.ui.pages.navette.page import NavettePage
from app.ui.pages.permanences import open_place
from app.ui.pages.permanences.place_page import PlacePage
from app.ui.tasks import InlineRunner
from app.ui.widgets.chip_row import ChipRow
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.ui.widgets.page import Page
from app.usecases.workplace import Workplace
from tests.ui.pages_b.conftest import Show
from tests.ui.paths import Paths
from tests.ui.screens_permanences import VINCA
from tests.ui.workplace import CONFLENT, NEUILLY, MakeWorkplace

RUNNER = InlineRunner()
Open = Callable[[Workplace, Paths], Page]


def _place(workplace: Workplace, paths: Paths) -> Page:
    page = open_place(workplace, RUNNER, paths, VINCA)
    assert isinstance(page, PlacePage)
    return page


def _write_hours(page: Page) -> None:
    _line(page, "hours-mardi").setText("9h-12")  # not even right


def _activity(activity: Activity) -> Open:
    return lambda workplace, paths: open_activity(workplace, RUNNER, paths, activity)


def _begin_workshop(page: Page) -> None:
    assert isinstance(page, AteliersPage)
    page.listing.new_asked.emit()
    assert leave(page) is None  # an empty form is left at once
    page.listing.new_asked.emit()
    QTest.keyClicks(_line(page, "participants"), "7")


def _answer(page: Page) -> None:
    chips = page.findChild(ChipRow)
    assert chips is not None
    assert chips.press_key("2")


def _write_name(page: Page) -> None:
    assert isinstance(page, NavettePage)
    _line(page, "shuttleFirstName").setText("Ana")


def _line(page: Page, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def leave(page: Page) -> ConfirmDialog | None:
    QTest.keyClick(page, Qt.Key.Key_Escape)
    return page.window().findChild(ConfirmDialog)


@pytest.mark.parametrize(
    ("profile", "opening", "write"),
    [
        (CONFLENT, _place, _write_hours),
        (CONFLENT, _activity(Activity.WORKSHOPS), _begin_workshop),
        pytest.param(NEUILLY, _activity(Activity.EVALUATION), _answer, marks=pytest.mark.long),
        pytest.param(NEUILLY, _activity(Activity.SHUTTLE), _write_name, marks=pytest.mark.long),
    ],
)
def test_escape_asks_before_what_was_typed_is_lost_and_leaves_at_once_otherwise(
    new_workplace: MakeWorkplace,
    show: Show,
    profile: str,
    opening: Open,
    write: Callable[[Page], None],
) -> None:
    place, paths = new_workplace(profile), Paths()
    page = opening(place, paths)
    show(page)
    assert leave(page) is None
    assert len(paths.taken) == 1  # nothing was typed yet
    write(page)
    before = len(paths.taken)
    asked = leave(page)
    assert asked is not None
    assert asked.cancel_button.hasFocus() or asked.focusWidget() is asked.cancel_button
    asked.reject()
    assert len(paths.taken) == before
