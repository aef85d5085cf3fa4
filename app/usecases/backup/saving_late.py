"""How the backups stand, from what is known on the laptop alone: no stick is looked at."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

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
    """Return how the backups stand; there is nothing to lose in practice."""
    if workplace.practice:
        return Standing(suite=Suite.A_JOUR)
    return standing_in(workplace.vault.folder, workplace.clock.now())


def standing_in(data: Path, now: datetime) -> Standing:
    """Return how the backups of a data folder stand; the vault may be locked.

    A stick that is merely not there is a problem once the last backup is late, not before.
    """
    known = choice.load(data)
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


def has_folder(data: Path) -> bool:
    """Tell whether somebody chose where the backups go."""
    return choice.load(data).folder is not None


def folder_came_back(data: Path) -> bool:
    """Tell whether the folder that the last backup did not find is there; it may be slow to say.

    No stick is looked at unless one was missing.
    """
    known = choice.load(data)
    waited_for = known.problem == BackupFolderAbsentError.__name__
    return known.folder is not None and waited_for and known.folder.is_dir()
