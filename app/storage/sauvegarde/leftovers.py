"""What a kill leaves in the data folder, of a backup, a restore or any other writing.

Light: the program asks at its start.
"""

import contextlib
from pathlib import Path
from typing import Final

from app.whole_files import drop_dead_parts

STAGING: Final = "restauration"  # the folder of a state that is not in force yet
WAITING: Final = "sauvegarde-prete.tmp"
ENDING: Final = "fin-du-poste.json"  # everything here is to be destroyed, see `fin_du_poste`
COPY: Final = "sauvegarde-copie.tmp"
_OF_BEFORE: Final = (
    "vault.json.tmp",
    "vault.json.bak.tmp",
    "vault.json.next.tmp",
    "essais.json.tmp",
)


def discard_leftovers(folder: Path) -> None:
    """Remove what a killed backup left: a copy that no rotation would ever reach."""
    for name in (WAITING, COPY, f"{COPY}-wal", f"{COPY}-shm"):
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def discard_parts(folder: Path) -> None:
    """Remove what killed writers left: a draft of the header may open with a former passphrase."""
    drop_dead_parts(folder, of_before=_OF_BEFORE)


def restore_was_cut(folder: Path) -> bool:
    """Tell whether a restore was under way when the program ended."""
    return (folder / STAGING).exists()
