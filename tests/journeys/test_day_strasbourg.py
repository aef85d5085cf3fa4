"""The particular day of Strasbourg by keys: exercise, orientation, a carnet of ten handed over.

Sources: 001, art. 4, l. 83-124.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domain.identifiers import EntretienId
from app.usecases.carnets import stock
from demonstration import gestures
from demonstration.hand import Key
from demonstration.persons import examples
from tests.conventions.structures.test_reading import DEMO
from tests.documents.examples import text_of
from tests.journeys.laptop import Laptop, Screen
from tests.journeys.test_carnets import receive, save_paper, stick
from tests.journeys.witness import Witness
from tests.ui.workplace import PASSPHRASE
from tests.usecases.activites.counted import counted
from tests.usecases.structures.test_structures import take

__all__ = ["stick"]  # fixture
SANDRINE = examples()["X16"]
CTRL = Qt.KeyboardModifier.ControlModifier
WRONG = "tilleul orange bateau lundi porte"


@pytest.mark.long
@pytest.mark.obligation("S1-10", "S1-22", "S1-26")
def test_the_whole_day_of_strasbourg_by_keyboard_alone(laptop: Laptop, stick: Path) -> None:
    with laptop.opened() as place:
        take(place, DEMO)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.go_to("carnets")
        receive(hand, "2026-A", "1-40", "31/12/2027")
        hand.go_to("aujourdhui")
        entretien_id = answer_everything(screen, laptop)
        begin_exercise(hand)
        nothing_else_is_reachable(hand)
        lock_and_take_up(screen, entretien_id)
        kept = screen.kept_diagnosis(entretien_id)
        assert (kept["etat"], kept["niveau"]) == ("etabli", "intermediaire")
        hand.see("Suivre le conseil : Formation, 1 carnet de 10 Pass (100 €)")
        gestures.follow_advice(hand)
        orient(hand, stick)
        gestures.finish(hand)
        hand_over(hand, stick)
        assert [line.remis for line in stock.etat(screen.workplace).lots] == [1]
        assert counted(screen.workplace, "carnet_categorie*service") == {"2*formation": 1}
        assert counted(screen.workplace, "orientation") == {"rendez_vous": 1}


def answer_everything(screen: Screen, laptop: Laptop) -> EntretienId:
    """Receive her and answer up to the exercise."""
    hand = screen.hand
    gestures.receive(hand)
    gestures.give_notice(hand)
    gestures.enter_person(hand, SANDRINE, laptop.convention)
    gestures.answer(hand, SANDRINE, laptop.guide)
    gestures.end_questions(hand)
    hand.until(lambda: hand.shows("startExercise"), "the exercise")
    return screen.interview_on_screen()


def begin_exercise(hand: Witness) -> None:
    hand.push("startExercise")
    gestures.do_task(hand, 1, 2)
    gestures.do_task(hand, 2, 1)
    hand.see("Exercice 3 sur 5")


def nothing_else_is_reachable(hand: Witness) -> None:
    """The laptop is in the person's hands: no key, no word of anybody, no wrong passphrase."""
    for key in (Key.Key_1, Key.Key_2, Key.Key_5, Key.Key_L):
        hand.press(key, CTRL)
    hand.press(Key.Key_Escape)
    hand.press(Key.Key_F1)
    hand.see("Exercice 3 sur 5")
    for secret in (SANDRINE.nom, SANDRINE.prenom, "Camille", "Aujourd’hui", "Personnes"):
        assert secret not in hand.screen_text()
    hand.push("takeBack")
    hand.write("returnPassphrase", WRONG)
    hand.push("confirmReturn")
    hand.see("Ce n’est pas la bonne phrase de passe.")
    hand.push("keepHanded")
    hand.see("Exercice 3 sur 5")


def lock_and_take_up(screen: Screen, entretien_id: EntretienId) -> None:
    """Locked in the person's hands, nothing is lost; she ends the exercise."""
    hand = screen.hand
    screen.program.window.idle.idle.emit()  # nobody has touched the laptop for the idle time
    hand.find("passphrase")
    assert not screen.program.window.isFullScreen()
    gestures.unlock(hand, PASSPHRASE)
    hand.push(f"takeUp-{entretien_id}")
    hand.see("Exercices notés : 2 sur 5")
    hand.push("resumeExercise")
    for number in (3, 4, 5):
        gestures.do_task(hand, number, 0)
    hand.find("exerciseOver")
    gestures.take_back(hand, PASSPHRASE)
    hand.push("endExercise")
    hand.find("confirmDecision")


def orient(hand: Witness, stick: Path) -> None:
    """Lead her to the fittest place near home, with its reasons; print the appointment."""
    hand.push("leadFromPapers")
    hand.see("Pour Sandrine ÉBAUCHE", "6 structures, du plus adapté au moins adapté")
    hand.see("Comptoir Numérique du Neudorf (fictif)", "3 besoins sur 3, accepte le Pass, proche")
    hand.open_row("Neudorf")
    hand.write("slipDay", "25/11/2026")
    hand.write("slipHour", "14h30")
    hand.push("makeSlip")
    hand.find("savePdf")
    save_paper(hand)
    (slip,) = stick.glob("*rendez*.pdf")
    assert "Comptoir Numérique du Neudorf" in text_of(stick, slip.read_bytes())
    hand.push("backToList")
    hand.push("leaveStructures")
    hand.find("finishInterview")


def hand_over(hand: Witness, stick: Path) -> None:
    """Hand her one carnet of ten Pass: nobody waits for another (l. 114)."""
    hand.push("doorCarnet")
    hand.open_row("Sandrine")
    hand.see("Numéro du carnet")
    hand.push("handOver")
    hand.see("Le carnet NP-00001 est remis.")
    hand.push("printReceipt")
    hand.find("savePdf")
    save_paper(hand)
    (receipt,) = stick.glob("recu-*.pdf")
    assert "10 Pass" in text_of(stick, receipt.read_bytes())
    hand.push("otherPerson")
    hand.see("Personne n’attend de carnet")
