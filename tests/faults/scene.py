"""A laptop with a backup of this morning on its stick, put back as often as wanted."""

import shutil
from pathlib import Path

from app.storage.sauvegarde import leftovers, swapping
from app.storage.sauvegarde.leftovers import discard_leftovers
from app.usecases.backup import restoring, saving
from tests.ui.workplace import PASSPHRASE, WallClock, make_workplace
from tests.usecases.backing import NAME, names, opened
from tests.usecases.test_day import interview

AFTER = "Tourterand"  # entered after the backup
BOTH = [AFTER, NAME]


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
