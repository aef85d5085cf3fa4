"""Who may open the vault: the first agent, colleagues, passphrases and sheets.

Every function reads the header anew, checks that it is the opened vault's, and replaces it at
once. None of them needs anybody else to be there.
"""

import secrets
from dataclasses import replace
from functools import reduce
from pathlib import Path

from app.domain.agent import Agent
from app.domain.identifiers import AgentId
from app.storage.vault import files, kdf, recovery, slots
from app.storage.vault.failures import (
    VAULT_FILE,
    AgentExistsError,
    ResetRefusedError,
    VaultExistsError,
    VaultNotWrittenError,
)
from app.storage.vault.header import AgentSlot, Header
from app.storage.vault.kdf import KdfParameters
from app.storage.vault.opened import OpenVault, slot_of, unlock
from app.storage.vault.pepper import Pepper, erase_pepper, new_pepper
from app.storage.vault.recovery import RecoverySheet
from app.storage.vault.slots import Place, VaultSecrets
from app.storage.vault.strength import require_strong


def create(  # noqa: PLR0913 -- a vault is made of all this, once
    folder: Path,
    agent: Agent,
    *,
    passphrase: str,
    cost: KdfParameters | None = None,
    pepper: Pepper | None = None,
    structure_key: bytes | None = None,
) -> tuple[OpenVault, RecoverySheet]:
    """Make a vault for its first agent; the sheet is to be printed now and is kept nowhere.

    With `structure_key` the structure can open it too.

    Raises:
        VaultExistsError: the folder holds a vault, a copy of one, or a database.
        WeakPassphraseError: the passphrase is too easy to guess.
        VaultNotWrittenError: nothing was made.
    """
    require_strong(passphrase, _names(agent))
    _refuse_a_used_folder(folder)
    held = VaultSecrets(data_key=secrets.token_bytes(32), vault_secret=secrets.token_bytes(32))
    place = Place(vault_id=secrets.token_hex(16), generation=1)
    key = recovery.new_key()
    slot = slots.lock_agent(
        place,
        agent.id,
        _free_label(agent, ()),
        passphrase=passphrase,
        kdf=cost or kdf.strong(),
        pepper=new_pepper(pepper, place.vault_id),
        held=held,
    )
    header = Header(
        vault_id=place.vault_id,
        generation=1,
        agents=(slot,),
        removed=(),
        recovery=slots.lock_recovery(place, sheet=1, key=key, held=held),
        structure=slots.lock_structure(place, structure_key=structure_key, held=held)
        if structure_key
        else None,
    )
    vault = OpenVault(folder, place, held, opened_by=agent.id)
    files.put_in_force(folder, vault.signed(header))
    return vault, recovery.sheet_of(key, 1)


def add_agent(
    vault: OpenVault,
    agent: Agent,
    *,
    passphrase: str,
    cost: KdfParameters | None = None,
    pepper: Pepper | None = None,
) -> Header:
    """Give a colleague access at once: `prepare_agent`, then put in force.

    Raises:
        as `prepare_agent`; nothing was changed.
    """
    prepared = prepare_agent(vault, agent, passphrase=passphrase, cost=cost, pepper=pepper)
    return keep_header(vault, prepared)


def prepare_agent(
    vault: OpenVault,
    agent: Agent,
    *,
    passphrase: str,
    cost: KdfParameters | None = None,
    pepper: Pepper | None = None,
) -> Header:
    """Return the header that gives a colleague access, for `keep_header`; about a second.

    He chooses his passphrase at this laptop. Nothing is written: so he can be entered in the
    database first, and a kill in between leaves somebody without access, whom the next opening
    takes for gone, never an access without anybody.

    Without `cost` the slot is as dear as the dearest one in the vault. To take an access away is
    a re-keying: `rekeying.prepare_rekey(without=…)`.

    Raises:
        AgentExistsError: he has access already.
        WeakPassphraseError: the passphrase is too easy to guess.
        VaultError: the header cannot be used or written; nothing was changed.
    """
    header = vault.current_header()
    if header.agent(agent.id):
        raise AgentExistsError
    require_strong(passphrase, _names(agent))
    slot = slots.lock_agent(
        vault.place,
        agent.id,
        _free_label(agent, header.agents),
        passphrase=passphrase,
        kdf=cost or _dearest(header),
        pepper=new_pepper(pepper, header.vault_id),
        held=vault.secrets(),
    )
    removed = tuple(gone for gone in header.removed if gone != agent.id)
    return replace(header, agents=(*header.agents, slot), removed=removed)


def change_passphrase(  # noqa: PLR0913 -- old, new and their circumstances
    vault: OpenVault,
    agent_id: AgentId,
    *,
    current: str,
    passphrase: str,
    cost: KdfParameters | None = None,
    pepper: Pepper | None = None,
) -> Header:
    """Replace an agent's passphrase, and with it his key pair.

    A copy of the old file still opens with the old passphrase, as far as the next re-keying.

    Raises:
        WrongPassphraseError: `current` is not his passphrase.
        WeakPassphraseError: the new one is too easy to guess.
        VaultError: the header cannot be used or written; nothing was changed.
    """
    unlock(vault.folder, agent_id, current, pepper).forget()
    return _new_slot(vault, agent_id, passphrase, cost, pepper)


def reset_passphrase(
    vault: OpenVault,
    agent_id: AgentId,
    *,
    passphrase: str,
    cost: KdfParameters | None = None,
    pepper: Pepper | None = None,
) -> Header:
    """Set a passphrase without the old one, after opening with the recovery sheet.

    Raises:
        ResetRefusedError: an agent opened the vault: he must not take a colleague's place.
        WeakPassphraseError: the new one is too easy to guess.
        VaultError: the header cannot be used or written; nothing was changed.
    """
    if vault.opened_by is not None:
        raise ResetRefusedError
    return _new_slot(vault, agent_id, passphrase, cost, pepper)


def replace_recovery(vault: OpenVault) -> RecoverySheet:
    """Make a new sheet; the one before no longer opens the vault in force.

    Raises:
        VaultError: the header cannot be used or written; the sheet before stays good.
    """
    header = vault.current_header()
    key = recovery.new_key()
    number = header.recovery.sheet + 1
    slot = slots.lock_recovery(vault.place, sheet=number, key=key, held=vault.secrets())
    keep_header(vault, replace(header, recovery=slot))
    return recovery.sheet_of(key, number)


def put_structure(vault: OpenVault, structure_key: bytes | None) -> Header:
    """Give the structure's key a share of this vault, in the place of the one before if any.

    None takes the share away: a copy of the file made before still opens with that key, as far as
    the next re-keying.

    Raises:
        VaultError: the header cannot be used or written; nothing was changed.
    """
    header = vault.current_header()
    slot = structure_key and slots.lock_structure(
        vault.place, structure_key=structure_key, held=vault.secrets()
    )
    return keep_header(vault, replace(header, structure=slot or None))


def _new_slot(
    vault: OpenVault,
    agent_id: AgentId,
    passphrase: str,
    cost: KdfParameters | None,
    pepper: Pepper | None,
) -> Header:
    header = vault.current_header()
    before = slot_of(header, agent_id)
    require_strong(passphrase, (before.label,))
    after = slots.lock_agent(
        vault.place,
        agent_id,
        before.label,
        passphrase=passphrase,
        kdf=cost or _dearest(header),
        pepper=new_pepper(pepper, header.vault_id),
        held=vault.secrets(),
    )
    agents = tuple(after if slot is before else slot for slot in header.agents)
    kept = keep_header(vault, replace(header, agents=agents))
    erase_pepper(pepper, header, before)
    return kept


def keep_header(vault: OpenVault, header: Header) -> Header:
    """Put a changed header in force, with the vault's MAC.

    Raises:
        VaultNotWrittenError: the one before is in force.
    """
    signed = vault.signed(header)
    files.put_in_force(vault.folder, signed)
    return signed


def _dearest(header: Header) -> KdfParameters:
    return reduce(kdf.stronger, (slot.kdf for slot in header.agents))


def _names(agent: Agent) -> tuple[str, ...]:
    return (agent.prenom, agent.nom, agent.display_name)


def _free_label(agent: Agent, others: tuple[AgentSlot, ...]) -> str:
    """Return first name and initial, longer only where a colleague is called the same."""
    taken = {slot.label for slot in others}
    nom = agent.nom.strip()
    for length in range(1, len(nom)):
        label = f"{agent.prenom.strip()} {nom[:length]}.".strip()
        if label not in taken:
            return label
    whole = agent.display_name
    if whole not in taken:
        return whole
    return next(name for n in range(2, len(taken) + 3) if (name := f"{whole} ({n})") not in taken)


def _refuse_a_used_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        headers = (VAULT_FILE, files.COPY_FILE, files.NEXT_FILE)
        found = [name for name in headers if (folder / name).exists()]
        found += sorted(path.name for path in folder.glob("passerelle*.db"))
    except OSError:
        raise VaultNotWrittenError from None
    if found:
        raise VaultExistsError(found[0])
