"""F1 in the real window: each page opens its chapter, locked or not, by keys alone."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.bootstrap.options import Options
from app.bootstrap.program import Program
from app.ui.help.window import HelpWindow
from app.ui.navigation import Activity
from app.ui.pages.reglages.page import ReglagesPage
from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.laptop import Laptop, Screen, close
from tests.journeys.witness import Witness
from tests.ui.workplace import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
OF_COLUMN = {
    "aujourdhui": "aujourdhui",
    "personnes": "personnes",
    "prescriptions": "prescriptions",
    "mandats": "mandats",
    "carnets": "carnets",
    "permanences": "permanences",
    "echeances": "echeances",
    "structures": "structures",
    "bilan": "bilan",
    "demandes": "demandes",
    "synchroniser": "synchroniser",
    "reglages": "reglages",
}
"""The chapter of each page of the column; a page that is not here fails."""
OF_PARTS = (
    "reglages", "securite", "collegues", "departement", "versions-questionnaire", "convention",
    "imprimer", "sauvegardes", "effacements", "journal", "conformite", "premieres-heures",
    "fin", "mises-a-jour", "reglages",
)  # fmt: skip


def _guide() -> HelpWindow:
    found = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, HelpWindow) and one.isVisible()
    ]
    assert len(found) == 1, "one guide, never two"
    return found[0]


def _chapter(hand: Witness) -> str:
    """Press F1, close the guide by Escape, and return the chapter that was shown."""
    hand.press(Key.Key_F1)
    guide = _guide()
    assert guide.here is not None
    chapter = guide.here.chapter
    guide.activateWindow()
    hand.until(guide.isActiveWindow, "the guide in front")
    hand.press(Key.Key_Escape)
    assert not guide.isVisible()
    hand.window.activateWindow()
    hand.until(hand.window.isActiveWindow, "the window in front again")
    return chapter


@pytest.mark.long
def test_f1_works_at_the_gate_and_the_guide_stays_through_unlocking_and_locking(
    laptop: Laptop,
) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        assert _chapter(hand) == "ouvrir"
        hand.press(Key.Key_F1)
        guide = _guide()
        hand.window.activateWindow()
        gestures.unlock(hand, PASSPHRASE)
        assert guide.isVisible()
        hand.lock()
        assert guide.isVisible(), "it says nothing of anybody"
        hand.press(Key.Key_F1)
        assert _guide() is guide
    assert not isValid(guide), "it ends with the program"


@pytest.mark.long
def test_f1_opens_the_chapter_of_each_page_of_the_column_and_of_each_part_of_the_settings(
    laptop: Laptop,
) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        space = hand.window.workspace  # type: ignore[attr-defined]
        keys = [entry.key for entry in space._entries]
        assert {key: OF_COLUMN[key] for key in keys} == {key: _of(screen, key) for key in keys}
        found: list[str] = []
        page = screen.program.window.on_screen
        assert isinstance(page, ReglagesPage)
        for number in range(len(OF_PARTS)):
            page.tabs.show_number(number)
            found.append(_chapter(hand))
        assert tuple(found) == OF_PARTS


def _of(screen: Screen, key: str) -> str:
    screen.hand.go_to(key)
    return _chapter(screen.hand)


@pytest.mark.long
def test_f1_follows_an_interview_and_the_acts_of_today(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        session = screen.program.session
        assert session is not None
        session.open_quick_help()
        assert _chapter(hand) == "aide-rapide"
        session.open_activity(Activity.WORKSHOPS)
        assert _chapter(hand) == "ateliers"
        session.open_paper_sheets()
        assert _chapter(hand) == "questionnaires-papier"
        session.open_carnet_secours()
        assert _chapter(hand) == "carnet-de-secours"
        hand.go_to("aujourdhui")
        hand.push("doorInterview")
        hand.press(Key.Key_1)
        hand.see("Informer la personne")
        assert _chapter(hand) == "information"


@contextmanager
def _new_laptop_window(folder: "Path") -> "Generator[Program]":
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    program = Program(application, Options(data_dir=folder))
    try:
        program.start()
        yield program
    finally:
        close(program)
        program.window.deleteLater()


@pytest.mark.long
def test_f1_works_at_the_first_run_and_over_an_open_question(
    qapp: QApplication, laptop: Laptop, tmp_path: "Path"
) -> None:
    assert qapp.platformName() == "offscreen"
    with _new_laptop_window(tmp_path / "vide") as program:
        assert _chapter(Witness(program.window)) == "premier-demarrage"
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.press(Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        keys = hand.find("shortcutsDialog")
        keys.activateWindow()
        hand.until(keys.isActiveWindow, "the list in front")
        hand.press(Key.Key_F1)
        guide = _guide()
        assert guide.here is not None
        assert (guide.here.chapter, guide.parentWidget()) == ("clavier", keys)


@pytest.mark.long
def test_the_guide_is_searched_read_and_put_on_paper_by_keys(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        hand.press(Key.Key_F1)
        guide = _guide()
        guide.activateWindow()
        hand.until(guide.isActiveWindow, "the guide in front")
        hand.press(Key.Key_F, CONTROL)
        hand.type("cle usb perdue")
        hand.until(lambda: guide.search.suggestions.count() > 0, "something found")
        hand.press(Key.Key_Down)
        hand.press(Key.Key_Return)
        assert guide.here is not None
        assert guide.here.chapter == "cle-usb"
        assert "Une clé perdue ne dévoile rien" in guide.reader.toPlainText()
        hand.press(Key.Key_Left, ALT)
        assert guide.here.chapter == "ouvrir"
        hand.press(Key.Key_Right, ALT)
        assert guide.here.chapter == "cle-usb"
        hand.press(Key.Key_P, CONTROL)
        preview = hand.find("paperDialog")
        assert preview.windowTitle() == "Sans réseau : par clé USB"
