"""Put a restored state in the place of the former one, so that a kill leaves one of them whole.

`restauration/` holds the new state. Once it is complete a marker is written: from then on the
moves are to be finished, whoever starts the program next. The former state goes to
`avant-restauration/`. Imports nothing heavy: the gate asks it at each start.
"""

import contextlib
import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

from app.storage import earlier
from app.storage.sauvegarde.failures import NothingToRestoreError, translated
from app.storage.sauvegarde.leftovers import STAGING, restore_was_cut
from app.storage.sauvegarde.writing import sync_folder, write_whole

FORMER: Final = "avant-restauration"
_READY: Final = "pret"
_SINCE: Final = "depuis"
_HEADER: Final = "vault.json"
_VAULT_FILES: Final = (
    "vault.json",
    "vault.json.bak",
    "vault.json.next",
    "passerelle*.db",
    "passerelle*.db-wal",
    "passerelle*.db-shm",
    "passerelle*.db-journal",
)


def new_staging(folder: Path) -> Path:
    """Return an empty folder for the new state; an abandoned one is removed.

    Raises:
        BackupError: the data folder cannot be written.
    """
    discard(folder)
    staging = folder / STAGING
    with translated():
        staging.mkdir(parents=True, mode=0o700)
    return staging


def discard(folder: Path) -> None:
    """Forget a new state that was not put in force."""
    staging = folder / STAGING
    if not (staging / _READY).exists():
        shutil.rmtree(staging, ignore_errors=True)


def put_in_force(folder: Path, now: datetime) -> None:
    """Make the staged state the one in force; the state before an earlier restore goes for good.

    Raises:
        NothingToRestoreError: nothing whole is staged.
        BackupError: the folder refuses; what was in force still is, or the next start finishes.
    """
    staging = folder / STAGING
    if not (staging / _HEADER).exists() or not list(staging.glob("passerelle*.db")):
        raise NothingToRestoreError
    with translated():
        shutil.rmtree(folder / FORMER, ignore_errors=True)
        sync_folder(staging)
        write_whole(staging / _READY, now.isoformat().encode())
        _finish(folder)


def finish_or_discard(folder: Path) -> None:
    """Finish a restore that was killed once it was ready; forget one that was not.

    Raises:
        BackupError: the moves are refused; nothing is lost, the next start tries again.
    """
    if not restore_was_cut(folder):
        return
    if (folder / STAGING / _READY).exists():
        with translated():
            _finish(folder)
    else:
        discard(folder)


def former_since(folder: Path) -> datetime | None:
    """Return when the former state was put aside; None when none is kept."""
    try:
        return datetime.fromisoformat((folder / FORMER / _SINCE).read_text())
    except (OSError, ValueError):
        return None


def return_to_former(folder: Path, now: datetime) -> None:
    """Exchange the state in force with the former one, while the vault is locked.

    Raises:
        NothingToRestoreError: none is kept.
        BackupError: as `put_in_force`.
    """
    former, staging = folder / FORMER, folder / STAGING
    if not (former / _HEADER).exists():
        raise NothingToRestoreError
    discard(folder)
    with translated():
        write_whole(former / _READY, now.isoformat().encode())  # goes along: killed now, it goes on
        former.replace(staging)
        (staging / _SINCE).unlink(missing_ok=True)
        _finish(folder)


def destroy_former(folder: Path) -> None:
    """Destroy the former state; its header goes first, without which the rest opens no more."""
    former = folder / FORMER
    for name in ("vault.json", "vault.json.bak"):
        with contextlib.suppress(OSError):
            (former / name).unlink(missing_ok=True)
    shutil.rmtree(former, ignore_errors=True)


def _finish(folder: Path) -> None:
    """Move the former state away, the new one in, the header last. Done again, it goes on."""
    staging, former = folder / STAGING, folder / FORMER
    earlier.destroy(folder)  # it goes with the vault that leaves
    former.mkdir(mode=0o700, exist_ok=True)
    if any(staging.glob("passerelle*.db")):  # else the former one has been moved already
        for path in _vault_files(folder):
            path.replace(former / path.name)
        sync_folder(former)
    for path in sorted(_vault_files(staging), key=lambda path: path.name == _HEADER):
        path.replace(folder / path.name)
    sync_folder(folder)
    (staging / _READY).replace(former / _SINCE)
    shutil.rmtree(staging, ignore_errors=True)
    if not (former / _HEADER).exists():  # there was nothing before: a new laptop
        shutil.rmtree(former, ignore_errors=True)


def _vault_files(folder: Path) -> list[Path]:
    return [path for pattern in _VAULT_FILES for path in folder.glob(pattern) if path.is_file()]
