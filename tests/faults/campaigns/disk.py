"""A disk that fills up anywhere in a day of work, and one that cannot be written.

The laptop lies on a small disk of its own, in memory (`mount`, so root on Linux); a ballast leaves
so many bytes free. From nothing to all that the day needs: wherever the room ends, whoever works is
told in a sentence, all that was said to be kept is kept, and with room again the day goes on.
"""

import os
import subprocess
import tempfile
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any

from app.domain.failures import AppError
from app.storage.vault import files
from app.storage.vault.failures import WrongPassphraseError
from app.usecases.backup import restoring, saving
from app.usecases.interview import receiving
from app.usecases.laptop import colleagues, housekeeping, opening
from app.usecases.laptop.installing import NewAgent, NewVault, install
from app.usecases.people import persons
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.faults.campaigns.laptop import (
    Prepared,
    kept_as_told,
    nothing_half,
    quick,
    receive_all_day,
    sound,
    still_works,
)
from tests.faults.campaigns.moments import Say
from tests.faults.campaigns.verdict import SEED, Verdict, told
from tests.paths import RESOURCES
from tests.ui.workplace import CCAS, PASSPHRASE, STRASBOURG
from tests.usecases.backing import NAME, names, opened
from tests.usecases.test_day import follow, interview

_SIZE = 48 * 1024 * 1024
_BLOCK = 4096
_SIZE_OF_A_COPY, _COPIES = 1024 * 1024, 4  # a backup is copied, sealed, carried: room in between
_NEW_PASSPHRASE = "sapin violet navire mardi rideau"  # noqa: S105 - of a vault made for a test


def full_campaign(number: int = 150) -> Verdict:
    """Fill the disk at so many places of a day; the whole campaign is every 4 or 8 KB of it."""
    verdict = Verdict(campaign="full", seed=SEED)
    with quick(), small_disk() as disk:
        laptop = Prepared(disk, _before)
        need = _need(laptop, disk)
        chance = Random(f"{SEED}-full")  # noqa: S311 - a fixed draw
        for turn in range(number):
            most = need if turn % 2 else need + _COPIES * _SIZE_OF_A_COPY
            free = most * turn // number + chance.randrange(_BLOCK)

            def look(free: int = free) -> str:
                laptop.again()
                return _day_without_room(laptop, disk, free)

            verdict.judge(f"full with {free} bytes free", look)
    return verdict


def read_only_campaign(number: int = 0) -> Verdict:
    """Try everything on a laptop whose folder cannot be written; `number` is not needed."""
    del number
    verdict = Verdict(campaign="read-only", seed=SEED)
    with quick(), small_disk() as disk:
        laptop = Prepared(disk, _before)
        for name, work in _READ_ONLY.items():

            def look(work: Callable[[Prepared], Workplace | None] = work) -> str:
                laptop.again()
                before = _files(laptop)
                with _protected(disk):
                    ending = _refused(lambda: work(laptop))
                    assert _files(laptop) == before
                with closing(laptop.opened()) as place:
                    assert names(place) == [NAME]
                    still_works(place)
                return ending

            verdict.judge(f"read-only: {name}", look)
    return verdict


@contextmanager
def small_disk(size: int = _SIZE) -> Generator[Path]:
    """Mount a small disk in memory.

    Raises:
        RuntimeError: this system, or this user, cannot mount one.
    """
    with tempfile.TemporaryDirectory() as folder:
        options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
        if _mount(*options):
            raise RuntimeError("a small disk can be mounted by root on Linux alone")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def _mount(*options: str) -> int:
    done = subprocess.run(["mount", *options], check=False, capture_output=True)
    return done.returncode


@contextmanager
def _protected(disk: Path) -> Generator[None]:
    assert not _mount("-o", "remount,ro", str(disk))
    try:
        yield
    finally:
        assert not _mount("-o", "remount,rw", str(disk))


def _before(place: Workplace) -> None:
    follow(place, interview(place, nom=NAME))
    saving.choose_folder(place, place.vault.folder.parent / "cle")
    saving.back_up(place)


def _day(place: Workplace, say: Say) -> None:
    """Whatever writes on a day: receiving, tidying, a backup, a passphrase, a colleague."""
    receive_all_day(place, say, ("Plenard",))
    housekeeping.tidy(place, keep_going=lambda: True)
    saving.back_up(place)
    colleagues.change_passphrase(place, PASSPHRASE, _NEW_PASSPHRASE)
    say(["changed", ""])


def _need(laptop: Prepared, disk: Path) -> int:
    """Return how much room the day takes at its fullest, with a little more."""
    most = [0]
    free = _free(disk)

    def say(_what: object) -> None:
        most[0] = max(most[0], free - _free(disk))

    with closing(opened(laptop.data, laptop.agent, laptop.clock)) as place:
        _day(place, say)
        say(None)
    return most[0] + 64 * _BLOCK


def _day_without_room(laptop: Prepared, disk: Path, free: int) -> str:
    said: list[Any] = []
    place: Workplace | None = None
    ballast = disk / "lest"
    ballast.write_bytes(bytes(max(0, _free(disk) - free)))
    ending = "the day found room"
    try:
        try:
            place = laptop.opened()
            _day(place, said.append)
        except AppError as failure:
            ending = f"told: {told(failure)}"
        changed = ["changed", ""] in said
        kept = [one for one in said if one[0] != "changed"]
        if place is not None:
            kept_as_told(place, kept)  # still full
            ballast.unlink()
            nothing_half(place)
            still_works(place)
    finally:
        if place is not None:
            place.close()
        ballast.unlink(missing_ok=True)
    _again_the_next_day(laptop, kept, changed=changed)
    return ending


def _again_the_next_day(laptop: Prepared, kept: list[Any], *, changed: bool) -> None:
    passphrase = _NEW_PASSPHRASE if changed else PASSPHRASE
    try:
        place = _opened_by(laptop, passphrase)
    except WrongPassphraseError:  # changed, and the disk was full when this was to be noted
        place = _opened_by(laptop, _NEW_PASSPHRASE)
    with closing(place):
        sound(place)
        kept_as_told(place, kept)
        nothing_half(place)
        assert len(persons.find(place, NAME)) == 1
        receiving.unfinished(place)
        saving.back_up(place)


def _opened_by(laptop: Prepared, passphrase: str) -> Workplace:
    around = Surroundings(resources=Resources(folder=RESOURCES), clock=laptop.clock)
    return opening.open_workplace(laptop.data, laptop.agent, passphrase, around)


def _free(disk: Path) -> int:
    stat = os.statvfs(disk)
    return stat.f_bavail * stat.f_frsize


def _files(laptop: Prepared) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in laptop.data.rglob("*") if file.is_file()}


def _refused(work: Callable[[], Workplace | None]) -> str:
    try:
        made = work()
    except AppError as failure:
        return f"told: {told(failure)}"
    if made is not None:
        made.close()
    raise AssertionError("nothing was refused")


def _install(laptop: Prepared) -> None:
    new = NewVault(
        profile=STRASBOURG,
        structure=CCAS,
        first=NewAgent(prenom="Camille", nom="Martin", fonction="conseillère"),
        passphrase=PASSPHRASE,
    )
    install(laptop.data.parent / "autre", new, laptop.clock)


def _put_copy_in_force(laptop: Prepared) -> None:
    files.restore_copy(laptop.data)


def _restore(laptop: Prepared) -> None:
    found = restoring.examine(next(laptop.stick.glob("*.sauvegarde")), laptop.clock)
    restoring.stage(laptop.data, found, laptop.agent, PASSPHRASE, laptop.clock)


_READ_ONLY: dict[str, Callable[[Prepared], Workplace | None]] = {
    "unlock": lambda laptop: opened(laptop.data, laptop.agent, laptop.clock),
    "install": _install,
    "put the copy of the header in force": _put_copy_in_force,
    "restore": _restore,
}
