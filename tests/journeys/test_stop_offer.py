"""The rest cannot change the advice: the questions are stopped, or gone on with, by keys."""

from demonstration import gestures
from demonstration.hand import Hand
from demonstration.persons import examples
from tests.journeys.laptop import Laptop
from tests.ui.examples import SETTLED
from tests.ui.workplace import PASSPHRASE

OFFER = "La suite ne changera pas le conseil : s’arrêter ?"
PERSON = examples()["X01"]


def answer_until_offered(hand: Hand, laptop: Laptop) -> None:
    """Answer on: the advice is assessed behind the questions, the offer comes with the next one."""
    for _ in range(6):
        hand.settle()
        if hand.shows("stopOffer"):
            return
        gestures.answer(hand, PERSON, laptop.guide, until=1)
    hand.see(OFFER)


def test_questions_that_cannot_change_the_advice_are_gone_on_with_then_stopped(
    laptop: Laptop,
) -> None:
    """X01 is advised « assistance » for certain after four answers, not before."""
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.receive(hand)
        gestures.give_notice(hand)
        gestures.enter_person(hand, PERSON, laptop.convention)
        interview = screen.interview_on_screen()
        gestures.answer(hand, PERSON, laptop.guide, until=len(SETTLED) - 1)
        hand.settle()
        assert not hand.shows("stopOffer"), "one more answer decides"
        answer_until_offered(hand, laptop)
        hand.see(OFFER)
        hand.push("declineStop")
        hand.until(lambda: not hand.shows("stopOffer"), "the questions alone")
        gestures.answer(hand, PERSON, laptop.guide, until=1)
        assert not hand.shows("stopOffer"), "who went on is not asked again"
        gestures.on_hold(hand)

        hand.push(f"takeUp-{interview}")
        hand.find("review")
        answer_until_offered(hand, laptop)
        hand.push("stopQuestions")
        kept = {name: set(codes.split()) for name, codes in screen.answers(interview).items()}
        assert {name: kept[name] for name in SETTLED} == {
            name: set(codes.split()) for name, codes in SETTLED.items()
        }
        assert len(kept) < len(PERSON.answers), "the rest was not asked"
        gestures.exercise(hand, None)
        hand.see("Suivre le conseil : Assistance")
        gestures.follow_advice(hand)
        assert screen.kept_diagnosis(interview)["service"] == "assistance"
        gestures.finish(hand)
        assert len(screen.prescriptions()) == 1
