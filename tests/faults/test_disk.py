"""The disk is full while answers are being given."""

from sqlalchemy import text

from demonstration import gestures
from demonstration.persons import examples
from tests.journeys.laptop import Laptop, Screen
from tests.ui.workplace import PASSPHRASE

KARIM = examples()["X02"]
FULL = "Le disque est plein : la dernière saisie n’a pas pu être enregistrée."
PLENTY = 1_000_000
LONGEST = 30  # answers of this person


def allow_pages(screen: Screen, most: int) -> None:
    """Let the file have `most` pages: SQLite then fails as it does on a disk without room."""
    with screen.workplace.database.engine.connect() as connection:
        connection.execute(text(f"PRAGMA max_page_count = {most}"))


def test_a_full_disk_during_an_answer_is_said_and_loses_nothing(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.receive(hand)
        gestures.give_notice(hand)
        gestures.enter_person(hand, KARIM, laptop.convention)
        entretien_id = screen.interview_on_screen()
        allow_pages(screen, 1)  # SQLite takes what the file has now

        given = 0
        kept: dict[str, str] = {}
        while FULL not in hand.screen_text():
            kept = screen.answers(entretien_id)
            given += gestures.answer(hand, KARIM, laptop.guide, until=1)
            assert given < LONGEST, "the file never needed another page"
            hand.settle()
        hand.see("Tout ce qui précède est gardé. Libérez de la place, puis recommencez.")
        assert len(kept) >= given - 1
        assert kept.items() <= screen.answers(entretien_id).items()

        allow_pages(screen, PLENTY)  # room was made: the interview simply goes on
        gestures.answer(hand, KARIM, laptop.guide)
        gestures.end_questions(hand)
        hand.until(lambda: hand.shows("startExercise"), "the exercise")
        found = {name: set(value.split()) for name, value in screen.answers(entretien_id).items()}
        assert found == {name: set(codes) for name, codes in KARIM.answers.items()}
        assert FULL not in hand.screen_text()
