"""`effacements.registre`: the marks of what was erased, beside the backups and in the data folder.

The file is authenticated under the key of the marks, which only an open database of this vault
has. A file that does not verify is not followed, and not overwritten without its name being kept.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from app.storage import registre
from app.storage.sauvegarde.failures import translated
from app.storage.sauvegarde.manifest import canonical
from app.storage.sauvegarde.writing import write_whole

LEDGER: Final = "effacements.registre"
_FORMAT: Final = "passerelle-registre"
_VERSION: Final = 1
_LARGEST: Final = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What the ledgers of several places say together; `found` tells whether one verified."""

    marks: Mapping[str, date]
    found: bool


def publish(session: Session, vault_id: str, folders: Sequence[Path]) -> None:
    """Write every mark known here, and those that each file has already, into each folder.

    In a writing session: marks of another copy of this vault are learnt on the way.

    Raises:
        BackupError: a folder refused; the others before it are written.
    """
    key = registre.key(session)
    registre.add(session, gather(key, folders).marks)
    marks = registre.marks(session)
    for folder in folders:
        with translated():
            path = folder / LEDGER
            if _read(path, key) != marks:
                write_whole(path, _text(key, vault_id, marks))


def gather(key: bytes, folders: Sequence[Path]) -> Ledger:
    """Read the ledgers of these folders; a missing or foreign one counts for nothing."""
    marks: dict[str, date] = {}
    found = False
    for folder in folders:
        known = _read(folder / LEDGER, key)
        if known is not None:
            found = True
            marks |= known
    return Ledger(marks=marks, found=found)


def _text(key: bytes, vault_id: str, marks: Mapping[str, date]) -> bytes:
    body = {
        "format": _FORMAT,
        "version": _VERSION,
        "vault_id": vault_id,
        "marks": {mark: on.isoformat() for mark, on in marks.items()},
    }
    return canonical(body | {"mac": registre.mac(key, canonical(body))})


def _read(path: Path, key: bytes) -> dict[str, date] | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        value: dict[str, Any] = json.loads(path.read_bytes())
        mac = str(value.pop("mac"))
        if not hmac.compare_digest(mac, registre.mac(key, canonical(value))):
            return None
        return {str(mark): date.fromisoformat(on) for mark, on in value["marks"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
