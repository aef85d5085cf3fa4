"""How the backups stand, from what is known on the laptop alone: no stick is looked at."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.sauvegarde import is_late
from app.storage.sauvegarde import choice
from app.storage.sauvegarde.failures import BackupFolderAbsentError, sentence_of
from app.usecases.workplace import Workplace


class Suite(StrEnum):
    """What the agent should know of the backups."""

    A_JOUR = "a_jour"
    AUCUN_DOSSIER = "aucun_dossier"  # nowhere to put them was ever chosen
    JAMAIS = "jamais"  # chosen, and none has succeeded
    EN_RETARD = "en_retard"
    ECHEC = "echec"  # the folder is there, and refuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the backups stand; `days` since the last that succeeded, `problem` in a sentence."""

    suite: Suite
    days: int = 0
    problem: str = ""


def standing(workplace: Workplace) -> Standing:
    """Return how the backups stand.

    A stick that is merely not there is a problem once the last backup is late, not before.
    """
    known, now = choice.load(workplace.vault.folder), workplace.clock.now()
    if known.folder is None:
        return Standing(suite=Suite.AUCUN_DOSSIER)
    problem = sentence_of(known.problem)
    refuses = bool(problem) and known.problem != BackupFolderAbsentError.__name__
    if known.last_success is None:
        return Standing(suite=Suite.ECHEC if refuses else Suite.JAMAIS, problem=problem)
    days = max(0, (now - known.last_success).days)
    if refuses:
        return Standing(suite=Suite.ECHEC, days=days, problem=problem)
    if is_late(known.last_success, now):
        return Standing(suite=Suite.EN_RETARD, days=days, problem=problem)
    return Standing(suite=Suite.A_JOUR, days=days)
