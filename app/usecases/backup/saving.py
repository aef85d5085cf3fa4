"""Back up: by itself after the day, at a lock and at close, or because somebody asks.

Packing needs the open vault and takes about a second; carrying needs no key, and may take as long
as the stick wants. Decision: docs/decisions/0019.
"""

import contextlib
import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from app.domain.clock import Clock
from app.domain.failures import AppError
from app.domain.politiques import FixedByPolicyError
from app.domain.sauvegarde import former_state_ends, is_due
from app.storage import instant, journal, registre
from app.storage.failures import LockedVaultError
from app.storage.journal import Entree
from app.storage.sauvegarde import choice, folder, former, ledger_file, swapping
from app.storage.sauvegarde.container import SUFFIX, Progress, quietly
from app.storage.sauvegarde.failures import (
    BackupError,
    BackupFolderAbsentError,
    BackupInsideVaultError,
    sentence_of,
)
from app.storage.sauvegarde.folder import Listed
from app.storage.sauvegarde.manifest import Manifest
from app.storage.sauvegarde.packing import Packed, pack
from app.storage.vault.failures import VaultForgottenError
from app.usecases.backup import saving_former
from app.usecases.backup.saving_former import Former
from app.usecases.backup.saving_noted import note_outcome
from app.usecases.practice.refusing import require_real
from app.usecases.workplace import Workplace

EXPORT_SUFFIX: Final = SUFFIX
LOCKED, CLOSED = "verrouillage", "fermeture"  # in the journal
_carrying = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFile:
    """A file of the folder; `made_at` is None when it cannot be read, `mine` of this vault."""

    name: str
    made_at: datetime | None
    size: int
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupState:
    """What Réglages shows. `problem` is the sentence of the last failure, empty after a success.

    `folder` is None until one is chosen; `there` tells whether it can be reached now. `former` are
    the folders chosen before, where copies may lie.
    """

    folder: Path | None
    there: bool
    last_success: datetime | None
    problem: str
    backups: Sequence[BackupFile]
    former_since: datetime | None
    former: Sequence[Former] = ()
    imposed: bool = False  # the folder, by the IT department


def state(workplace: Workplace) -> BackupState:
    """Return what is known of the backups, reading the folder if it is there."""
    data = workplace.vault.folder
    chosen = choice.load(data)
    found: Sequence[Listed] = ()
    there = False
    if chosen.folder is not None:
        with contextlib.suppress(BackupError):
            found = folder.listed(chosen.folder)
            there = True
    return BackupState(
        folder=chosen.folder,
        there=there,
        last_success=chosen.last_success,
        problem=sentence_of(chosen.problem),
        backups=[_file(one, workplace.vault.place.vault_id) for one in found],
        former_since=swapping.former_since(data),
        former=saving_former.state(workplace),
        imposed=workplace.politiques.dossier_sauvegardes is not None,
    )


def _file(one: Listed, vault_id: str) -> BackupFile:
    manifest = one.manifest
    return BackupFile(
        name=one.path.name,
        made_at=manifest.made_at if manifest else None,
        size=one.size,
        mine=manifest is not None and manifest.vault_id == vault_id,
    )


def choose_folder(workplace: Workplace, path: Path) -> None:
    """Back up to `path` from now on; the ledger of erasures is put there at once.

    Raises:
        FixedByPolicyError: the IT department imposes another folder.
        BackupInsideVaultError, BackupFolderAbsentError, BackupReadOnlyError: the former choice
            stands.
    """
    require_real(workplace)
    if workplace.politiques.dossier_sauvegardes not in (None, path):
        raise FixedByPolicyError
    data = workplace.vault.folder
    if path.resolve().is_relative_to(data.resolve()):
        raise BackupInsideVaultError
    if not path.is_dir():
        raise BackupFolderAbsentError
    with workplace.database.writing() as session:
        now = workplace.clock.now()
        ledger_file.publish(session, workplace.vault.place.vault_id, [path, data], now)
        journal.append(session, _act(workplace, "reglage_change", "dossier_sauvegardes"))
    saving_former.choose(workplace, path)


def back_up(workplace: Workplace, progress: Progress = quietly) -> Manifest:
    """Make a backup now, in the chosen folder.

    Raises:
        BackupError: it is noted, and the backups before are whole.
        whatever `progress` raises: nothing was written.
    """
    require_real(workplace)
    chosen = choice.load(workplace.vault.folder)
    if chosen.folder is None:
        raise BackupFolderAbsentError
    try:
        with _carrying:
            with _noted(workplace.vault.folder):
                packed = _pack(workplace, chosen.folder, progress)
            saving_former.tell(workplace)
            return _carry(packed, chosen.folder, workplace.clock, progress)
    finally:
        note_outcome(workplace)


def pack_if_due(
    workplace: Workplace, *, tolerant: bool, progress: Progress | None = None
) -> Packed | None:
    """Prepare an automatic backup where one is due; what hinders it is noted, never raised.

    None when there is nothing to carry: no folder was chosen, the stick is absent (the next moment
    tries again), another backup is under way, or the last one will do. The ledger in the data
    folder is brought up to date in any case.

    Under a date in doubt nothing is done at all: making room would destroy every other backup.

    An `AppError` raised by `progress` ends it likewise.
    """
    data = workplace.vault.folder
    chosen = choice.load(data)
    with contextlib.suppress(AppError), _noted(data):
        if not _is_dated(workplace):
            return None
        erasures = _upkeep(workplace)
        if chosen.folder is None or workplace.practice or _carrying.locked():
            return None
        if not folder.answers(chosen.folder):
            raise BackupFolderAbsentError
        folder.remove_over_age(chosen.folder, workplace.vault.place.vault_id, workplace.clock.now())
        last = folder.latest(chosen.folder, workplace.vault.place.vault_id)
        if last is not None:
            former.rotate(chosen.former, last)
        if is_due(
            last.sauvegarde if last else None,
            workplace.clock.now(),
            generation=workplace.vault.generation,
            erasures=erasures,
            tolerant=tolerant,
        ):
            return _pack(workplace, chosen.folder, progress)
    return None


def _is_dated(workplace: Workplace) -> bool:
    with workplace.database.reading() as session:
        return instant.is_believed(session, workplace.clock.now())


def _upkeep(workplace: Workplace) -> int:
    """Do what needs no stick: note, forget, publish the ledger beside the data; count erasures.

    The folders chosen before are told too, each if it answers.
    """
    _destroy_former_in_time(workplace)
    note_outcome(workplace)
    with workplace.database.writing() as session:
        registre.forget_old(session, workplace.clock.today())
        erasures = registre.count(session)
    known = saving_former.tell(workplace)
    former.remove_over_age(known, workplace.vault.place.vault_id, workplace.clock.now())
    return erasures


def carry(packed: Packed, clock: Clock, progress: Progress = quietly) -> None:
    """Carry an automatic backup to its folder; the vault may be locked. A failure is noted.

    Raises:
        whatever `progress` raises: nothing bears the name of a backup that did not before.
    """
    chosen = choice.load(packed.path.parent)
    if chosen.folder is None:
        packed.discard()
        return
    with _carrying, contextlib.suppress(BackupError):
        _carry(packed, chosen.folder, clock, progress)


def lock_with_backup(
    workplace: Workplace, *, tolerant: bool, progress: Progress | None = None
) -> Packed | None:
    """Prepare what is due, then close the connections and forget the keys, whatever happened.

    `tolerant` at a lock, not at the close of the program: the journal tells the two apart.
    """
    try:
        _note_end(workplace, LOCKED if tolerant else CLOSED)
        return pack_if_due(workplace, tolerant=tolerant, progress=progress)
    finally:
        workplace.close()


def lock_at_once(workplace: Workplace) -> None:
    """Close the connections and forget the keys without a backup: no folder, or no time."""
    try:
        _note_end(workplace, CLOSED)
        with contextlib.suppress(AppError):
            if _is_dated(workplace):
                _upkeep(workplace)
    finally:
        workplace.close()


def _note_end(workplace: Workplace, kind: str) -> None:
    with contextlib.suppress(AppError), workplace.database.writing() as session:
        journal.append(session, _act(workplace, kind))


def export(workplace: Workplace, target: Path, progress: Progress = quietly) -> Manifest:
    """Write everything to one file for another laptop; it opens with the same passphrases.

    Raises:
        BackupError: no file bears that name that did not before.
        whatever `progress` raises: likewise.
    """
    require_real(workplace)
    if target.parent.resolve().is_relative_to(workplace.vault.folder.resolve()):
        raise BackupInsideVaultError
    with _carrying:
        packed = pack(workplace.database, workplace.vault, workplace.clock.now(), progress)
        try:
            manifest = folder.deposit(packed.path, target, progress)
        finally:
            packed.discard()
    with workplace.database.writing() as session:
        journal.append(session, _act(workplace, "export_complet"))
    return manifest


def destroy_former(workplace: Workplace) -> None:
    """Destroy the state before the restore: the agent has seen that everything is there."""
    swapping.destroy_former(workplace.vault.folder)
    with workplace.database.writing() as session:
        journal.append(session, _act(workplace, "etat_detruit"))


def _act(workplace: Workplace, kind: str, detail: str = "") -> Entree:
    return Entree(at=workplace.clock.now(), kind=kind, agent_id=workplace.agent.id, detail=detail)


def _pack(workplace: Workplace, target: Path, progress: Progress | None) -> Packed:
    if progress is not None:
        progress(0, 0)
    data = workplace.vault.folder
    with workplace.database.writing() as session:
        now = workplace.clock.now()
        ledger_file.publish(session, workplace.vault.place.vault_id, [data, target], now)
    return pack(workplace.database, workplace.vault, workplace.clock.now(), progress)


def _carry(packed: Packed, target: Path, clock: Clock, progress: Progress) -> Manifest:
    data = packed.path.parent
    try:
        with _noted(data):
            path = _free_name(target, packed.manifest.made_at.astimezone(clock.zone()))
            manifest = folder.deposit(packed.path, path, progress)
            folder.rotate(target, manifest)
            former.rotate(choice.load(data).former, manifest)
            done_at = manifest.made_at
            choice.change(data, lambda kept: replace(kept, last_success=done_at, problem=""))
            return manifest
    finally:
        packed.discard()


def _free_name(target: Path, made_at: datetime) -> Path:
    path = target / folder.name_of(made_at)
    number = 2
    while path.exists():
        path = target / f"{Path(folder.name_of(made_at)).stem}-{number}{SUFFIX}"
        number += 1
    return path


def _destroy_former_in_time(workplace: Workplace) -> None:
    data = workplace.vault.folder
    since = swapping.former_since(data)
    if since is not None and former_state_ends(since, workplace.clock.now()):
        swapping.destroy_former(data)


@contextlib.contextmanager
def _noted(data: Path) -> Generator[None]:
    """Keep the name of the failure, so that the page still says it tomorrow."""
    try:
        yield
    except (LockedVaultError, VaultForgottenError):
        raise  # somebody locked meanwhile: the backup is not at fault
    except BackupError as failure:
        name = type(failure).__name__
        with contextlib.suppress(BackupError):
            choice.change(data, lambda kept: replace(kept, problem=name))
        raise
