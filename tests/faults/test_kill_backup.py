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

from app.storage.sauvegarde import leftovers, swapping
from app.storage.sauvegarde.leftovers import discard_leftovers
from app.usecases import restoring, saving
from tests.fast_vault import fast_vaults
from tests.ui.workplace import PASSPHRASE, WallClock, make_workplace
from tests.usecases.backing import NAME, names, opened
from tests.usecases.test_day import interview

AFTER = "Tourterand"  # entered after the backup
BOTH = [AFTER, NAME]
STRIDE = 1 if os.environ.get("PASSERELLE_TEST_ALL_KILLS") else 10
pytestmark = pytest.mark.timeout(1800)  # all the kills, on a busy machine
EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}
WHOLE = 0


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


class Scene:
    """A laptop with two persons, the second one entered after the backup that lies on the stick."""

    def __init__(self, root: Path) -> None:
        self.data, self.stick, self._kept = root / "coffre", root / "cle", root / "depart"
        self.stick.mkdir()
        place = make_workplace(self.data)
        self.agent = place.agent.id
        interview(place, nom=NAME)
        saving.choose_folder(place, self.stick)
        saving.back_up(place)
        interview(place, nom=AFTER)
        place.close()
        self.clock = WallClock()
        self.clock.go_on(hours=5)
        self.backup = next(self.stick.glob("*.sauvegarde"))
        shutil.copytree(self.data, self._kept / "coffre")
        shutil.copytree(self.stick, self._kept / "cle")

    def again(self) -> None:
        """Put everything back as it was."""
        for folder in (self.data, self.stick):
            shutil.rmtree(folder)
            shutil.copytree(self._kept / folder.name, folder)

    def started(self) -> list[str]:
        """Start the program again after a kill; return the persons."""
        discard_leftovers(self.data)
        swapping.finish_or_discard(self.data)
        place = opened(self.data, self.agent, self.clock)
        try:
            assert not list(self.data.glob("*.tmp"))
            assert not (self.data / leftovers.STAGING).exists()
            return sorted(names(place))
        finally:
            place.close()

    def back_up(self) -> None:
        place = opened(self.data, self.agent, self.clock)
        saving.back_up(place)
        place.close()

    def end_the_day(self) -> None:
        place = opened(self.data, self.agent, self.clock)
        packed = saving.lock_with_backup(place, tolerant=False)
        assert packed is not None
        saving.carry(packed, self.clock)

    def restore(self) -> None:
        found = restoring.examine(self.backup, self.clock)
        restoring.stage(self.data, found, self.agent, PASSPHRASE, self.clock)
        restoring.put_in_force(self.data, self.clock)

    def go_back(self) -> None:
        restoring.return_to_former(self.data, self.clock)


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
            assert number > 20, "too few acts to be believed"
            return


@pytest.mark.parametrize("work", [Scene.back_up, Scene.end_the_day])
def test_a_killed_backup_leaves_whole_ones_and_the_next_succeeds(
    scene: Scene, work: Callable[[Scene], None]
) -> None:
    for number in every_kill(scene, lambda: work(scene)):
        assert scene.started() == BOTH, number
        files = list(scene.stick.glob("*.sauvegarde"))
        assert files, number
        for path in files:
            restoring.examine(path, scene.clock)
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
