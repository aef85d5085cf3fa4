"""A backup of the service: one file, sealed, that opens with the key file or its recovery sheet.

First line, then a header in clear (JSON behind its length): when, which tables, and the key file as
it is, under its own passphrase. Then the rows of one moment, sealed under a key that only this
service's secret gives for this header. So one file and the passphrase (or the sheet) are enough to
begin again on an empty machine; a file alone says nothing but its date.
"""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

from sqlalchemy import Engine

from app.department.copies import rows, sealed
from app.department.failures import CopyError, WrongKeyError
from app.department.keys import ServiceKeys

FIRST_LINE: Final = b"PASSERELLE-SERVICE-SAUVEGARDE-1\n"
_ANY_VERSION: Final = b"PASSERELLE-SERVICE-SAUVEGARDE-"
_LENGTH: Final = 4
_LONGEST_HEADER: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """In clear: `revision` is that of the tables, `key_file` the text of `cles.json`."""

    made_at: datetime
    revision: str
    key_file: str
    raw: bytes  # as it stands in the file: what is sealed is bound to it


def write(file: Path, *, engine: Engine, keys: ServiceKeys, key_file: str, now: datetime) -> None:
    """Write a backup beside its name, read it back, then give it its name.

    Raises:
        CopyError: it cannot be written, or does not read back; nothing is left.
    """
    draft = file.with_name(f"{file.name}.part")
    try:
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            with rows.one_moment(engine) as connection:
                revision = connection.scalar(rows.REVISION)
                header = _header(keys, now, str(revision), key_file)
                target.write(FIRST_LINE + len(header).to_bytes(_LENGTH) + header)
                sealed.write(target, _key(keys, header), header, rows.lines(connection))
            target.flush()
            os.fsync(target.fileno())
        verify(draft, keys)
        draft.replace(file)
    except OSError as fault:
        raise CopyError(f"La sauvegarde {file.name} ne peut pas être écrite.") from fault
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def verify(file: Path, keys: ServiceKeys) -> rows.Sums:
    """Read the whole of a backup; return how many rows each table has.

    Raises:
        CopyError: damaged, incomplete, of a newer version, or of another service.
    """
    with opened(file, keys) as content:
        return rows.check(content.lines)


def read_header(file: Path) -> Header:
    """Read what stands in clear: enough for a list, and to find the keys.

    Raises:
        CopyError: no backup of a service, or of a newer version.
    """
    try:
        with file.open("rb") as source:
            return _read_header(source)
    except OSError as fault:
        raise CopyError(f"Le fichier {file.name} ne peut pas être lu.") from fault


@dataclass(slots=True)
class Opened:
    """A backup being read; a context manager that closes the file."""

    header: Header
    lines: Iterator[bytes]
    _file: BinaryIO

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def opened(file: Path, keys: ServiceKeys) -> Opened:
    """Open a backup to read its lines, which are trustworthy once the last one was read.

    Raises:
        CopyError: see `read_header`.
        WrongKeyError: the keys are another service's.
    """
    try:
        source = file.open("rb")
    except OSError as fault:
        raise CopyError(f"Le fichier {file.name} ne peut pas être lu.") from fault
    try:
        header = _read_header(source)
        _refuse_another_service(header, keys)
        lines = sealed.read(source, _key(keys, header.raw), header.raw)
    except BaseException:
        source.close()
        raise
    return Opened(header, lines, source)


def _refuse_another_service(header: Header, keys: ServiceKeys) -> None:
    if _content(header.raw)["service"] != _service(keys):
        raise WrongKeyError("Cette sauvegarde est celle d’un autre service.")


def _header(keys: ServiceKeys, now: datetime, revision: str, key_file: str) -> bytes:
    content = {
        "format": "passerelle-service-sauvegarde/1",
        "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "revision": revision,
        "salt": secrets.token_hex(16),
        "service": _service(keys),
        "key_file": key_file,
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _read_header(source: BinaryIO) -> Header:
    first = source.read(len(FIRST_LINE))
    if first != FIRST_LINE:
        newer = first.startswith(_ANY_VERSION)
        raise CopyError(
            "Cette sauvegarde vient d’une version plus récente de Passerelle."
            if newer
            else "Ce fichier n’est pas une sauvegarde du service."
        )
    length = int.from_bytes(source.read(_LENGTH))
    raw = source.read(length) if length <= _LONGEST_HEADER else b""
    content = _content(raw)
    return Header(
        made_at=datetime.fromisoformat(content["made_at"]),
        revision=content["revision"],
        key_file=content["key_file"],
        raw=raw,
    )


def _content(raw: bytes) -> dict[str, str]:
    try:
        found: dict[str, Any] = json.loads(raw)
        return {name: str(found[name]) for name in ("made_at", "revision", "key_file", "service")}
    except (ValueError, KeyError, TypeError) as fault:
        raise CopyError("Cette sauvegarde est abîmée dès ses premières lignes.") from fault


def _key(keys: ServiceKeys, header: bytes) -> bytes:
    return keys.digest("sauvegarde", header)


def _service(keys: ServiceKeys) -> str:
    return keys.digest("service", b"").hex()[:16]
