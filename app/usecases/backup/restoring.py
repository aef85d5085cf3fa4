"""Bring a backup back, on this laptop or on a new one: look, open, count, then put in force.

Nothing in force is touched before `put_in_force`. Decision: docs/decisions/0019.
"""

import contextlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from app.domain.clock import Clock
from app.domain.failures import AppError
from app.domain.identifiers import AgentId
from app.domain.sauvegarde import ledger_covers
from app.storage import appareil, journal, mois_envoyes, parametres, registre, structure
from app.storage.database import Database, open_database
from app.storage.failures import UnreadableDatabaseError
from app.storage.journal import Entree
from app.storage.sauvegarde import (
    choice,
    container,
    folder,
    ledger_file,
    leftovers,
    packing,
    swapping,
)
from app.storage.sauvegarde.container import Content, Progress, quietly
from app.storage.sauvegarde.counts import Counts, counts
from app.storage.sauvegarde.failures import (
    BackupError,
    DamagedBackupError,
    TooOldBackupError,
    translated,
)
from app.storage.sauvegarde.replaying import replay
from app.storage.sauvegarde.writing import write_whole
from app.storage.vault import header_text
from app.storage.vault.failures import VaultError
from app.storage.vault.opened import OpenVault, unlock, unlock_with_recovery
from app.storage.vault.pepper import Pepper
from app.usecases.backup.saving_noted import RESTORED_HERE

SHEET: Final = AgentId("")  # « nobody »: the recovery sheet opens


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A backup that lies where this laptop puts its own."""

    path: Path
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A backup that was read whole: its date, its version, who may open it. Names no person."""

    path: Path
    made_at: datetime
    program: str
    size: int
    agents: Sequence[tuple[AgentId, str]]
    content: Content = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the staged state holds, erasures replayed.

    `erased` is how many records the ledger took away again; `ledger_found` tells whether a ledger
    lay beside the backup or on this laptop, `ledger_at` when it was written. `replaces` is
    whether this laptop holds a vault now.
    """

    made_at: datetime
    structure: str
    counts: Counts
    erased: int
    ledger_found: bool
    replaces: bool
    ledger_at: datetime | None = None

    @property
    def ledger_is_behind(self) -> bool:
        """Tell whether the ledger says nothing of what was erased since the backup."""
        return self.ledger_at is None or self.ledger_at <= self.made_at


def proposed(data: Path) -> list[Proposed]:
    """Return the backups in the folder that this laptop last backed up to, if it is there."""
    chosen = choice.load(data).folder
    with contextlib.suppress(BackupError):
        if chosen is not None:
            return [
                Proposed(path=one.path, made_at=one.manifest.made_at, size=one.size)
                for one in folder.listed(chosen)
                if one.manifest is not None
            ]
    return []


def examine(path: Path, clock: Clock, progress: Progress = quietly) -> Found:
    """Read a backup whole, against its digests; nothing of it is opened.

    Raises:
        DamagedBackupError, NewerBackupError, TooOldBackupError: the file is named.
        BackupError: it cannot be read at all.
    """
    with translated():
        content = container.verify(path, progress)
        size = path.stat().st_size
    if not ledger_covers(content.manifest.made_at, clock.now()):
        raise TooOldBackupError(path.name)
    try:
        header = header_text.read(content.header)
    except VaultError:
        raise DamagedBackupError(path.name) from None
    return Found(
        path=path,
        made_at=content.manifest.made_at,
        program=content.manifest.program,
        size=size,
        agents=[(slot.agent_id, slot.label) for slot in header.agents],
        content=content,
    )


def stage(  # noqa: PLR0913 -- who opens what, where, with which clock and keyring
    data: Path,
    found: Found,
    agent_id: AgentId,
    secret: str,
    clock: Clock,
    *,
    pepper: Pepper | None = None,
    progress: Progress = quietly,
) -> Preview:
    """Open the backup beside the data in force, erase again, count; about two seconds and more.

    `secret` is the passphrase that the agent had on the day of the backup, or the text of the
    recovery sheet when `agent_id` is `SHEET`.

    Raises:
        UnlockError: it does not open this backup. Nothing was changed.
        DamagedBackupError, VaultError, UnusableFileError, BackupError: likewise.
        whatever `progress` raises: likewise.
    """
    _publish_ledger_in_force(data, agent_id, secret, clock, pepper)
    swapping.new_staging(data)
    try:
        return _stage(
            data,
            found,
            agent_id,
            lambda place: _unlock(place, agent_id, secret, pepper),
            clock,
            progress,
        )
    except BaseException:
        swapping.discard(data)
        raise


def put_in_force(data: Path, clock: Clock) -> None:
    """Put the staged state in the place of the one in force, which is kept seven days.

    Call it while nothing of `data` is open.

    Raises:
        NothingToRestoreError, BackupError: what was in force still is.
    """
    swapping.put_in_force(data, clock.now())


def abandon(data: Path) -> None:
    """Forget the staged state."""
    swapping.discard(data)


def return_to_former(data: Path, clock: Clock) -> None:
    """Exchange the restored state with the one before it. Call it while nothing is open.

    Raises:
        NothingToRestoreError: it is gone already.
        BackupError: as `put_in_force`.
    """
    swapping.return_to_former(data, clock.now())


def _stage(  # noqa: PLR0913, PLR0917 -- `stage`, with the secret turned into a way to open
    data: Path,
    found: Found,
    agent_id: AgentId,
    unlocked: Callable[[Path], OpenVault],
    clock: Clock,
    progress: Progress,
) -> Preview:
    name, staging = found.path.name, data / leftovers.STAGING
    with translated():
        write_whole(staging / "vault.json", found.content.header)
    vault = unlocked(staging)  # before the large part: a wrong passphrase is said at once
    try:
        packing.open_counts(vault, found.content, name)
        with translated():
            container.verify(found.path, progress, database_to=vault.database_path)
        with closing(_database(vault, name, clock)) as database:
            _note(database, found, agent_id, clock)
            return _replayed(data, found, database, clock)
    finally:
        vault.forget()


def _database(vault: OpenVault, name: str, clock: Clock) -> Database:
    try:
        return open_database(vault.database_path, vault.database_key(), today=clock.today)
    except UnreadableDatabaseError:
        raise DamagedBackupError(name) from None


def _note(database: Database, found: Found, agent_id: AgentId, clock: Clock) -> None:
    """Note the restore in the journal that it brings back, by whom and of which day."""
    by_sheet = agent_id == SHEET
    made_on = found.made_at.astimezone(clock.zone()).date()
    with database.writing() as session:
        journal.append(
            session,
            Entree(
                at=clock.now(),
                kind="restauration_secours" if by_sheet else "restauration",
                agent_id=None if by_sheet else agent_id,
                detail=f"du_{made_on:%Y%m%d}",
            ),
        )
        parametres.keep(session, RESTORED_HERE, value=True)


def _replayed(data: Path, found: Found, database: Database, clock: Clock) -> Preview:
    with database.writing() as session:
        key = registre.key(session)
        former = appareil.load(session)
        if former is not None:
            mois_envoyes.inherit(session, former.device_id)
        appareil.forget(session)
    ledger = ledger_file.gather(key, [data, found.path.parent])
    erased = replay(database, ledger.marks, clock.today())
    with database.reading() as session:
        owner = structure.load(session)
        return Preview(
            made_at=found.made_at,
            structure=owner.name if owner else "",
            counts=counts(session),
            erased=erased,
            ledger_found=ledger.found,
            replaces=(data / "vault.json").exists(),
            ledger_at=ledger.at,
        )


def _unlock(place: Path, agent_id: AgentId, secret: str, pepper: Pepper | None) -> OpenVault:
    if agent_id == SHEET:
        return unlock_with_recovery(place, secret)
    return unlock(place, agent_id, secret, pepper)


def _publish_ledger_in_force(
    data: Path, agent_id: AgentId, secret: str, clock: Clock, pepper: Pepper | None
) -> None:
    """Learn what was erased up to now, where the same secret opens the vault in force.

    Where it does not, the ledger written at the last close has to do.
    """
    if not (data / "vault.json").exists():
        return
    with contextlib.suppress(AppError):
        vault = _unlock(data, agent_id, secret, pepper)
        try:
            with (
                closing(_database(vault, vault.database_path.name, clock)) as database,
                database.writing() as session,
            ):
                ledger_file.publish(session, vault.place.vault_id, [data], clock.now())
        finally:
            vault.forget()
