"""The folder of the daily backups: their names, and which of them go.

Source: 004, l. 87 and decision 0019: a backup lives 30 days at most.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from app.department.copies import backup
from app.department.failures import CopyError
from app.department.retention import ledger
from app.department.web import Service
from app.domain.retention import SAUVEGARDES

_NAME: Final = re.compile(r"passerelle-service-(\d{8})-(\d{6})\.sauvegarde\Z")


def name_for(now: datetime) -> str:
    """Return the name of a backup made at `now`, in UTC."""
    return f"passerelle-service-{now.astimezone(UTC):%Y%m%d-%H%M%S}.sauvegarde"


def made_at(file: Path) -> datetime | None:
    """Return when a file of the folder was made, None when it is none of ours."""
    found = _NAME.match(file.name)
    if found is None:
        return None
    with suppress(ValueError):
        return datetime.strptime("".join(found.groups()), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return None


def back_up(service: Service, folder: Path) -> Path:
    """Make a backup in `folder`, with the ledger beside it; then let the old ones go.

    Raises:
        CopyError: it could not be made or read back; no former backup was touched.
    """
    now = service.clock.now()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = folder / name_for(now)
        backup.write(
            file,
            engine=service.database.engine,
            keys=service.keys,
            key_file=service.settings.key_file.read_text(encoding="utf-8"),
            now=now,
        )
        with service.database.reading() as session:
            known = ledger.of_database(session)
        ledger.write(folder, known, service.keys, now)
    except OSError as fault:
        raise CopyError(f"Le dossier {folder.name} ne peut pas recevoir la sauvegarde.") from fault
    rotate(folder, service.clock.today())
    return file


def kept(folder: Path) -> list[Path]:
    """Return the backups of `folder`, the latest first."""
    with suppress(OSError):
        return sorted((one for one in folder.iterdir() if made_at(one)), reverse=True)
    return []


def rotate(folder: Path, today: date) -> Sequence[Path]:
    """Remove what is over 30 days, and all but the last of a day; return what went."""
    days: set[date] = set()
    gone: list[Path] = []
    for file in kept(folder):
        at = made_at(file)
        day = at.date() if at else today
        if day in days or SAUVEGARDES.after(day) <= today:
            with suppress(OSError):
                file.unlink()
                gone.append(file)
        days.add(day)
    return gone
