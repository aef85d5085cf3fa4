"""Leaving a page asks about what was typed there, whatever way it is left by."""

import pytest

from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.conftest import NewLaptop
from tests.journeys.witness import Witness
from tests.ui.frame.test_handed import Outside
from tests.ui.workplace import LOT_ET_GARONNE, PASSPHRASE

ASKED = "Ce que vous avez saisi ici n’est pas enregistré : il sera perdu."


def front(hand: Witness) -> None:
    """Bring the window in front, as a window manager does."""
    hand.window.activateWindow()
    hand.until(hand.window.isActiveWindow, "the window in front")


def stay(hand: Witness) -> None:
    """Answer « Rester ici »."""
    hand.see(ASKED)
    question = hand.find("confirmDialog")
    question.activateWindow()
    hand.until(question.isActiveWindow, "the question in front")
    hand.press(Key.Key_Escape)
    hand.until(lambda: not hand.shows("confirmDialog"), "the end of the question")
    front(hand)


@pytest.mark.long
def test_every_way_of_leaving_asks_about_what_is_not_kept_and_locking_does_not(
    new_laptop: NewLaptop,
) -> None:
    with new_laptop(LOT_ET_GARONNE).window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.go_to("demandes")
        hand.push("newRequest")
        hand.write("requestName", "Simone Exemple")
        for way in ("aujourdhui", "synchroniser", "reglages"):
            hand.go_to(way)
            stay(hand)
        hand.push("outboxState")
        stay(hand)
        hand.push("leaveRequestForm")
        hand.confirm()
        front(hand)
        hand.push("newBreach")
        hand.write("heure", "7 h 05")
        cross = Outside()
        screen.program.window.closeEvent(cross)
        assert not cross.isAccepted()
        stay(hand)
        hand.see("Quand l’avez-vous su ?")
        hand.go_to("reglages")
        hand.confirm()
        front(hand)
        hand.until(lambda: hand.heading() == "Réglages", "the page that was asked for")
        hand.go_to("demandes")  # nothing was typed there: nothing is asked
        hand.push("newRequest")
        hand.write("requestName", "Simone Exemple")
        hand.lock()
        assert not hand.shows("confirmDialog")
