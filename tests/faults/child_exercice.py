"""A program whose laptop is in the person's hands, in a process of its own, to be killed there.

`python -m tests.faults.child_exercice DATA`: leads the example person X16 to the exercise, notes
two tasks, leaves her in the middle of the third, says so in one line, and stays.
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

import app.ui  # noqa: F401  # pyright: ignore[reportUnusedImport] - before any other use of Qt
from app.bootstrap.options import Options
from app.bootstrap.program import Program
from demonstration import gestures
from demonstration.persons import examples
from tests.fast_vault import fast_vaults
from tests.journeys.witness import Witness
from tests.ui.workplace import PASSPHRASE, WallClock

NOTED = (2, 1)


def main() -> int:
    application = QApplication(sys.argv[:1])
    with fast_vaults():
        program = Program(application, Options(data_dir=Path(sys.argv[1])), WallClock())
        program.start()
        hand = Witness(program.window)
        gestures.unlock(hand, PASSPHRASE)
        assert program.session is not None
        place = program.session.workplace
        sandrine, guide = examples()["X16"], place.questionnaire.guide
        gestures.receive(hand)
        gestures.give_notice(hand)
        gestures.enter_person(hand, sandrine, place.convention)
        gestures.answer(hand, sandrine, guide)
        gestures.end_questions(hand)
        hand.push("startExercise")
        for number, points in enumerate(NOTED, start=1):
            gestures.do_task(hand, number, points)
        hand.see(f"Exercice {len(NOTED) + 1} sur")
        print("in the middle", flush=True)
        return application.exec()


if __name__ == "__main__":
    sys.exit(main())
