"""Make the file of a backup on the laptop itself, while the keys are there."""

import contextlib
import secrets
from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app import __version__
from app.storage import registre
from app.storage.database import Database
from app.storage.failures import DiskFullError, ReadOnlyFolderError
from app.storage.sauvegarde import container
from app.storage.sauvegarde import counts as counting
from app.storage.sauvegarde.container import Content, Progress
from app.storage.sauvegarde.counts import Counts
from app.storage.sauvegarde.failures import (
    BackupDiskFullError,
    BackupReadOnlyError,
    DamagedBackupError,
    translated,
)
from app.storage.sauvegarde.leftovers import COPY, WAITING, discard_leftovers
from app.storage.sauvegarde.manifest import Manifest, Part, binding
from app.storage.schema import HEAD
from app.storage.vault import header_text
from app.storage.vault.opened import OpenVault

_SUBKEY: Final = "sauvegarde"
_NONCE: Final = 12
_EMPTY: Final = Part(length=0, sha256="0" * 64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A backup ready to be carried away; `path` lies in the data folder until it is discarded."""

    path: Path
    manifest: Manifest

    def discard(self) -> None:
        """Remove the file from the laptop."""
        self.path.unlink(missing_ok=True)


def pack(
    database: Database,
    vault: OpenVault,
    made_at: datetime,
    progress: Progress | None = None,
) -> Packed:
    """Copy and verify the database page by page, seal what it counts, make one file of it.

    `progress` is told how many pages of how many are copied.

    Raises:
        BackupError: no room or no right in the data folder; nothing is left there.
        VaultError, UnreadableDatabaseError: the vault or the database is not as it should be.
        LockedVaultError: the vault was locked meanwhile.
        whatever `progress` raises: nothing is left there.
    """
    folder = vault.folder
    discard_leftovers(folder)
    copy, packed = folder / COPY, folder / WAITING
    try:
        with database.writing() as session:
            registre.key(session)  # a backup without the key could not be replayed
            erasures, found = registre.count(session), counting.counts(session)
        header = header_text.write(vault.current_header())
        with _translated():
            database.copy_to(copy, vault.database_key(), progress)
            manifest = Manifest(
                made_at=made_at,
                program=__version__,
                schema=HEAD,
                vault_id=vault.place.vault_id,
                generation=vault.generation,
                erasures=erasures,
                header=container.part_of(header),
                sealed=_EMPTY,
                database=container.part_of_file(copy),
            )
            sealed = _seal(vault, manifest, found)
            manifest = replace(manifest, sealed=container.part_of(sealed))
            content = Content(manifest=manifest, header=header, sealed=sealed)
            container.write(packed, content, copy)
    except BaseException:
        discard_leftovers(folder)
        raise
    copy.unlink(missing_ok=True)
    return Packed(path=packed, manifest=manifest)


def open_counts(vault: OpenVault, content: Content, name: str) -> Counts:
    """Return what the backup says it holds, once its vault is open.

    Raises:
        DamagedBackupError: the parts were not written together by somebody with access.
    """
    nonce, sealed = content.sealed[:_NONCE], content.sealed[_NONCE:]
    try:
        plain = AESGCM(vault.subkey(_SUBKEY)).decrypt(nonce, sealed, binding(content.manifest))
        return counting.from_bytes(plain)
    except (InvalidTag, ValueError, TypeError):
        raise DamagedBackupError(name) from None


def _seal(vault: OpenVault, manifest: Manifest, found: Counts) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    plain = counting.to_bytes(found)
    return nonce + AESGCM(vault.subkey(_SUBKEY)).encrypt(nonce, plain, binding(manifest))


@contextlib.contextmanager
def _translated() -> Generator[None]:
    with translated():
        try:
            yield
        except DiskFullError:
            raise BackupDiskFullError from None
        except ReadOnlyFolderError:
            raise BackupReadOnlyError from None
