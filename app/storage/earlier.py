"""The database as it was before an upgrade: a copy beside it, checked, kept a few days at most.

`avant-mise-a-jour/` in the data folder holds the encrypted file under its own key, the header that
opens it, and what they are. The copy is the way back for a program that turns out to work badly;
it must not be a place where erased persons live on. So it goes as soon as the file is written anew
after an erasure (`Database.rewrite`), or its keys change, and after seven days whatever happens.
Decision: docs/decisions/0056.
"""

import contextlib
import json
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from app import __version__
from app.domain.failures import AppError, UnusableFileError
from app.storage.sauvegarde.writing import sync_folder, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.storage.database import Database

Before: TypeAlias = "Callable[[Database, str], None]"
"""Called with an open database and its schema, right before that is upgraded."""

FOLDER: Final = "avant-mise-a-jour"
KEPT: Final = timedelta(days=7)
_FACTS: Final = "copie.json"
_HEADER: Final = "vault.json"
_SIDE: Final = ("-wal", "-shm", "-journal")
_MARGIN: Final = 16 * 1024 * 1024
_MIB: Final = 1024 * 1024


class NoRoomToUpgradeError(AppError):
    """The disk has no room for the copy and the upgrade; nothing was begun."""

    def __init__(self, needed: int, free: int) -> None:
        self.needed_mib = -(-needed // _MIB)
        self.free_mib = free // _MIB
        super().__init__(
            "Cette version de Passerelle doit mettre à jour la base de ce poste, et le disque n’a "
            f"pas assez de place\u00a0: il faut {self.needed_mib}\u00a0Mo libres, il en reste "
            f"{self.free_mib}. Rien n’a été commencé ni modifié. Libérez de la place, puis rouvrez."
        )


class UpgradeFailedError(UnusableFileError):
    """The upgrade of the database failed, and the file of before is in its place again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A copy that counts. `version` is the program's that made it, `revision` the file's schema."""

    path: Path
    version: str
    revision: str
    made_on: date


def nothing(_database: "Database", _revision: str) -> None:
    """Upgrade without a copy."""


def upgraded(
    open_: "Callable[[Before], Database]", key: bytes, path: Path, today: date
) -> "Database":
    """Open a database with a copy made before any upgrade; the copy takes its place if that fails.

    `open_` opens, and calls what it is given right before it upgrades.

    Raises:
        NoRoomToUpgradeError: nothing was begun.
        UpgradeFailedError: the file of before is in its place again; so it is whatever else is
            raised, which `open_` raises.
    """
    saved: list[Earlier] = []

    def before(database: "Database", revision: str) -> None:
        saved.append(save(database, key, revision, today))

    try:
        return open_(before)
    except Exception as failure:
        for one in saved:
            put_back(one, path)
        if not saved or (isinstance(failure, AppError) and not _says_damaged(failure)):
            raise
        raise failed(path) from failure


def _says_damaged(failure: AppError) -> bool:
    from app.storage.failures import (  # noqa: PLC0415 - the gate imports this module, not SQL
        UnreadableDatabaseError,
    )

    return isinstance(failure, UnreadableDatabaseError)


def save(database: "Database", key: bytes, revision: str, today: date) -> Earlier:
    """Copy the database before it is upgraded, check the copy, and only then let it count.

    A copy of an earlier upgrade goes first, once there will be room.

    Raises:
        NoRoomToUpgradeError: nothing was begun, an earlier copy stays.
        UnreadableDatabaseError, DiskFullError, ReadOnlyFolderError: no copy is left.
    """
    data = database.path.parent
    size = sum(one.stat().st_size for one in _files(database.path))
    former = load(data)
    given_back = former.path.stat().st_size if former else 0
    needed, free = 2 * size + _MARGIN - given_back, shutil.disk_usage(data).free
    if free < needed:
        raise NoRoomToUpgradeError(needed, free)
    destroy(data)
    folder = data / FOLDER
    folder.mkdir(mode=0o700)
    try:
        path = folder / f"passerelle-avant-{__version__}-{today:%Y%m%d}.db"
        database.copy_to(path, key)
        header = data / _HEADER
        if header.exists():
            write_whole(folder / _HEADER, header.read_bytes())
        facts = {
            "version": __version__,
            "schema": revision,
            "jour": today.isoformat(),
            "fichier": path.name,
            "base": database.path.name,
        }
        write_whole(folder / _FACTS, json.dumps(facts, indent=1).encode())
        sync_folder(data)
    except BaseException:
        destroy(data)
        raise
    return Earlier(path=path, version=__version__, revision=revision, made_on=today)


def put_back(saved: Earlier, path: Path) -> None:
    """Put the copy in the place of the database at `path`, which nobody holds open any more."""
    for side in _SIDE:
        path.with_name(path.name + side).unlink(missing_ok=True)
    saved.path.replace(path)
    sync_folder(path.parent)
    destroy(path.parent)


def failed(path: Path) -> UpgradeFailedError:
    """Say that the database at `path` could not be upgraded."""
    return UpgradeFailedError(
        path.name,
        f"la mise à jour vers Passerelle {__version__} n’a pas abouti. La base d’avant est remise "
        "en place, entière\u00a0: rien n’est perdu. Réinstallez la version précédente pour "
        "travailler, et prévenez votre service informatique.",
    )


def load(data: Path) -> Earlier | None:
    """Return the copy that counts in a data folder, None without one."""
    folder = data / FOLDER
    try:
        value: dict[str, Any] = json.loads((folder / _FACTS).read_bytes())
        found = Earlier(
            path=folder / Path(str(value["fichier"])).name,
            version=str(value["version"]),
            revision=str(value["schema"]),
            made_on=date.fromisoformat(str(value["jour"])),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if found.path.is_file() else None


def expire(data: Path, today: date) -> None:
    """Destroy a copy whose days are over, and what a kill left of one that never counted."""
    if not (data / FOLDER).is_dir():
        return
    found = load(data)
    if found is None or not found.made_on <= today < found.made_on + KEPT:
        destroy(data)


def destroy(data: Path) -> None:
    """Destroy the copy, its header first, without which the rest opens no more."""
    folder = data / FOLDER
    if folder.is_dir():
        with contextlib.suppress(OSError):
            (folder / _HEADER).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def follow_header(data: Path, content: bytes) -> None:
    """Let the copy's header be the one in force: an older one opens with a passphrase of before."""
    header = data / FOLDER / _HEADER
    with contextlib.suppress(OSError):
        if header.exists() and header.read_bytes() != content:
            write_whole(header, content)


def _files(path: Path) -> list[Path]:
    return [one for one in (path, *(path.with_name(path.name + s) for s in _SIDE)) if one.exists()]
