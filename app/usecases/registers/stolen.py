"""Count what was on a laptop that is gone, from its last backup, on another laptop.

The backup is opened as a restore opens it, in a folder of its own, and nothing of it is put in
force: once it is counted it is removed. Decision: docs/decisions/0025.
"""

from contextlib import closing

from app.domain.identifiers import AgentId
from app.domain.violation import Etendue, Inventaire
from app.storage import recensement
from app.storage.database import open_database
from app.storage.failures import UnreadableDatabaseError
from app.storage.sauvegarde import container, packing, swapping
from app.storage.sauvegarde.container import Progress, quietly
from app.storage.sauvegarde.failures import DamagedBackupError, translated
from app.storage.sauvegarde.writing import write_whole
from app.storage.vault.opened import OpenVault, unlock, unlock_with_recovery
from app.usecases.backup.restoring import SHEET, Found
from app.usecases.workplace import Workplace


def count(
    workplace: Workplace, found: Found, agent_id: AgentId, secret: str, progress: Progress = quietly
) -> Inventaire:
    """Return what the backup held, with its date; whoever opens it is `agent_id`, or `SHEET`.

    What was erased since is counted too: the laptop that is gone may never have erased it.

    Raises:
        WrongPassphraseError, WrongRecoveryKeyError: the secret does not open it.
        DamagedBackupError, BackupError: as a restore.
        whatever `progress` raises: nothing is left.
    """
    data = workplace.vault.folder
    place = swapping.new_staging(data)  # killed meanwhile, the next start removes it
    try:
        with translated():
            write_whole(place / "vault.json", found.content.header)
        vault = (
            unlock_with_recovery(place, secret)
            if agent_id == SHEET
            else unlock(place, agent_id, secret)
        )
        try:
            return _counted(workplace, vault, found, progress)
        finally:
            vault.forget()
    finally:
        swapping.discard(data)


def _counted(
    workplace: Workplace, vault: OpenVault, found: Found, progress: Progress
) -> Inventaire:
    name = found.path.name
    packing.open_counts(vault, found.content, name)  # the parts were written together
    with translated():
        container.verify(found.path, progress, database_to=vault.database_path)
    try:
        database = open_database(
            vault.database_path, vault.database_key(), today=workplace.clock.today
        )
    except UnreadableDatabaseError:
        raise DamagedBackupError(name) from None
    with closing(database), database.reading() as session:
        return recensement.take(session, Etendue.SAUVEGARDE, found.made_at, backup_at=found.made_at)
