"""Several interviews at once, and several agents on one laptop."""

from app.storage.acces import MotifAcces
from app.usecases.interview import interviewing
from demonstration import gestures
from demonstration.hand import Key
from demonstration.persons import Example, examples
from tests.journeys.laptop import Laptop, Screen
from tests.ui.workplace import PASSPHRASE, add_colleague

PERSONS = examples()


def begin(screen: Screen, laptop: Laptop, person: Example, *, answers: int) -> str:
    """Receive a person, answer some questions; return the question then on screen."""
    hand = screen.hand
    gestures.receive(hand)
    gestures.give_notice(hand)
    gestures.enter_person(hand, person, laptop.convention)
    assert gestures.answer(hand, person, laptop.guide, until=answers) == answers
    return hand.heading()


def test_two_interviews_on_hold_are_taken_up_at_their_exact_question(laptop: Laptop) -> None:
    simone, karim = PERSONS["X01"], PERSONS["X02"]
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        question_of_simone = begin(screen, laptop, simone, answers=4)
        first = screen.interview_on_screen()
        gestures.on_hold(hand)
        question_of_karim = begin(screen, laptop, karim, answers=9)
        second = screen.interview_on_screen()
        gestures.on_hold(hand)
        assert question_of_simone != question_of_karim
        hand.see("Simone EXEMPLIER", "4 réponses gardées", "9 réponses gardées", "En attente")

        hand.push(f"takeUp-{second}")
        hand.find("holdInterview")
        hand.until(lambda: hand.heading() == question_of_karim, question_of_karim)
        gestures.on_hold(hand)
        hand.push(f"takeUp-{first}")
        hand.find("holdInterview")
        hand.until(lambda: hand.heading() == question_of_simone, question_of_simone)
        for entretien_id, person in ((first, simone), (second, karim)):
            if entretien_id is second:
                hand.push(f"takeUp-{second}")
                hand.until(lambda: hand.heading() == question_of_karim, question_of_karim)
            gestures.answer(hand, person, laptop.guide)
            gestures.end_questions(hand)
            hand.until(lambda: hand.shows("startExercise"), "the exercise")
            gestures.exercise(hand, None)
            gestures.follow_advice(hand)
            kept = screen.kept_diagnosis(entretien_id)
            assert kept["service"] == person.expected["service"]
            gestures.finish(hand)
        assert len(screen.prescriptions()) == 2


def test_answers_given_as_the_window_closes_are_kept(laptop: Laptop) -> None:
    with laptop.window() as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        begin(screen, laptop, PERSONS["X01"], answers=4)
        interview = screen.interview_on_screen()
        screen.until_kept()
        before = len(screen.answers(interview))
        for key in (Key.Key_1, Key.Key_Return, Key.Key_1):  # and nothing waits for them
            screen.hand.press(key)
    with laptop.opened() as place:
        kept = interviewing.take(place, interview).answers
    assert len(kept) == before + 2


def test_a_second_agent_sees_his_own_and_opens_a_colleagues_person_with_a_reason(
    laptop: Laptop,
) -> None:
    with laptop.opened() as place:
        add_colleague(place, "Dominique", "Petit")
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE, agent="Camille")
        begin(screen, laptop, PERSONS["X01"], answers=2)
        gestures.on_hold(hand)
        hand.lock()

        gestures.unlock(hand, PASSPHRASE, agent="Dominique")
        hand.see("Bonjour Dominique")
        assert "EXEMPLIER" not in hand.screen_text()
        begin(screen, laptop, PERSONS["X05"], answers=1)
        gestures.on_hold(hand)
        hand.go_to("personnes")
        hand.see("MAQUETTE")
        assert "EXEMPLIER" not in hand.screen_text()
        hand.pick("short-all")
        hand.open_row("EXEMPLIER")
        hand.see("Pourquoi ouvrir ce dossier")
        assert "Vignes fictives" not in hand.screen_text()
        hand.pick("choice-accueil")
        hand.push("openWithReason")
        hand.see("Identité et adresse", "4 rue des Vignes fictives")
        hand.push("personHistory")
        hand.see("Dossier ouvert, par un collègue")
        assert screen.reasons_of_openings() == [MotifAcces.ACCUEIL]
        hand.lock()

        gestures.unlock(hand, PASSPHRASE, agent="Camille")
        hand.see("Simone EXEMPLIER")
        assert "MAQUETTE" not in hand.screen_text()
