"""What a backup in the making leaves in the data folder. Light: the program asks at its start."""

import contextlib
from pathlib import Path
from typing import Final

WAITING: Final = "sauvegarde-prete.tmp"
COPY: Final = "sauvegarde-copie.tmp"


def discard_leftovers(folder: Path) -> None:
    """Remove what a killed backup left: a copy that no rotation would ever reach."""
    for name in (WAITING, COPY, f"{COPY}-wal", f"{COPY}-shm"):
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)
