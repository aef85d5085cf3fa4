"""The one file of a backup: manifest, header of the vault, sealed counts, encrypted database.

Every byte stands under a digest, so a torn or altered file is known before anything is done with
it. Whoever forges a file with its digests still meets the vault's own authentication.
"""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from app.storage.sauvegarde import manifest as manifests
from app.storage.sauvegarde.failures import DamagedBackupError, NewerBackupError
from app.storage.sauvegarde.manifest import Manifest, Part

SUFFIX: Final = ".sauvegarde"
_MAGIC: Final = b"PASSERELLE-SAUVEGARDE 1\n"
_ANY_VERSION: Final = b"PASSERELLE-SAUVEGARDE "
_DIGEST: Final = 32
_LENGTH: Final = 4
_LARGEST_MANIFEST: Final = 64 * 1024
_LARGEST_HEADER: Final = 4 * 1024 * 1024
CHUNK: Final = 1024 * 1024

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are done; whatever it raises stops the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The small parts of a backup that was read whole."""

    manifest: Manifest
    header: bytes
    sealed: bytes


def quietly(_done: int, _total: int) -> None:
    """Tell nobody."""


def part_of(content: bytes) -> Part:
    """Describe a small part."""
    return Part(length=len(content), sha256=hashlib.sha256(content).hexdigest())


def part_of_file(path: Path) -> Part:
    """Describe a large part."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return Part(length=file.tell(), sha256=digest.hexdigest())


def write(path: Path, content: Content, database: Path) -> None:
    """Write a new file, on the disk when this returns.

    Raises:
        OSError: no room, no right; what was begun is left for the caller to remove.
    """
    text = manifests.write(content.manifest)
    with _new_file(path) as file, database.open("rb") as source:
        head = hashlib.sha256(text).digest() + len(text).to_bytes(_LENGTH)
        for piece in (_MAGIC, head, text, content.header, content.sealed):
            file.write(piece)
        while piece := source.read(CHUNK):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def read_manifest(path: Path) -> Manifest:
    """Read the first lines alone: enough for a list, not for a restore.

    Raises:
        DamagedBackupError, NewerBackupError: it is named.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return _manifest(file, path.name)


def verify(path: Path, progress: Progress = quietly, *, database_to: Path | None = None) -> Content:
    """Read every byte against its digest; copy the database out to a new file, if one is named.

    Raises:
        DamagedBackupError, NewerBackupError: it is named; a copy that was begun is worthless.
        OSError: the file cannot be read, or the copy not written.
    """
    with path.open("rb") as file:
        manifest = _manifest(file, path.name)
        if manifest.header.length + manifest.sealed.length > _LARGEST_HEADER:
            raise DamagedBackupError(path.name)
        header = _small(file, manifest.header, path.name)
        sealed = _small(file, manifest.sealed, path.name)
        if database_to is None:
            _large(file, manifest, path.name, progress, lambda _piece: None)
        else:
            with _new_file(database_to) as copy:
                _large(file, manifest, path.name, progress, copy.write)
                copy.flush()
                os.fsync(copy.fileno())
        if file.read(1):
            raise DamagedBackupError(path.name)
    return Content(manifest=manifest, header=header, sealed=sealed)


def _manifest(file: BinaryIO, name: str) -> Manifest:
    magic = file.read(len(_MAGIC))
    if magic != _MAGIC:
        if magic.startswith(_ANY_VERSION) and magic[len(_ANY_VERSION) : -1].isdigit():
            raise NewerBackupError(name)
        raise DamagedBackupError(name)
    digest, length = file.read(_DIGEST), int.from_bytes(file.read(_LENGTH))
    if length > _LARGEST_MANIFEST:
        raise DamagedBackupError(name)
    text = file.read(length)
    if hashlib.sha256(text).digest() != digest:
        raise DamagedBackupError(name)
    try:
        return manifests.read(text)
    except (ValueError, KeyError, TypeError):
        raise DamagedBackupError(name) from None


def _small(file: BinaryIO, part: Part, name: str) -> bytes:
    content = file.read(part.length)
    if part_of(content) != part:
        raise DamagedBackupError(name)
    return content


def _large(
    file: BinaryIO,
    manifest: Manifest,
    name: str,
    progress: Progress,
    take: Callable[[bytes], object],
) -> None:
    total, done, digest = manifest.database.length, 0, hashlib.sha256()
    while done < total:
        progress(done, total)
        piece = file.read(min(CHUNK, total - done))
        if not piece:
            raise DamagedBackupError(name)
        digest.update(piece)
        take(piece)
        done += len(piece)
    progress(total, total)
    if digest.hexdigest() != manifest.database.sha256:
        raise DamagedBackupError(name)


def _new_file(path: Path) -> BinaryIO:
    """Open a new file that its owner alone reads."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600), "wb")


_BINARY: Final = getattr(os, "O_BINARY", 0)  # Windows would write other line ends
