"""The disk is full, or refuses to be written, while answers are being given."""

import resource
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import text

from app.domain.identifiers import EntretienId
from app.storage import reponses
from app.storage.failures import DiskFullError
from demonstration import gestures
from demonstration.hand import Key
from demonstration.persons import examples
from tests.journeys.laptop import Laptop, Screen
from tests.ui.workplace import PASSPHRASE

KARIM = examples()["X02"]
FULL = "Le disque est plein : la dernière saisie n’a pas pu être enregistrée."
PLENTY = 1_000_000


def allow_pages(screen: Screen, most: int) -> None:
    """Let the file have `most` pages: SQLite then fails as it does on a disk without room."""
    with screen.workplace.database.engine.connect() as connection:
        connection.execute(text(f"PRAGMA max_page_count = {most}"))


@contextmanager
def full_disk(screen: Screen, entretien_id: EntretienId) -> Generator[None]:
    """Take away the last room, in the file and in the page where the next answer goes."""
    database = screen.workplace.database
    allow_pages(screen, 1)  # SQLite takes what the file has now
    ballast: list[str] = []
    try:
        while len(ballast) < 500:
            ballast.append(f"/ballast/{len(ballast)}")
            with database.writing() as session:
                reponses.keep(session, entretien_id, ballast[-1], "x")
    except DiskFullError:
        pass
    yield
    allow_pages(screen, PLENTY)
    with database.writing() as session:
        for path in ballast[:-1]:
            reponses.remove(session, entretien_id, path)


@contextmanager
def no_file_grows(laptop: Laptop) -> Generator[None]:
    """Let no file of this process grow: the next write to the journal fails in the system."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = max(file.stat().st_size for file in laptop.data.glob("*-wal"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def begin(screen: Screen, laptop: Laptop) -> tuple[EntretienId, dict[str, str]]:
    """Receive a person and keep five answers; return the interview and these answers."""
    hand = screen.hand
    gestures.unlock(hand, PASSPHRASE)
    gestures.receive(hand)
    gestures.give_notice(hand)
    gestures.enter_person(hand, KARIM, laptop.convention)
    assert gestures.answer(hand, KARIM, laptop.guide, until=5) == 5
    entretien_id = screen.interview_on_screen()
    hand.until(lambda: len(screen.answers(entretien_id)) == 5, "five answers kept")
    return entretien_id, screen.answers(entretien_id)


def go_on_to_the_end(screen: Screen, laptop: Laptop, entretien_id: EntretienId) -> None:
    """Answer what is left, and find every answer kept."""
    hand = screen.hand
    gestures.answer(hand, KARIM, laptop.guide)
    gestures.end_questions(hand)
    hand.until(lambda: hand.shows("startExercise"), "the exercise")
    found = {name: set(value.split()) for name, value in screen.answers(entretien_id).items()}
    assert found == {name: set(codes) for name, codes in KARIM.answers.items()}


def test_a_full_disk_during_an_answer_is_said_and_loses_nothing(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        entretien_id, before = begin(screen, laptop)
        with full_disk(screen, entretien_id):
            question = hand.heading()
            hand.press(Key.Key_1)
            hand.see(FULL, "Tout ce qui précède est gardé. Libérez de la place")
            assert before.items() <= screen.answers(entretien_id).items()
            hand.press(Key.Key_Return)  # the page stays usable: one may go on and come back
            hand.until_other_heading(question)
            hand.press(Key.Key_Backspace)
            hand.until(lambda: hand.heading() == question, question)
        go_on_to_the_end(screen, laptop, entretien_id)  # room was made
        assert FULL not in hand.screen_text()


def test_a_disk_that_refuses_an_answer_is_said_and_loses_nothing(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        entretien_id, before = begin(screen, laptop)
        question = hand.heading()
        with no_file_grows(laptop):
            hand.press(Key.Key_1)
            hand.see("le disque n’a pas pu être lu ou écrit", "n’a pas été modifié")
        assert screen.answers(entretien_id) == before
        assert hand.heading() == question
        go_on_to_the_end(screen, laptop, entretien_id)
