"""A program on its window in a process of its own, to be killed in the middle of a question.

`python -m tests.faults.child DATA`: receives the example person X02, answers five questions, picks
an answer to the sixth without going on, says what is on screen in one line of JSON, and stays.
"""

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

import app.ui  # noqa: F401  # pyright: ignore[reportUnusedImport] - before any other use of Qt
from app.bootstrap.options import Options
from app.bootstrap.program import Program
from app.usecases.interview import interviewing, receiving
from demonstration import gestures
from demonstration.hand import Key
from demonstration.persons import examples
from tests.fast_vault import fast_vaults
from tests.journeys.witness import Witness
from tests.ui.workplace import PASSPHRASE, WallClock

ANSWERED = 5


def main() -> int:
    application = QApplication(sys.argv[:1])
    with fast_vaults():
        program = Program(application, Options(data_dir=Path(sys.argv[1])), WallClock())
        program.start()
        hand = Witness(program.window)
        gestures.unlock(hand, PASSPHRASE)
        gestures.receive(hand)
        gestures.give_notice(hand)
        assert program.session is not None
        place = program.session.workplace
        karim, guide = examples()["X02"], place.questionnaire.guide
        gestures.enter_person(hand, karim, place.convention)
        gestures.answer(hand, karim, guide, until=ANSWERED)
        hand.press(Key.Key_1)
        (interview,) = receiving.unfinished(place)

        def kept() -> bool:
            """Whether the database has the question on screen and its answer, on a busy machine."""
            taken = interviewing.take(place, interview.id)
            name = taken.entretien.position.rpartition("/")[2]
            return (
                len(taken.answers) == ANSWERED + 1 and guide.questions[name].label == hand.heading()
            )

        hand.until(kept, "the answer in the database")
        print(json.dumps({"question": hand.heading()}), flush=True)
        return application.exec()


if __name__ == "__main__":
    sys.exit(main())
