"""The program is killed for good, by the system, while the service has its request."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from app.domain.prescription import Suivi
from tests.exchange.departement import example
from tests.exchange.judging import come_to_rest, judge_at_rest, judge_now
from tests.exchange.sockets import Watched, served
from tests.exchange.stage import Stage, staged
from tests.paths import ROOT

BATCH = 3  # erasures, decisions, prescriptions


@pytest.fixture
def stage() -> Iterator[Stage]:
    with staged() as made:
        yield made


def killed(stage: Stage, origin: str, watched: Watched, *, answered: bool) -> int:
    """Synchronise in another process, kill it at its batch; return how it ended."""
    stage.laptop.close()
    agent = stage.laptop.place.agent.id
    module = [sys.executable, "-m", "tests.exchange.child", str(stage.laptop.data), agent, origin]
    with subprocess.Popen(module, cwd=ROOT, stdout=subprocess.PIPE) as child:

        def kill(number: int) -> None:
            if number == BATCH:
                os.kill(child.pid, signal.SIGKILL)
                os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)

        if answered:
            watched.after = kill
        else:
            watched.before = kill
        child.wait()
    stage.oracle.received |= stage.desk.revisions()
    return child.returncode


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.long
def test_a_program_killed_in_its_request_goes_on_from_its_file(
    stage: Stage, *, answered: bool
) -> None:
    with served(example().departement) as (port, watched):
        ended = killed(stage, f"http://127.0.0.1:{port}", watched, answered=answered)
    assert ended == -signal.SIGKILL
    for story in stage.oracle.stories.values():
        assert stage.laptop.shown(story.id) is Suivi.REMISE  # handed over, and nothing more known
    judge_now(stage)
    come_to_rest(stage)
    judge_at_rest(stage)
    codes = {one.code for one in stage.reports[-1].items}
    assert codes <= ({"deja_recue"} if answered else {"accusee", "deja_recue"})
