"""Practice at the real window, by keys: marked everywhere, kept apart, sent nowhere."""

import socket
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.practice import PracticeProgram
from app.domain.prescription import Suivi
from app.ui.shell.practice import BAND, SAID, TITLE
from app.ui.shell.window import MainWindow
from app.ui.widgets.confirm_dialog import Question, ask
from app.usecases.backup import saving
from app.usecases.exchange import sticks
from app.usecases.laptop import colleagues, ending_laptop
from app.usecases.people import overview
from app.usecases.practice.places import practice_folder
from app.usecases.practice.preparing import PASSPHRASE as SHOWN
from app.usecases.practice.refusing import PracticeRefusedError
from app.usecases.versions import convention_files
from app.usecases.workplace import Workplace
from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.laptop import Laptop, Screen
from tests.journeys.witness import Witness
from tests.ui.workplace import PASSPHRASE, STRASBOURG


def practise(screen: Screen, profile: str = STRASBOURG) -> Witness:
    """Begin practice from the gate on screen; return the hands at its window."""
    hand = screen.hand
    hand.push("practise")
    hand.pick(f"choice-{profile}")
    hand.push("beginPractice")
    return begun(screen)


def begun(screen: Screen) -> Witness:
    """Return the hands at the window of practice, once it is there."""
    screen.hand.until(lambda: screen.program.practice is not None, "practice")
    practice = screen.program.practice
    assert isinstance(practice, PracticeProgram)
    there = Witness(practice.window)
    there.find("doorQuickHelp")
    return there


def leave(screen: Screen, hand: Witness) -> None:
    """Leave practice by its own button."""
    hand.push("leavePractice")
    ended(screen)


def ended(screen: Screen) -> None:
    """Wait until practice has ended and the real gate is in front."""
    hand = screen.hand
    hand.until(lambda: screen.program.practice is None, "the end of practice")
    hand.until(screen.program.window.isActiveWindow, "the real window in front")
    hand.find("passphrase")


def marked(window: QWidget) -> bool:
    """Tell whether a window that is on screen bears the mark, in its title too."""
    bands = [one for one in window.findChildren(QWidget, BAND) if one.isVisible()]
    return len(bands) == 1 and window.windowTitle().startswith(TITLE)


@pytest.mark.long
def test_practice_opens_from_the_gate_and_gives_it_back(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = practise(screen)
        hand.see(SAID.replace("\u00a0", " "))
        assert not screen.program.window.isVisible()
        leave(screen, hand)
        gestures.unlock(screen.hand, PASSPHRASE)
        assert not screen.hand.shows(BAND)


def digests(folder: Path) -> dict[str, str]:
    """Return every file below a folder with what it holds."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_size > len("{}")  # what holds nothing is alike
    }


@pytest.fixture
def no_line(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Refuse every connection of this process to anything but a file of the system's."""
    asked: list[object] = []

    def refuse(_socket: socket.socket, address: object, *_: object) -> None:
        asked.append(address)
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    return asked


def test_practice_is_sent_nowhere_kept_apart_and_left_without_a_trace(
    laptop: Laptop, no_line: list[object]
) -> None:
    with laptop.window() as screen:
        before = digests(laptop.data)
        there = practise(screen)
        practice = screen.program.practice
        assert practice is not None
        assert practice.session is not None
        place = practice.session.workplace
        assert place.vault.folder == practice_folder(laptop.data)
        assert overview.listing(place)[0].prescription.reference.startswith("2026-EXERCICE-")
        there.go_to("synchroniser")
        for suivi in (Suivi.ACCUSEE, Suivi.DECIDEE):
            there.push("synchronise")
            there.until(partial(_all_stand, place, suivi), f"« {suivi.value} »")
            there.find("synchronise")
        assert no_line == []
        refused = (
            lambda: saving.choose_folder(place, laptop.home),
            lambda: saving.export(place, laptop.home / "export"),
            lambda: sticks.prepare_stick(place, laptop.home),
            lambda: convention_files.give_out(place),
            lambda: ending_laptop.prepare(place, SHOWN, laptop.home / "attestation.pdf"),
            lambda: colleagues.change_passphrase(place, SHOWN, PASSPHRASE),
        )
        for act in refused:
            with pytest.raises(PracticeRefusedError):
                act()
        there.press(Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        ended(screen)
        assert digests(laptop.data) == before
        held, kept = set(before.values()), set(digests(practice_folder(laptop.data)).values())
        assert not held & kept
        assert not any(path.is_file() for path in laptop.home.rglob("*"))
        gestures.unlock(screen.hand, PASSPHRASE)
        assert overview.listing(screen.workplace) == []


@pytest.mark.long
def test_every_page_and_every_dialog_bears_the_mark(laptop: Laptop) -> None:
    with laptop.window() as screen:
        there = practise(screen)
        window = there.window
        assert isinstance(window, MainWindow)
        assert window.workspace is not None
        keys = [entry.key for entry in window.workspace.entries]
        assert len(keys) > 8
        for key in keys:
            window.workspace.go_to(key)
            there.settle()
            assert marked(window), key
        there.go_to("aujourdhui")
        there.press(Key.Key_F1)
        there.until(lambda: len(shown_windows(window)) == 1, "the help")
        there.go_to("personnes")
        there.settle()
        for one in shown_windows(window):
            assert marked(one), one.windowTitle()
            one.close()
        page = window.workspace.page("personnes")
        assert page is not None
        ask(Question(title="Effacer ?", text="Une question.", confirm="Oui"), _nothing, page)
        there.until(lambda: len(shown_windows(window)) == 1, "the question")
        dialog = shown_windows(window)[0]
        there.until(lambda: marked(dialog), "the mark on the question")
        dialog.close()
        window.activateWindow()
        there.until(window.isActiveWindow, "practice in front")
        leave(screen, there)


@pytest.mark.long
def test_whoever_begins_anew_finds_the_first_day_again(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.open_tab("goPractice")
        hand.push("goPractice")
        hand.push("beginPractice")  # the laptop's own convention is chosen
        there = begun(screen)
        there.go_to("synchroniser")
        there.push("synchronise")
        there.find("synchronise")
        leave(screen, there)
        hand.push("practise")
        hand.push("practiceAnew")
        hand.confirm()
        hand.until(lambda: screen.program.practice is not None, "practice, anew")
        practice = screen.program.practice
        assert practice is not None
        assert practice.session is not None
        found = overview.listing(practice.session.workplace)
        assert {one.suivi for one in found} == {Suivi.PREPAREE}
        leave(screen, Witness(practice.window))


def _all_stand(place: Workplace, suivi: Suivi) -> bool:
    return {one.suivi for one in overview.listing(place)} == {suivi}


def _nothing() -> None:
    """Whoever says yes changes nothing."""


def shown_windows(window: QWidget) -> list[QWidget]:
    """Return the other windows on screen."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]
