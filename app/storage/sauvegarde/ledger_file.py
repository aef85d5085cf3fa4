"""`effacements.registre`: the marks of what was erased, beside the backups and in the data folder.

The file is authenticated under the key of the marks, which only an open database of this vault
has. A file that does not verify is not followed, and not overwritten without its name being kept.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from app.domain.sauvegarde import LEDGER_DAYS
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
    """What the ledgers of several places say together.

    `found` tells whether one verified, `at` when the latest of them was written (None where the
    program of that day did not say).
    """

    marks: Mapping[str, date]
    found: bool
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A ledger ready to be written where no database is at hand: in a thread that may hang."""

    key: bytes = field(repr=False)
    vault_id: str
    marks: Mapping[str, date]
    at: datetime
    today: date

    def put_in(self, folder: Path) -> Mapping[str, date]:
        """Write the marks, with those that the file there has already; return these.

        Raises:
            BackupError: the folder refuses.
        """
        path = folder / LEDGER
        with translated():
            there = _recent(gather(self.key, [folder]).marks, self.today)
            write_whole(path, _text(self, {**there, **self.marks}))
        return there


def publish(session: Session, vault_id: str, folders: Sequence[Path], now: datetime) -> Writing:
    """Write every mark known here, and those that each file has already, into each folder.

    In a writing session. A mark that only a file knows is not noted as known here: the next
    unlocking finds it in the data folder, and erases again what bears it. Returns what was
    written, for folders that may keep one waiting.

    Raises:
        BackupError: a folder refused; the others before it are written.
    """
    key, today = registre.key(session), session.info["today"]
    marks = {**gather(key, folders).marks, **registre.marks(session)}
    known = _recent(marks, today)
    ledger = Writing(key=key, vault_id=vault_id, marks=known, at=now, today=today)
    for folder in folders:
        ledger.put_in(folder)
    return ledger


def gather(key: bytes, folders: Sequence[Path]) -> Ledger:
    """Read the ledgers of these folders; a missing or foreign one counts for nothing."""
    found = [known for folder in folders if (known := _read(folder / LEDGER, key)) is not None]
    marks: dict[str, date] = {}
    for known in found:
        marks |= known.marks
    written = [known.at for known in found if known.at is not None]
    return Ledger(marks=marks, found=bool(found), at=max(written, default=None))


def _recent(marks: Mapping[str, date], today: date) -> dict[str, date]:
    """Leave out what the register has forgotten: no backup may need it any more."""
    ended = today - timedelta(days=LEDGER_DAYS)
    return {mark: on for mark, on in marks.items() if on >= ended}


def _text(ledger: Writing, marks: Mapping[str, date]) -> bytes:
    body = {
        "format": _FORMAT,
        "version": _VERSION,
        "vault_id": ledger.vault_id,
        "at": ledger.at.astimezone(UTC).isoformat(),
        "marks": {mark: on.isoformat() for mark, on in marks.items()},
    }
    return canonical(body | {"mac": registre.mac(ledger.key, canonical(body))})


def _read(path: Path, key: bytes) -> Ledger | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        value: dict[str, Any] = json.loads(path.read_bytes())
        mac = str(value.pop("mac"))
        if not hmac.compare_digest(mac, registre.mac(key, canonical(value))):
            return None
        return Ledger(
            marks={str(mark): date.fromisoformat(on) for mark, on in value["marks"].items()},
            found=True,
            at=datetime.fromisoformat(value["at"]) if "at" in value else None,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
