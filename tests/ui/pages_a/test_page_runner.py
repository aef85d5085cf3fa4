import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.storage.failures import DiskFullError
from app.ui.interview.page_runner import PageRunner
from app.ui.messages import failure_text
from tests.ui.frame.fakes import HoldingRunner
from tests.ui.paths import Paths


def test_a_page_that_was_left_is_told_nothing_but_the_work_is_done(qtbot: QtBot) -> None:
    del qtbot
    page, held, done, told = QWidget(), HoldingRunner(), list[str](), list[object]()
    runner = PageRunner(held, page, Paths())
    runner.run(lambda: done.append("kept"), on_success=told.append, on_failure=told.append)
    delete(page)
    held.finish()
    assert (done, told) == (["kept"], [])


def test_a_failure_is_said_on_the_page_that_follows(qtbot: QtBot) -> None:
    del qtbot
    page, held, paths, told = QWidget(), HoldingRunner(), Paths(), list[object]()

    def fail() -> None:
        raise DiskFullError

    PageRunner(held, page, paths).run(fail, on_success=told.append, on_failure=told.append)
    delete(page)
    held.finish()
    assert told == []
    assert paths.messages == [failure_text(DiskFullError())]


def test_a_bug_is_not_hidden_by_leaving_the_page(qtbot: QtBot) -> None:
    del qtbot
    page, held = QWidget(), HoldingRunner()

    def fail() -> None:
        raise ZeroDivisionError

    PageRunner(held, page, Paths()).run(fail, on_success=print, on_failure=print)
    delete(page)
    with pytest.raises(ZeroDivisionError):
        held.finish()
