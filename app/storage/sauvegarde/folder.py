"""The folder or stick of the backups: what lies there, and how one more comes. Needs no key."""

import contextlib
import errno
import os
import shutil
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from app.domain.failures import UnusableFileError
from app.domain.sauvegarde import over_age, replaced_by
from app.storage.sauvegarde import container
from app.storage.sauvegarde.container import CHUNK, SUFFIX, Progress, quietly
from app.storage.sauvegarde.failures import (
    BackupFolderAbsentError,
    BackupUnreadableError,
    DamagedBackupError,
    translated,
)
from app.storage.sauvegarde.manifest import Manifest
from app.storage.sauvegarde.writing import forget_cache, part_beside, put_in_place, sync_folder

PATIENCE_S: Final = 2.0
_PREFIX: Final = "passerelle-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A file that lies in the folder; `manifest` is None when it cannot be read."""

    path: Path
    manifest: Manifest | None
    size: int


def listed(folder: Path) -> list[Listed]:
    """Return the backups of `folder`, the latest first, unreadable ones at the end.

    Raises:
        BackupFolderAbsentError: the stick is not there.
    """
    if not folder.is_dir():
        raise BackupFolderAbsentError
    with translated():
        found = [_look(path) for path in folder.glob(f"*{SUFFIX}") if path.is_file()]
    return sorted(found, key=_age, reverse=True)


def answers(folder: Path, patience_s: float = PATIENCE_S) -> bool:
    """Tell whether the folder is there.

    A network folder without its network may take a minute to say no, and nobody may wait for that
    before the keys are forgotten: what has not answered in time counts as absent.
    """
    found: list[bool] = []
    asking = threading.Thread(target=lambda: found.append(folder.is_dir()), daemon=True)
    asking.start()
    asking.join(patience_s)
    return found == [True]


def remove_over_age(folder: Path, vault_id: str, now: datetime) -> int:
    """Remove this vault's backups whose time is over, save the latest; return how many went.

    Before a new one is tried: a stick that old backups fill would refuse it for ever.

    Raises:
        BackupError: the folder refuses.
    """
    mine = {
        one.manifest.sauvegarde: one.path
        for one in listed(folder)
        if one.manifest is not None and one.manifest.vault_id == vault_id
    }
    gone = over_age(list(mine), now)
    with translated():
        for backup in gone:
            mine[backup].unlink(missing_ok=True)
    return len(gone)


def latest(folder: Path, vault_id: str) -> Manifest | None:
    """Return the latest readable backup of this vault; None where there is none, or no folder."""
    with contextlib.suppress(BackupFolderAbsentError):
        for one in listed(folder):
            if one.manifest is not None and one.manifest.vault_id == vault_id:
                return one.manifest
    return None


def name_of(made_at: datetime) -> str:
    """Return the file name of a backup: a date, and nobody's name."""
    return f"{_PREFIX}{made_at:%Y%m%d-%H%M%S}{SUFFIX}"


def deposit(packed: Path, target: Path, progress: Progress = quietly) -> Manifest:
    """Copy a packed backup to `target`: read back before it takes its name.

    Raises:
        BackupError: nothing bears the name of `target` that did not before.
        whatever `progress` raises: likewise.
    """
    if not target.parent.is_dir():
        raise BackupFolderAbsentError
    part = part_beside(target)
    try:
        with translated():
            _copy(packed, part, progress)
            forget_cache(part)
            manifest = _read_back(part)
            put_in_place(part, target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return manifest


def drafts(folder: Path, vault_id: str) -> list[Path]:
    """Return what interrupted copies left: under a name of the program's, or of this vault.

    A complete export bears the name that somebody chose; its draft says whose it is.

    Raises:
        BackupError: the folder refuses.
    """
    with translated():
        found = [_look(part) for part in folder.glob(f"*{SUFFIX}.partiel") if part.is_file()]
    return [
        one.path
        for one in found
        if one.path.name.startswith(_PREFIX)
        or (one.manifest is not None and one.manifest.vault_id == vault_id)
    ]


def rotate(folder: Path, new: Manifest) -> int:
    """Remove what `new` replaces, and what an interrupted copy left; return how many went.

    Files of other vaults, and files that cannot be read, are left alone: somebody may need them.
    """
    mine = [
        (one.path, one.manifest)
        for one in listed(folder)
        if one.manifest is not None
        and one.manifest.vault_id == new.vault_id
        and one.manifest != new
    ]
    gone = replaced_by(new.sauvegarde, [manifest.sauvegarde for _, manifest in mine])
    removed = 0
    with translated():
        for path, manifest in mine:
            if manifest.sauvegarde in gone:
                path.unlink(missing_ok=True)
                removed += 1
        for part in folder.glob(f"{_PREFIX}*{SUFFIX}.partiel"):
            part.unlink(missing_ok=True)
        sync_folder(folder)
    return removed


def _look(path: Path) -> Listed:
    size = path.stat().st_size
    try:
        return Listed(path=path, manifest=container.read_manifest(path), size=size)
    except (UnusableFileError, OSError):
        return Listed(path=path, manifest=None, size=size)


def _age(one: Listed) -> tuple[bool, float]:
    return (one.manifest is not None, one.manifest.made_at.timestamp() if one.manifest else 0.0)


def _copy(source: Path, target: Path, progress: Progress) -> None:
    total, done = source.stat().st_size, 0
    with source.open("rb") as packed, target.open("wb") as copy:
        if shutil.disk_usage(target.parent).free < total:  # known at once, not after five minutes
            raise OSError(errno.ENOSPC, "no room")
        while piece := packed.read(CHUNK):
            progress(done, total)
            copy.write(piece)
            done += len(piece)
        copy.flush()
        os.fsync(copy.fileno())
    progress(total, total)


def _read_back(path: Path) -> Manifest:
    try:
        return container.verify(path).manifest
    except DamagedBackupError:
        raise BackupUnreadableError from None
