"""The laptop in the person's hands, at the real window: nothing else reachable, nothing lost.

The exercise itself is part of the day of Strasbourg (`test_day_strasbourg`).
"""

import pytest
from PySide6.QtCore import Qt

from demonstration import gestures
from demonstration.hand import Key
from demonstration.persons import examples
from tests.journeys.laptop import Laptop
from tests.ui.workplace import PASSPHRASE

SANDRINE = examples()["X16"]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.long
def test_an_interview_on_hold_is_read_from_the_tray_without_being_resumed(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.receive(hand)
        gestures.give_notice(hand)
        gestures.enter_person(hand, SANDRINE, laptop.convention)
        gestures.answer(hand, SANDRINE, laptop.guide, until=3)
        entretien_id = screen.interview_on_screen()
        gestures.on_hold(hand)
        hand.push(f"review-{entretien_id}")
        hand.see("Vous le relisez sans le reprendre", "3 réponses")
        hand.push("leaveReview")
        hand.see("En attente")

        hand.press(Key.Key_2, CTRL)
        hand.write("searchPerson", SANDRINE.nom)
        hand.see(SANDRINE.nom.upper() + ", 67000 Strasbourg")
        hand.press(Key.Key_Return)
        hand.tab_to("personInterviews")
        hand.press(Key.Key_Return)
        hand.see("Vous le relisez sans le reprendre")
        hand.push("leaveReview")
        hand.see("Identité et adresse")  # back at the record, not at the list


def test_the_person_answers_by_herself_and_the_agent_goes_on(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.receive(hand)
        gestures.give_notice(hand)
        gestures.enter_person(hand, SANDRINE, laptop.convention)
        hand.find("faceScreen")
        entretien_id = screen.interview_on_screen()
        hand.push("faceScreen")
        hand.see("Question 1 sur")
        hand.press(Key.Key_2)
        hand.press(Key.Key_Return)
        hand.see("Avec quels services")
        for key in (Key.Key_1, Key.Key_3, Key.Key_L):
            hand.press(key, CTRL)
        hand.see("Avec quels services")
        for secret in (SANDRINE.nom.upper(), SANDRINE.prenom, "Camille", "Réponses", "attente"):
            assert secret not in hand.screen_text()
        gestures.take_back(hand, PASSPHRASE, until="faceScreen")
        assert hand.heading() == "Avec quels services avez-vous quelque chose à faire ?"
        assert screen.answers(entretien_id)["F4"] == "ponctuelle"


@pytest.mark.long
def test_locked_while_the_passphrase_is_checked_the_gate_stays(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.receive(hand)
        gestures.give_notice(hand)
        gestures.enter_person(hand, SANDRINE, laptop.convention)
        hand.push("faceScreen")
        hand.push("takeBack")
        hand.write("returnPassphrase", PASSPHRASE)
        hand.press(Key.Key_Return)
        screen.program.window.idle.idle.emit()  # before the answer of the other thread
        hand.find("passphrase")
        gestures.unlock(hand, PASSPHRASE)
        hand.see("Interrompu")
