"""A backup, a restore, the way back: killed with -9 at each thing they do to a file.

The child process kills itself at the n-th file opened, renamed or removed, for every n (a tenth
of them by default; all with PASSERELLE_TEST_ALL_KILLS), so each half state is met exactly once.
"""

import itertools
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.usecases.backup import restoring
from tests.fast_vault import fast_vaults
from tests.faults.scene import BOTH, Scene
from tests.usecases.backing import NAME

STRIDE = 1 if os.environ.get("PASSERELLE_TEST_ALL_KILLS") else 10
pytestmark = pytest.mark.timeout(1800)  # all the kills, on a busy machine
EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}
WHOLE = 0


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def killed_at(number: int, work: Callable[[], None]) -> bool:
    """Do `work` in another process that dies at its n-th act; tell whether it died."""
    child = os.fork()
    if child == 0:
        _die_at(number)
        try:
            work()
        except BaseException:  # noqa: BLE001 - a forked test must not go on as a second pytest
            os._exit(1)
        os._exit(WHOLE)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == WHOLE
    return False


def _die_at(number: int) -> None:
    count = itertools.count(1)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event not in EVENTS or (event == "open" and str(arguments[0]).endswith((".py", ".pyc"))):
            return
        if next(count) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def every_kill(scene: Scene, work: Callable[[], None]) -> Iterator[int]:
    """Kill `work` at each of its acts in turn, and let it end once."""
    for number in itertools.count(1, STRIDE):
        scene.again()
        died = killed_at(number, work)
        yield number
        if not died:
            assert number > 15, "too few acts to be believed"  # the way back has 17
            return


@pytest.mark.parametrize("work", [Scene.back_up, Scene.end_the_day])
@pytest.mark.long
def test_a_killed_backup_leaves_whole_ones_and_the_next_succeeds(
    scene: Scene, work: Callable[[Scene], None]
) -> None:
    for number in every_kill(scene, lambda: work(scene)):
        assert scene.started() == BOTH, number
        files = list(scene.stick.glob("*.sauvegarde"))
        assert files, number
        for path in files:
            restoring.examine(path, scene.clock)
        for left in scene.stick.glob("*.partiel"):
            os.utime(left, (0, 0))  # of a writer that died long ago: a living one keeps its part
        scene.back_up()
        assert not list(scene.stick.glob("*.partiel")), number


def test_a_killed_restore_leaves_one_of_the_two_states_whole(scene: Scene) -> None:
    seen: set[int] = set()
    for number in every_kill(scene, scene.restore):
        persons = scene.started()
        assert persons in (BOTH, [NAME]), number
        seen.add(len(persons))
        if len(persons) == 1:
            scene.go_back()
            assert scene.started() == BOTH, number
    assert seen == {1, 2}


def test_a_killed_way_back_loses_neither_state(scene: Scene) -> None:
    scene.restore()
    shutil.rmtree(scene._kept / "coffre")
    shutil.copytree(scene.data, scene._kept / "coffre")
    for number in every_kill(scene, scene.go_back):
        first = scene.started()
        assert first in (BOTH, [NAME]), number
        scene.go_back()
        other = scene.started()
        assert sorted([first, other]) == [BOTH, [NAME]], number
