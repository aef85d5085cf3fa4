"""Practice at the real window, by keys: marked everywhere, kept apart, sent nowhere."""

import socket
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.bootstrap.practice import PracticeProgram
from app.ui.shell.practice import BAND, SAID, TITLE
from app.usecases.people import overview
from app.usecases.practice.preparing import PASSPHRASE as SHOWN
from app.usecases.practice.places import practice_folder
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
    hand.until(lambda: screen.program.practice is not None, "practice")
    practice = screen.program.practice
    assert isinstance(practice, PracticeProgram)
    there = Witness(practice.window)
    there.find("doorQuickHelp")
    return there


def leave(screen: Screen, hand: Witness) -> None:
    """Leave practice by its own button."""
    hand.push("leavePractice")
    hand.until(lambda: screen.program.practice is None, "the end of practice")
    screen.hand.until(screen.program.window.isActiveWindow, "the real window in front")
    screen.hand.find("passphrase")


def marked(window: QWidget) -> bool:
    """Tell whether a window that is on screen bears the mark, in its title too."""
    bands = [one for one in window.findChildren(QWidget, BAND) if one.isVisible()]
    return len(bands) == 1 and window.windowTitle().startswith(TITLE)


def test_practice_opens_from_the_gate_and_gives_it_back(laptop: Laptop, tmp_path: Path) -> None:
    with laptop.window() as screen:
        hand = practise(screen)
        hand.see(SAID.replace("\u00a0", " "))
        assert not screen.program.window.isVisible()
        leave(screen, hand)
        gestures.unlock(screen.hand, PASSPHRASE)
        assert not screen.hand.shows(BAND)
