"""Where the schedules keep their files: in memory where the machine has such a folder."""

import atexit
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory, on Linux


def in_memory() -> Path:
    """Make a folder that goes with the process."""
    where = _MEMORY if _MEMORY.is_dir() else None
    made = Path(tempfile.mkdtemp(prefix="passerelle-echange-", dir=where))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def copied(files: Path, target: Path) -> Path:
    """Copy a folder of a few files as they lie: a database beside its log is what a kill leaves."""
    target.mkdir(parents=True)
    for file in files.iterdir():
        if file.is_file() and not file.name.endswith("-shm"):
            shutil.copyfile(file, target / file.name)
    return target


def replaced(files: Path, target: Path) -> None:
    """Put files in the place of others: the path stays, so engines and what they compiled do."""
    shutil.rmtree(target, ignore_errors=True)
    copied(files, target)
