"""A sealed backup of the database before a newer service changes its tables.

It goes where the daily backups go, under a name of theirs, and so for 30 days at most; where no
folder was chosen, beside the data. Decision: docs/decisions/0056.
"""

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Final

from app.department.copies import backup, folder
from app.department.database.engine import Database
from app.department.database.upgrade import is_behind, upgrade
from app.department.failures import CopyError, ServiceError, UpgradeError
from app.department.keys import ServiceKeys
from app.department.settings import Settings

FOLDER: Final = "avant-mise-a-jour"
_MARGIN: Final = 16 * 1024 * 1024
_MIB: Final = 1024 * 1024


def upgrade_saved(
    database: Database, settings: Settings, keys: ServiceKeys, now: datetime
) -> Path | None:
    """Bring the database to this version's tables; return the backup that was made before.

    None where there was nothing to save: no upgrade, or a database made just now.

    Raises:
        NewerDatabaseError: as `upgrade`.
        CopyError: the backup cannot be made (a full disk is told with its figure); nothing began.
        UpgradeError: the upgrade failed; the database is as it was, and the backup is there.
    """
    saved = _save(database, settings, keys, now) if is_behind(database) else None
    try:
        upgrade(database, now=now)
    except Exception as fault:  # a migration is code: it may fail on what it reads, too
        if saved is None or isinstance(fault, ServiceError):
            raise
        raise UpgradeError(
            "La mise à jour de la base n’a pas abouti. La base est comme avant, et une sauvegarde "
            f"scellée est là : {saved}. Remettez la version précédente du service en marche."
        ) from fault
    return saved


def forget_old(settings: Settings, today: date) -> None:
    """Let the backups made beside the data go in their time."""
    folder.rotate(settings.data_dir / FOLDER, today)


def _save(database: Database, settings: Settings, keys: ServiceKeys, now: datetime) -> Path:
    place = settings.backup_dir or settings.data_dir / FOLDER
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        needed, free = _needed(settings), shutil.disk_usage(place).free
        key_file = settings.key_file.read_text(encoding="utf-8")
    except OSError as fault:
        raise CopyError(
            f"Le dossier {place} ne peut pas recevoir la sauvegarde d’avant la mise à jour : rien "
            "n’a été commencé."
        ) from fault
    if free < needed:
        raise CopyError(
            f"Il faut {-(-needed // _MIB)} Mo libres dans {place} avant la mise à jour de la base, "
            f"il en reste {free // _MIB}. Rien n’a été commencé."
        )
    file = place / folder.name_for(now)
    backup.write(file, engine=database.engine, keys=keys, key_file=key_file, now=now)
    return file


def _needed(settings: Settings) -> int:
    """Return how much room a backup takes at most; a remote database does not tell."""
    file = settings.database_file
    return (file.stat().st_size if file.exists() else 0) + _MARGIN
