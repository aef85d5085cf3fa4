"""The program is killed in the middle of a question."""

import json
import os
import signal
import subprocess
import sys

from demonstration import gestures
from demonstration.persons import examples
from tests.faults.child import ANSWERED
from tests.journeys.laptop import Laptop
from tests.paths import ROOT
from tests.ui.workplace import PASSPHRASE

KARIM = examples()["X02"]


def killed_at(laptop: Laptop) -> str:
    """Interview in another process, kill it with -9; return the question it was at."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.child", str(laptop.data)],
        cwd=ROOT,
        env={**os.environ, **laptop.environment()},
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        child.send_signal(signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    return str(json.loads(said)["question"])


def test_a_killed_program_resumes_at_the_same_question_with_every_answer(laptop: Laptop) -> None:
    question = killed_at(laptop)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.see("À finir", "Karim ESSAIDI-MODÈLE", "Interrompu")
        entretien_id = screen.interview_on_screen()
        kept = screen.answers(entretien_id)
        names = [name for name, q in laptop.guide.questions.items() if q.label == question]
        earlier = {name: value for name, value in kept.items() if name not in names}
        assert len(earlier) == ANSWERED
        assert {name: set(value.split()) for name, value in earlier.items()} == {
            name: set(KARIM.answers[name]) for name in earlier
        }

        hand.push(f"takeUp-{entretien_id}")
        hand.find("holdInterview")
        hand.until(lambda: hand.heading() == question, question)
        gestures.answer(hand, KARIM, laptop.guide)
        gestures.end_questions(hand)
        hand.until(lambda: hand.shows("startExercise"), "the exercise")
        gestures.exercise(hand, None)
        gestures.follow_advice(hand)
        (prescription,) = screen.prescriptions()
        assert (prescription.service, prescription.carnets) == ("formation", 1)
