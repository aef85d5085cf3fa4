import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.ui.garbage import Garbage
from app.ui.threads import ThreadRunner


class Cycle:
    """Never freed by counting references; tells in which thread it went."""

    def __init__(self, told: list[threading.Thread]) -> None:
        self.itself = self
        self.told = told

    def __del__(self) -> None:
        self.told.append(threading.current_thread())


@pytest.fixture
def python_collects() -> Iterator[None]:
    """As in a process that nobody touched, whatever the tests before left."""
    before = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if before else gc.disable)()


@pytest.mark.usefixtures("python_collects")
def test_what_a_thread_allocates_collects_nothing_there(qtbot: QtBot) -> None:
    garbage, runner = Garbage(lambda: 0.0), ThreadRunner("database")
    garbage.start()
    told: list[threading.Thread] = []
    Cycle(told)
    done: list[list[list[int]]] = []

    def work() -> list[list[int]]:
        return [[number] for number in range(200_000)]  # more than Python lets stand uncollected

    runner.run(work, on_success=done.append, on_failure=_unexpected)
    qtbot.waitUntil(lambda: bool(done))
    qtbot.waitUntil(lambda: bool(told))
    runner.close()
    garbage.stop()
    assert told == [threading.main_thread()]
    assert gc.isenabled()


@pytest.mark.usefixtures("python_collects")
def test_who_collected_before_goes_on_when_it_stops() -> None:
    garbage = Garbage(lambda: 0.0)
    gc.disable()
    garbage.start()
    garbage.stop()
    assert not gc.isenabled()


def test_what_is_old_is_looked_through_while_nobody_types(qtbot: QtBot) -> None:
    rested: list[float] = [0.0]
    garbage = Garbage(lambda: rested[0])
    garbage.start()
    told: list[threading.Thread] = []
    kept = [Cycle(told)]
    gc.collect(0)  # what is kept is no longer of the youngest generation
    kept.clear()
    while gc.get_count()[1] <= gc.get_threshold()[1]:
        gc.collect(0)
    tick = garbage.findChildren(QTimer)[0].timeout
    young = [[number] for number in range(2000)]
    qtbot.waitSignal(tick).wait()
    assert not told
    rested[0] = 2.0
    qtbot.waitSignal(tick).wait()
    assert told == [threading.main_thread()]
    garbage.stop()
    assert len(young) == 2000


def _unexpected(failure: Exception) -> None:
    raise failure
