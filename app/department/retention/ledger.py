"""What must not come back with an older backup, in a file beside the database and each backup.

Random identifiers of prescriptions whose person was erased or withdrawn, of laptops that were
revoked and of agents' accounts that are closed: they name nobody. The file is authenticated by the
service's secret, so that nobody can make a restore erase what he wishes.
"""

import hmac
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.department.database.actors import AccountRow, DeviceRow
from app.department.database.prescriptions import Etat, PrescriptionRow
from app.department.database.retention import ErasedItemRow
from app.department.keys import ServiceKeys

NAME: Final = "effacements.registre"
_CLOSED: Final = select(AccountRow.id).where(AccountRow.closed_at.is_not(None))
_FORMAT: Final = "passerelle-registre-service/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What is known to be gone."""

    items: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()

    def __or__(self, other: "Ledger") -> "Ledger":
        return Ledger(
            items=self.items | other.items,
            devices=self.devices | other.devices,
            accounts=self.accounts | other.accounts,
        )


def of_database(session: Session) -> Ledger:
    """Return what the database knows."""
    withdrawn = select(PrescriptionRow.id).where(PrescriptionRow.etat == Etat.RETIREE)
    erased = select(ErasedItemRow.prescription_id)
    revoked = select(DeviceRow.id).where(DeviceRow.revoked_at.is_not(None))
    return Ledger(
        items=frozenset(session.scalars(erased)) | frozenset(session.scalars(withdrawn)),
        devices=frozenset(session.scalars(revoked)),
        accounts=frozenset(session.scalars(_CLOSED)),
    )


def sizes(session: Session) -> tuple[int, ...]:
    """Return what changes with what `of_database` returns: cheap to ask each minute.

    Three counts grow; accounts are closed and opened again, so the last closing counts too.
    """
    withdrawn = select(func.count()).where(PrescriptionRow.etat == Etat.RETIREE)
    erased = select(func.count()).select_from(ErasedItemRow)
    revoked = select(func.count()).where(DeviceRow.revoked_at.is_not(None))
    closed = select(func.count()).where(AccountRow.closed_at.is_not(None))
    found = [session.scalar(one) or 0 for one in (withdrawn, erased, revoked, closed)]
    last = session.scalar(select(func.max(AccountRow.closed_at)))
    return (*found, int(last.timestamp()) if last else 0)


def write(folder: Path, ledger: Ledger, keys: ServiceKeys, now: datetime) -> None:
    """Write the file whole, or leave the former one.

    Raises:
        OSError: the folder cannot be written to.
    """
    content = {
        "format": _FORMAT,
        "made_at": now.isoformat(timespec="seconds"),
        "items": sorted(ledger.items),
        "devices": sorted(ledger.devices),
        "accounts": sorted(ledger.accounts),
    }
    text = json.dumps(content, separators=(",", ":"))
    draft = folder / f"{NAME}.{os.getpid()}.part"  # two processes may write it at once
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{text}\n{_seal(keys, text)}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / NAME)


def read(folder: Path, keys: ServiceKeys) -> Ledger:
    """Return what the folder's file says; nothing where there is none that holds."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        text, _, seal = (folder / NAME).read_text(encoding="utf-8").partition("\n")
        if hmac.compare_digest(seal.strip(), _seal(keys, text)):
            content: dict[str, Any] = json.loads(text)
            if content["format"] == _FORMAT:
                return Ledger(
                    items=frozenset(map(str, content["items"])),
                    devices=frozenset(map(str, content["devices"])),
                    accounts=frozenset(map(str, content.get("accounts", ()))),
                )
    return Ledger()


def _seal(keys: ServiceKeys, text: str) -> str:
    return keys.digest("registre des effacements", text.encode()).hex()
