"""The folders chosen before: a copy that stays there must still be rotated, told and destroyed.

Each is asked in a thread of its own, and what has not answered in time counts as absent: a network
that is gone must not keep anybody from locking. Decision: docs/decisions/0019.
"""

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Final, TypeVar

from sqlalchemy.orm import Session

from app.storage import parametres
from app.storage.sauvegarde import folder as backups
from app.storage.sauvegarde.failures import BackupError
from app.storage.sauvegarde.manifest import Manifest

_FOLDERS: Final = "sauvegardes.dossiers"
_Result = TypeVar("_Result")


def remembered(session: Session) -> list[Path]:
    """Return every folder that the database knows, in the order of their first use.

    `sauvegardes.json` is in clear and may be lost; a restored laptop has only the database.
    """
    value = parametres.load(session, _FOLDERS)
    return [Path(str(one)) for one in value] if isinstance(value, list) else []


def remember(session: Session, folders: Sequence[Path]) -> None:
    """Keep these folders in the database, in place of those before."""
    parametres.keep(session, _FOLDERS, [str(one) for one in folders])


def ask(
    folders: Sequence[Path], work: Callable[[Path], _Result], *, patience_s: float | None = None
) -> Mapping[Path, _Result]:
    """Do `work` in each folder that is there, all at once; return what came back in time.

    A folder that is absent, refuses or hangs has no result.
    """
    limit = backups.PATIENCE_S if patience_s is None else patience_s
    results: dict[Path, _Result] = {}

    def try_(folder: Path) -> None:
        with contextlib.suppress(BackupError, OSError):
            if folder.is_dir():
                results[folder] = work(folder)

    asking = [threading.Thread(target=try_, args=(one,), daemon=True) for one in folders]
    for thread in asking:
        thread.start()
    ended = monotonic() + limit
    for thread in asking:
        thread.join(max(0.0, ended - monotonic()))
    return dict(results)


def rotate(folders: Sequence[Path], new: Manifest) -> None:
    """Remove from these folders what a backup elsewhere replaces."""
    ask(folders, lambda one: backups.rotate(one, new))


def remove_over_age(folders: Sequence[Path], vault_id: str, now: datetime) -> None:
    """Remove from these folders what is over 30 days, save the latest of each."""
    ask(folders, lambda one: backups.remove_over_age(one, vault_id, now))


def held(folders: Sequence[Path], vault_id: str) -> Mapping[Path, int]:
    """Return how many backups of this vault lie in each folder that is there."""

    def count(folder: Path) -> int:
        found = backups.listed(folder)
        return sum(1 for one in found if one.manifest and one.manifest.vault_id == vault_id)

    return ask(folders, count)
