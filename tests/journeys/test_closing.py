"""The end of the day at the real window: the last backup, a stick that hangs, is full or away."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from app.storage.sauvegarde import choice, container, folder
from app.usecases import journal
from app.usecases.backup import saving
from demonstration import gestures
from tests.journeys.laptop import Laptop, Screen, wait_for_end
from tests.ui.workplace import PASSPHRASE, WallClock


class Usage(NamedTuple):
    total: int = 1
    used: int = 1
    free: int = 0


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "cle"
    made.mkdir()
    return made


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Make the stick hang in the middle of a backup while the event is cleared."""
    go_on = threading.Event()
    go_on.set()

    def hang(path: Path) -> None:
        assert path.exists()
        if not go_on.is_set():
            assert threading.current_thread() is not threading.main_thread()
            go_on.wait(20)

    monkeypatch.setattr(folder, "forget_cache", hang)
    yield go_on
    go_on.set()


def backed_up(laptop: Laptop, stick: Path) -> None:
    """Back up once, as on the days before."""
    with laptop.opened() as place:
        saving.choose_folder(place, stick)
        saving.back_up(place)
    assert isinstance(laptop.clock, WallClock)
    laptop.clock.go_on(minutes=5)


def whole(stick: Path) -> list[Path]:
    found = sorted(stick.glob("*.sauvegarde"))
    for path in found:
        container.verify(path)
    return found


def later(laptop: Laptop, days: int) -> None:
    last = choice.load(laptop.data).last_success
    assert last is not None
    earlier = last - timedelta(days=days)
    choice.change(laptop.data, lambda kept: replace(kept, last_success=earlier))


def test_the_window_stays_while_the_backup_is_written_and_then_goes(
    laptop: Laptop, stick: Path, hanging: threading.Event
) -> None:
    with laptop.opened() as place:
        saving.choose_folder(place, stick)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.until(lambda: bool(whole(stick)), "the first backup")
        hand.until(lambda: not screen.program.backups.busy, "its end")
        (first,) = whole(stick)
        assert isinstance(laptop.clock, WallClock)
        laptop.clock.go_on(hours=5)
        hanging.clear()
        vault = screen.workplace.vault
        screen.program.window.close()
        hand.see("Sauvegarde en cours…", "Laissez la clé branchée")
        assert vault.is_forgotten
        assert not screen.program.closed
        assert whole(stick) == [first]
        screen.program.window.close()  # once more changes nothing
        assert not screen.program.closed
        hanging.set()
        wait_for_end(screen.program)
    assert [path.name for path in whole(stick)] == ["passerelle-20261122-151200.sauvegarde"]
    assert not list(stick.glob("*.partiel"))


def test_a_stick_that_hangs_does_not_keep_anybody(
    laptop: Laptop, stick: Path, hanging: threading.Event
) -> None:
    backed_up(laptop, stick)
    (before,) = whole(stick)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hanging.clear()
        screen.program.window.close()
        hand.see("Sauvegarde en cours…", "Laissez la clé branchée")
        hand.push("closeNow")
        wait_for_end(screen.program)
    assert whole(stick) == [before]
    hanging.set()
    for thread in threading.enumerate():  # in a process of its own it would be dead
        if thread.name == "backup":
            thread.join()
    assert isinstance(laptop.clock, WallClock)
    laptop.clock.go_on(minutes=5)
    with laptop.window() as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        kinds = [line.kind for line in journal.read(screen.workplace)]
        assert kinds[:3] == ["ouverture", "fermeture", "ouverture"]
    assert len(whole(stick)) == 1
    assert not list(stick.glob("*.partiel"))


def test_without_a_folder_the_window_goes_at_once(laptop: Laptop) -> None:
    with laptop.window() as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        vault = screen.workplace.vault
        screen.program.window.close()
        assert screen.program.closed
        assert vault.is_forgotten


def test_a_full_stick_is_said_before_the_window_goes(
    laptop: Laptop, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(laptop, stick)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage())
        screen.program.window.close()
        hand.see(
            "La sauvegarde n’a pas été faite",
            "Il n’y a plus assez de place pour la sauvegarde.",
            "Passerelle réessaiera à la prochaine ouverture.",
        )
        hand.push("closeAfter")
        wait_for_end(screen.program)
    assert len(whole(stick)) == 1
    with laptop.window() as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        screen.hand.see("La dernière sauvegarde n’a pas réussi.")
        monkeypatch.undo()
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


@pytest.mark.parametrize("days", [1, 8])
def test_a_stick_that_is_away_is_said_at_the_end_once_the_backup_is_late(
    laptop: Laptop, stick: Path, days: int
) -> None:
    backed_up(laptop, stick)
    later(laptop, days)
    stick.rename(stick.with_name("tiroir"))
    with laptop.window() as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        screen.program.window.close()
        if days > 7:
            screen.hand.see("La sauvegarde n’a pas été faite", "la clé est-elle branchée ?")
            screen.hand.push("closeAfter")
        wait_for_end(screen.program)


def test_a_stick_plugged_in_later_gets_its_backup_and_the_reminder_goes(
    laptop: Laptop, stick: Path
) -> None:
    backed_up(laptop, stick)
    later(laptop, 8)
    for path in whole(stick):
        path.unlink()
    away = stick.rename(stick.with_name("tiroir"))
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        known: Callable[[], str] = lambda: choice.load(laptop.data).problem  # noqa: E731
        hand.until(lambda: known() == "BackupFolderAbsentError", "the stick was looked for")
        hand.go_to("personnes")
        hand.go_to("aujourdhui")
        hand.see("La dernière sauvegarde a 8 jours.", "la clé est-elle branchée ?")
        screen.program.backups.watch.look()
        away.rename(stick)
        screen.program.backups.watch.look()
        hand.until(lambda: bool(list(stick.glob("*.sauvegarde"))) or look(screen), "the backup")
        hand.until(lambda: "La dernière sauvegarde" not in hand.screen_text(), "no reminder")
    assert whole(stick)


def look(screen: Screen) -> bool:
    screen.program.backups.watch.look()
    return False
