"""Change the data key in two phases, so that a kill at any point leaves a usable pair.

1. `prepare_rekey` stages the new header as `vault.json.next`.
2. The caller writes the database of the new generation at `StagedRekey.vault.database_path`,
   under `StagedRekey.vault.database_key()`, and has it on the disk.
3. `commit` renames the header: one atomic step decides which pair is in force.
4. The caller closes the old database and calls `discard_leftovers`.

Killed before 3, the old pair is in force and `discard_leftovers` removes the new files; killed
after, the other way round. Whoever unlocks calls it before opening the database.
"""

import contextlib
import re
import secrets
from collections.abc import Collection, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.domain.identifiers import AgentId
from app.storage import earlier
from app.storage.vault import files, header_text, slots
from app.storage.vault.failures import (
    LastAgentError,
    NoNewDatabaseError,
    OldHeaderError,
    StaleVaultError,
    VaultExistsError,
    VaultNotWrittenError,
)
from app.storage.vault.header import Header, database_name
from app.storage.vault.opened import OpenVault, slot_of
from app.storage.vault.slots import Place, VaultSecrets
from app.whole_files import sync_folder

_DATABASE: Final = re.compile(r"passerelle(?:-(\d+))?\.db")
_SIDE_FILES: Final = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedRekey:
    """A re-keying under way; `vault` holds the keys of the new generation."""

    vault: OpenVault
    parent_mac: bytes

    def commit(self) -> OpenVault:
        """Put the new generation in force and return its vault.

        The old vault's keys stay in memory until the caller forgets them.

        Raises:
            NoNewDatabaseError: the new database is not there; nothing was changed.
            StaleVaultError: the header changed since `prepare_rekey`; nothing was changed.
            VaultNotWrittenError: the old pair is still in force.
        """
        folder = self.vault.folder
        database = self.vault.database_path
        if not database.is_file() or not database.stat().st_size:
            raise NoNewDatabaseError(database.name)
        if files.read_header(folder).mac != self.parent_mac:
            raise StaleVaultError
        files.move_in_force(folder)
        files.refresh_copy(folder, files.read_bytes(folder))
        return self.vault

    def abandon(self) -> None:
        """Remove what was staged and forget its keys; the old pair stays in force."""
        self.vault.forget()
        with _writing():
            _remove_database(self.vault.folder, self.vault.generation)
            files.remove(self.vault.folder / files.NEXT_FILE)


def prepare_rekey(vault: OpenVault, *, without: Collection[AgentId] = ()) -> StagedRekey:
    """Stage a new data key, sealed to everybody who stays; `without` lose their access.

    Nobody who stays need be there, and no passphrase or sheet changes.

    Raises:
        LastAgentError: nobody would be left.
        NoSuchAgentError: one of `without` has no slot.
        VaultExistsError: a database of a later generation is in the way.
        VaultError: the header cannot be used or written; nothing was changed.
    """
    discard_leftovers(vault)
    header = vault.current_header()
    if orphans := orphan_databases(vault):
        raise VaultExistsError(orphans[0])
    for agent_id in without:
        slot_of(header, agent_id)
    staying = tuple(slot for slot in header.agents if slot.agent_id not in without)
    if not staying:
        raise LastAgentError
    held = VaultSecrets(data_key=secrets.token_bytes(32), vault_secret=vault.secrets().vault_secret)
    place = Place(vault_id=header.vault_id, generation=header.generation + 1)
    opened_by = None if vault.opened_by in without else vault.opened_by
    staged = OpenVault(vault.folder, place, held, opened_by=opened_by)
    after = Header(
        vault_id=place.vault_id,
        generation=place.generation,
        agents=tuple(slots.reseal_agent(place, slot, held) for slot in staying),
        removed=(*header.removed, *sorted(without)),
        recovery=slots.reseal_recovery(place, header.recovery, held),
        structure=header.structure and slots.reseal_structure(place, header.structure, held),
    )
    data = header_text.write(staged.signed(after))
    files.write_whole(vault.folder / files.NEXT_FILE, data)
    return StagedRekey(vault=staged, parent_mac=header.mac)


def remove_agent(vault: OpenVault, agent_id: AgentId) -> StagedRekey:
    """Stage the withdrawal of an agent: his copy of the old file must not open the new database.

    Raises:
        LastAgentError: he is the last one.
        NoSuchAgentError: he has no slot.
        VaultError: the header cannot be used or written; nothing was changed.
    """
    return prepare_rekey(vault, without=(agent_id,))


def discard_leftovers(vault: OpenVault) -> tuple[str, ...]:
    """Remove what an interrupted re-keying left beside the pair in force; return the names.

    Older generations go, and a newer one only with the staged header that announces it: without
    one, the newer database may be the good one beside a header put back from a copy.

    Raises:
        VaultError: the header cannot be used, or a file could not be removed.
    """
    folder = vault.folder
    header = vault.current_header()
    gone = {number for number in _generations(folder) if number < header.generation}
    if (folder / files.NEXT_FILE).exists():
        gone.add(header.generation + 1)
    with _writing():
        sync_folder(folder)  # the rename must be on the disk before its alternative goes
        if gone:
            earlier.destroy(folder)  # the keys of before open it, whoever held them
        names = [name for number in sorted(gone) for name in _remove_database(folder, number)]
        if (folder / files.NEXT_FILE).exists():
            files.remove(folder / files.NEXT_FILE)  # last: it announces what was to be removed
            names.append(files.NEXT_FILE)
    return tuple(names)


def orphan_databases(vault: OpenVault) -> tuple[str, ...]:
    """Return databases of later generations than the header's, which it cannot open."""
    generations = _generations(vault.folder)
    return tuple(database_name(number) for number in generations if number > vault.generation)


def require_own_database(vault: OpenVault) -> None:
    """Refuse a header put back from an older copy, before it looks as if the database were lost.

    Raises:
        OldHeaderError: only a database of a later generation is there.
    """
    later = orphan_databases(vault)
    if later and not vault.database_path.exists():
        header = files.read_header(vault.folder)
        raise OldHeaderError(later[-1], copy_is_later=files.copy_is_later(vault.folder, header))


def _generations(folder: Path) -> list[int]:
    found = (_DATABASE.fullmatch(path.name) for path in folder.glob("passerelle*.db"))
    return sorted(int(match[1] or 1) for match in found if match)


def _remove_database(folder: Path, generation: int) -> list[str]:
    names = [database_name(generation) + side for side in reversed(_SIDE_FILES)]
    there = [name for name in names if (folder / name).exists()]
    for name in there:
        files.remove(folder / name)
    return there


@contextlib.contextmanager
def _writing() -> Generator[None]:
    try:
        yield
    except OSError:
        raise VaultNotWrittenError from None
