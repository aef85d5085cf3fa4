"""The program is killed while the person has the laptop."""

import os
import signal
import subprocess
import sys

import pytest

from demonstration import gestures
from tests.faults.child_exercice import NOTED
from tests.journeys.laptop import Laptop
from tests.paths import ROOT
from tests.ui.workplace import PASSPHRASE


@pytest.mark.long
def test_a_killed_exercise_resumes_at_the_next_task(laptop: Laptop) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.child_exercice", str(laptop.data)],
        cwd=ROOT,
        env={**os.environ, **laptop.environment()},
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "in the middle\n"
        child.send_signal(signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        entretien_id = screen.interview_on_screen()
        hand.push(f"takeUp-{entretien_id}")
        hand.see(f"Exercices notés : {len(NOTED)} sur 5")
        hand.push("resumeExercise")
        for number in (3, 4, 5):
            gestures.do_task(hand, number, 0)
        gestures.take_back(hand, PASSPHRASE)
        hand.push("endExercise")
        hand.find("confirmDecision")
        taken = screen.kept_diagnosis(entretien_id)
        assert taken["niveau"] == "intermediaire"  # 3 points: one level below what she said
