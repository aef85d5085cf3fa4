"""How the last backup ended, in the journal: what was carried without keys, once they are back.

`sauvegardes.json` says how the last backup ended, whether or not the vault was open then; the
journal has a line once that changes.
"""

import contextlib
from datetime import datetime
from typing import TYPE_CHECKING, Final

from app.domain.failures import AppError
from app.storage import journal, parametres
from app.storage.journal import Entree
from app.storage.sauvegarde import choice, swapping
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SUCCEEDED, FAILED, RETURNED = "sauvegarde", "sauvegarde_echouee", "retour_avant"
RESTORED_HERE: Final = "restauree"
_NOTED: Final = "sauvegarde_notee"
_EXCHANGED: Final = "echange_note"
_CODES: Final = {
    "BackupFolderAbsentError": "absente",
    "BackupDiskFullError": "pleine",
    "BackupReadOnlyError": "protegee",
    "BackupUnreadableError": "illisible",
}


def note_outcome(workplace: Workplace) -> None:
    """Note how the last backup ended, unless that stands in the journal; never fails."""
    known = choice.load(workplace.vault.folder)
    success = known.last_success.isoformat() if known.last_success else ""
    with contextlib.suppress(AppError), workplace.database.writing() as session:
        noted = parametres.text(session, _NOTED).partition("|")
        if noted[0] != success and known.last_success is not None:
            journal.append(session, _by_itself(known.last_success, SUCCEEDED))
        if noted[2] != known.problem and known.problem:
            detail = _CODES.get(known.problem, "")
            journal.append(session, _by_itself(workplace.clock.now(), FAILED, detail))
        if (noted[0], noted[2]) != (success, known.problem):
            parametres.keep(session, _NOTED, f"{success}|{known.problem}")


def note_exchange(session: "Session", workplace: Workplace) -> None:
    """Note at the opening that the state before a restore was put back, if it was.

    Nobody could note it while it was done: neither state was open.
    """
    since = swapping.former_since(workplace.vault.folder)
    here = parametres.load(session, RESTORED_HERE) is True  # the restore itself has its line
    if here:
        parametres.remove(session, RESTORED_HERE)
    if since is None or parametres.text(session, _EXCHANGED) == since.isoformat():
        return
    parametres.keep(session, _EXCHANGED, since.isoformat())
    if not here:
        journal.append(session, _by_itself(since, RETURNED))


def _by_itself(at: datetime, kind: str, detail: str = "") -> Entree:
    return Entree(at=at, kind=kind, detail=detail)
