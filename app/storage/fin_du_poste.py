"""The end of a laptop: keys first, then backups within reach, then every file of the data folder.

What stands beside the folder goes too: practice, an installation that was cut, a second count.

`fin-du-poste.json` is written before anything goes. From then on the end is to be finished, whoever
starts the program next: nothing is opened meanwhile. The slots of the header go first, without
which the rest is noise; overwriting comes before unlinking, though a disk of today may keep what it
likes. The marker goes last. Imports nothing heavy: the gate asks at each start.
"""

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.domain.failures import AppError
from app.storage.beside import beside
from app.storage.sauvegarde.leftovers import ENDING
from app.whole_files import parts_of, write_whole

if TYPE_CHECKING:
    from app.storage.vault.pepper import Pepper

MARKER: Final = ENDING
_HEADERS: Final = "vault.json*"
_LEDGER: Final = "effacements.registre"
_CHUNK: Final = 1024 * 1024
_MOST_OVERWRITTEN: Final = 64 * _CHUNK  # more would make somebody wait for what is noise already


class EndUnfinishedError(AppError):
    """Something of the laptop's end is refused: the next start goes on."""


class EndNotBegunError(AppError):
    """The folder refuses the marker of a laptop's end: nothing of the vault was destroyed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinDuPoste:
    """What is to be destroyed beyond the data folder: backups of this vault, keyring entries."""

    vault_id: str
    folders: Sequence[Path] = ()
    keyring: Sequence[str] = ()


def is_under_way(folder: Path) -> bool:
    """Tell whether the end of this laptop was begun and not finished."""
    return (folder / MARKER).exists()


def begin(folder: Path, end: FinDuPoste) -> None:
    """Write the marker: there is no way back from here.

    Raises:
        OSError: the folder refuses; nothing was destroyed.
    """
    value = {
        "coffre": end.vault_id,
        "dossiers": [str(path) for path in end.folders],
        "trousseau": list(end.keyring),
    }
    write_whole(folder / MARKER, json.dumps(value).encode())


def finish(folder: Path, keyring: "Pepper | None" = None) -> list[Path]:
    """Destroy everything, the keys first. Killed anywhere, calling it again goes on.

    Returns the folders of backups that were not reached.

    Raises:
        EndUnfinishedError: a file is refused; what is gone is gone, the next start goes on.
    """
    end = _read(folder)
    try:
        for header in _headers(folder):
            _destroy(header)
        _sync(folder)
        if keyring is not None:
            for name in end.keyring:
                keyring.erase(name)
        missed = [one for one in end.folders if not destroy_backups(one, end.vault_id)]
        refused = _destroy_all(folder)
        if refused is not None:
            raise refused
        (folder / MARKER).unlink(missing_ok=True)
    except OSError as failure:
        raise EndUnfinishedError from failure
    with contextlib.suppress(OSError):
        folder.rmdir()
    return missed


def _destroy_all(folder: Path) -> OSError | None:
    """Destroy what stands beside and in the folder, save the marker; return what hindered it.

    One file that is refused, as another program holds it, keeps none of the others.
    """
    refused: OSError | None = None
    inside = (path for path in sorted(folder.iterdir()) if path.name != MARKER)
    for path in (*beside(folder), *inside):
        try:
            _destroy_whole(path)
        except OSError as failure:
            refused = failure
    return refused


def _headers(folder: Path) -> Iterator[Path]:
    """Yield every file that holds slots of a key: in force, staged, of before, a killed draft."""
    for place in (folder, *(path for path in folder.iterdir() if path.is_dir())):
        yield from sorted(place.glob(_HEADERS))


def destroy_backups(place: Path, vault_id: str, *, ledger: bool = True) -> bool:
    """Destroy this vault's backups in a folder; others' are left alone.

    `ledger` tells whether the ledger of erasures beside them goes too, where it is nobody else's.
    Returns whether nothing of this vault is left there: a stick that is absent, does not answer in
    time or refuses to be written keeps nobody from ending the rest.
    """
    from app.storage.sauvegarde import folder as backups  # noqa: PLC0415 - rarely needed
    from app.storage.sauvegarde.failures import BackupError  # noqa: PLC0415

    if not backups.answers(place):
        return False
    try:
        found = backups.listed(place)
        mine = [one.path for one in found if one.manifest and one.manifest.vault_id == vault_id]
        for path in mine:
            _destroy(path)
        for part in backups.drafts(place, vault_id):
            _destroy(part)
        if ledger and not any(one.manifest and one.manifest.vault_id != vault_id for one in found):
            for file in (place / _LEDGER, *parts_of(place / _LEDGER)):
                file.unlink(missing_ok=True)
    except (BackupError, OSError):  # not there any more, or protected
        return False
    return True


def _destroy_whole(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        for inside in sorted(path.rglob("*"), reverse=True):
            if inside.is_file() and not inside.is_symlink():
                _destroy(inside)
        shutil.rmtree(path)
    else:
        _destroy(path)


def _destroy(path: Path) -> None:
    """Overwrite a file with noise, then unlink it; one that is gone already is fine."""
    if path.is_symlink() or not path.is_file():
        path.unlink(missing_ok=True)
        return
    with contextlib.suppress(PermissionError), path.open("r+b") as stream:
        left = min(path.stat().st_size, _MOST_OVERWRITTEN)
        while left > 0:
            left -= stream.write(secrets.token_bytes(min(_CHUNK, left)))
        stream.flush()
        os.fsync(stream.fileno())
    path.unlink(missing_ok=True)


def _read(folder: Path) -> FinDuPoste:
    """Read the marker; a damaged one still says that everything here must go."""
    try:
        value: dict[str, Any] = json.loads((folder / MARKER).read_bytes())
        return FinDuPoste(
            vault_id=str(value["coffre"]),
            folders=[Path(str(path)) for path in value["dossiers"]],
            keyring=[str(name) for name in value["trousseau"]],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return FinDuPoste(vault_id="")


def _sync(folder: Path) -> None:
    with contextlib.suppress(OSError):  # a directory cannot be flushed on every system
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
