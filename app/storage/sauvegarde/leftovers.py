"""What a backup or a restore leaves when it is killed. Light: the program asks at its start."""

import contextlib
from pathlib import Path
from typing import Final

STAGING: Final = "restauration"  # the folder of a state that is not in force yet
WAITING: Final = "sauvegarde-prete.tmp"
ENDING: Final = "fin-du-poste.json"  # everything here is to be destroyed, see `fin_du_poste`
COPY: Final = "sauvegarde-copie.tmp"


def discard_leftovers(folder: Path) -> None:
    """Remove what a killed backup left: a copy that no rotation would ever reach."""
    for name in (WAITING, COPY, f"{COPY}-wal", f"{COPY}-shm"):
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def restore_was_cut(folder: Path) -> bool:
    """Tell whether a restore was under way when the program ended."""
    return (folder / STAGING).exists()
