import threading
from collections.abc import Callable, Iterator
from unittest.mock import patch

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import tidying
from app.bootstrap.tidying import Tidying
from app.storage.effacement import Purge
from app.storage.failures import LockedVaultError
from app.usecases.laptop import colleagues
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.workplace import add_colleague, new_workplace, workplace
from tests.usecases.test_day import interview

__all__ = ["new_workplace", "workplace"]  # fixtures

DONE = Purge(personnes=0, entretiens=0, prescriptions=0, complete=True)


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


class Told:
    """What a tidying told the window."""

    def __init__(self) -> None:
        self.ended = 0
        self.failed: list[Exception] = []

    def end(self) -> None:
        self.ended += 1


def tidying_of(place: Workplace, told: Told) -> Tidying:
    return Tidying(place, ended=told.end, failed=told.failed.append)


class Purging:
    """A purge that lasts until it is told to stop, or let go on."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.may_end = threading.Event()
        self.stopped = False

    def __call__(self, place: Workplace, *, keep_going: Callable[[], bool]) -> Purge:
        del place
        self.begun.set()
        while keep_going() and not self.may_end.wait(0.001):
            pass
        self.stopped = not self.may_end.is_set()
        return DONE


def test_a_purge_that_lasts_keeps_nobody_from_looking_somebody_up(
    workplace: Workplace, qtbot: QtBot
) -> None:
    interview(workplace, nom="Exemplier")
    told, purging = Told(), Purging()
    with patch.object(tidying, "tidy", purging):
        beside = tidying_of(workplace, told)
        beside.start()
        assert purging.begun.wait(10)
        assert len(persons.find(workplace, "exempl")) == 1
        assert told.ended == 0
        purging.may_end.set()
        qtbot.waitUntil(lambda: told.ended == 1)
    beside.stop()
    assert told.failed == []


def test_a_lock_stops_a_purge_and_nobody_is_called_back(
    workplace: Workplace, qapp: QApplication
) -> None:
    told, purging = Told(), Purging()
    with patch.object(tidying, "tidy", purging):
        beside = tidying_of(workplace, told)
        beside.start()
        assert purging.begun.wait(10)
        beside.stop()
    qapp.processEvents()
    assert purging.stopped
    assert (told.ended, told.failed) == (0, [])
    beside.start()  # somebody calls late: nothing begins any more
    with pytest.raises(LockedVaultError):
        workplace.database.rewrite()


def test_a_purge_goes_on_in_the_database_of_the_new_keys(
    workplace: Workplace, qtbot: QtBot
) -> None:
    leaver, told = add_colleague(workplace), Told()
    seen: list[int] = []

    def once_over(place: Workplace, *, keep_going: Callable[[], bool]) -> Purge:
        database = place.database
        seen.append(place.vault.generation)
        assert keep_going()
        if len(seen) == 1:
            colleagues.remove(place, leaver.id)
        with database.writing():
            return DONE

    with patch.object(tidying, "tidy", once_over):
        beside = tidying_of(workplace, told)
        beside.start()
        qtbot.waitUntil(lambda: told.ended == 1)
        beside.stop()
    assert seen == [1, 2]
    assert told.failed == []
