"""The backups in words."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from app.domain.clock import Clock
from app.domain.sauvegarde import FORMER_KEPT, KEPT, LATE, is_late
from app.ui.dates import day_words, moment_words
from app.ui.pages.reglages.sauvegardes.state import NO_FOLDER, BackupLine, BackupsState
from app.ui.sizes import size_words
from app.ui.widgets.tones import Pill, Tone
from app.usecases.backup.saving import BackupFile, BackupState
from app.usecases.backup.saving_former import Former

_NOTHING_SAVED = (
    "Rien n’est sauvegardé\u00a0: si cet ordinateur est perdu, vos dossiers le sont avec lui. "
    "Choisissez une clé, ou un dossier du réseau de votre structure."
)
_FRESH = Pill("À jour", Tone.SUCCESS)
_OLD = Pill(f"Plus de {LATE.days}\u00a0jours sans sauvegarde", Tone.WARNING)
_NEVER = Pill("Pas encore de sauvegarde", Tone.WARNING)
_ABSENT = Pill("Dossier ou clé introuvable", Tone.WARNING)
_FAILED = Pill("La dernière n’a pas réussi", Tone.DANGER)


def shown(found: BackupState, clock: Clock) -> BackupsState:
    """Return the state of the page."""
    return BackupsState(
        loaded=True,
        folder=str(found.folder or ""),
        imposed=found.imposed,
        pill=_pill(found, clock.now()),
        last=_moment(found.last_success, clock) if found.last_success else "",
        problem=found.problem if found.folder else _NOTHING_SAVED,
        lines=tuple(_line(one, clock) for one in found.backups),
        former=day_words((found.former_since + FORMER_KEPT).astimezone(clock.zone()).date())
        if found.former_since
        else "",
        former_folders=tuple(map(_former, found.former)),
    )


def destroyed(left: Sequence[Path]) -> str:
    """Return what became of the backups in the folders chosen before; some were out of reach."""
    if not left:
        return "Les sauvegardes des anciens dossiers sont détruites."
    names = ", ".join(f"«\u00a0{one}\u00a0»" for one in left)
    return f"Détruites là où c’était possible. Branchez {names}, puis recommencez."


def _former(one: Former) -> BackupLine:
    if one.held is None:
        return BackupLine(
            when="Introuvable",
            about=f"{one.path}\nBranchez-le\u00a0: ce qui est effacé y est peut-être encore.",
        )
    held = {0: "Aucune sauvegarde", 1: "1\u00a0sauvegarde"}
    words = held.get(one.held, f"{one.held}\u00a0sauvegardes")
    return BackupLine(when="À portée", about=f"{one.path}\n{words} de ce poste")


def _pill(found: BackupState, now: datetime) -> Pill:
    if found.folder is None:
        return NO_FOLDER
    if not found.there:
        return _ABSENT
    if found.problem:
        return _FAILED
    if found.last_success is None:
        return _NEVER
    return _OLD if is_late(found.last_success, now) else _FRESH


def _line(one: BackupFile, clock: Clock) -> BackupLine:
    if one.made_at is None:
        return BackupLine(when="Illisible", about=f"{one.name} ne peut pas servir")
    size = size_words(one.size)
    if not one.mine:
        return BackupLine(when=_moment(one.made_at, clock), about=f"{size}, d’un autre poste")
    ends = day_words((one.made_at + KEPT).astimezone(clock.zone()).date())
    about = f"{size}, gardée au plus jusqu’au {ends}"
    return BackupLine(when=_moment(one.made_at, clock), about=about)


def _moment(at: datetime, clock: Clock) -> str:
    return moment_words(at, today=clock.today(), zone=clock.zone())
