"""A Département's own form with every kind of question, at the real window; killed and taken up."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.usecases.interview.interviewing import LANGUAGE
from demonstration import gestures
from demonstration.hand import Key
from demonstration.persons import examples
from tests.journeys.laptop import Laptop, Screen
from tests.journeys.witness import Witness
from tests.ui.all_kinds import ask_all_kinds
from tests.ui.workplace import PASSPHRASE

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
PERSON = examples()["X01"]


def titled(hand: Witness, heading: str) -> None:
    hand.until(lambda: hand.heading() == heading, heading)


def enter(hand: Witness, text: str = "") -> None:
    hand.type(text)
    hand.press(Key.Key_Return)


def answer_until_the_hours(hand: Witness) -> None:
    titled(hand, "Questionnaire")
    hand.see("Bienvenue")  # the page bears its title before the first question has come
    enter(hand)  # the note
    titled(hand, "J’ai expliqué le questionnaire")
    hand.press(Key.Key_Space)
    enter(hand)
    titled(hand, "Comment venez-vous ?")
    enter(hand)  # required: said, and passed over for now
    hand.see("Il faut une réponse ici", "Entrée encore une fois pour y revenir plus tard")
    enter(hand)
    titled(hand, "Quels services ?")
    hand.press(Key.Key_1)
    enter(hand)
    titled(hand, "Du plus utile au moins utile")
    hand.press(Key.Key_Down, ALT)
    enter(hand)
    titled(hand, "À quel point êtes-vous à l’aise ?")
    enter(hand, "11")
    hand.see("Ce nombre n’est pas possible ici. De 0 à 10.")
    hand.press(Key.Key_Down)  # from what cannot be: to the end of the scale, then down
    enter(hand)
    titled(hand, "Combien d’heures par jour ?")
    hand.pick("short-English (en)")
    titled(hand, "How many hours a day?")


def note_two_persons(hand: Witness) -> None:
    titled(hand, "Person of the household")
    for name in ("Lucie", "Karim"):
        hand.push("addRepeat")
        titled(hand, "First name")
        enter(hand, name)
        hand.until(lambda: hand.heading().endswith("Device"), "the devices")
        hand.push("next")
        titled(hand, "Person of the household")
    hand.see("2 fiches notées", "1. Lucie", "2. Karim")
    hand.push("removeRepeat")
    hand.confirm()
    hand.see("1 fiche notée", "1. Karim")
    hand.until(lambda: not hand.shows("confirmDialog"), "the question gone")
    hand.window.activateWindow()  # as a window manager does: this platform has none
    hand.until(hand.window.isActiveWindow, "the window in front")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "repeatCopies"


def begin(screen: Screen, laptop: Laptop) -> None:
    gestures.unlock(screen.hand, PASSPHRASE)
    ask_all_kinds(screen.workplace)
    gestures.receive(screen.hand)
    gestures.give_notice(screen.hand)
    gestures.enter_person(screen.hand, PERSON, laptop.convention)


@pytest.mark.long
def test_every_kind_of_question_is_answered_killed_and_taken_up(laptop: Laptop) -> None:
    with laptop.window() as screen:
        begin(screen, laptop)
        entretien_id = screen.interview_on_screen()
        answer_until_the_hours(screen.hand)
        screen.hand.until(lambda: LANGUAGE in screen.answers(entretien_id), "the language kept")
    with laptop.window() as screen:  # the language is kept too
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        ask_all_kinds(screen.workplace)
        hand.push(f"takeUp-{entretien_id}")
        titled(hand, "How many hours a day?")
        hand.tab_to("scaleValue")
        for answer in ("2,5", "68", "05/03/1958", "03/12/2026 14 h 30", "7 h 15"):
            heading = hand.heading()
            enter(hand, answer)
            hand.until_other_heading(heading)
        titled(hand, "Your remarks")
        hand.type("Vient avec sa fille.")
        hand.press(Key.Key_Return, CONTROL)
        titled(hand, "Questionnaire")
        hand.see("Twice your age", "Réponse : 136.")
        enter(hand)
        note_two_persons(hand)
        hand.push("next")
        titled(hand, "How many computers?")
        enter(hand, "0")
        titled(hand, "Les questions sont finies")
        hand.see("Réponse nécessaire", "l’entretien ne se termine pas avant")
        hand.push("next")  # to the question that is required
        titled(hand, "How do you come?")
        hand.press(Key.Key_2)
        hand.push("review")
        hand.see("How do you come?, On foot, Répondu", "Seulement ce qui manque")
        hand.push("onlyMissing")
        hand.see("Il ne manque rien")
        screen.until_kept()
        answers = screen.answers(entretien_id)
        assert answers["moyen"] == "pied"
        assert answers["ordre"] == "photos papiers famille"
        assert answers["aise"] == "9"
        assert answers["prenom"] == "Karim"
        assert answers["age"] == "68"
