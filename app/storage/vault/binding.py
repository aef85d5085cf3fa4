"""Tie an agent's passphrase to the keyring of this computer, or untie it."""

from dataclasses import replace

from app.domain.identifiers import AgentId
from app.storage.vault import slots
from app.storage.vault.header import Header
from app.storage.vault.opened import OpenVault, slot_of
from app.storage.vault.people import keep_header
from app.storage.vault.pepper import Pepper, erase_pepper, new_pepper


def is_bound(header: Header, agent_id: AgentId) -> bool:
    """Tell whether this agent's passphrase opens with the keyring's secret only."""
    return bool(slot_of(header, agent_id).pepper)


def bind(vault: OpenVault, agent_id: AgentId, passphrase: str, place: Pepper) -> bool:
    """Lock the agent's slot with a new secret of the keyring; False when it holds none.

    `passphrase` is the one with which he has just opened: it stays. About a second, so in a
    thread. The secret is in the keyring, and was read back, before the header asks for it.

    Raises:
        VaultError: the header cannot be used or written; nothing was changed.
    """
    header = vault.current_header()
    pepper = new_pepper(place, header.vault_id)
    if pepper is None:
        return False
    _lock_anew(vault, header, agent_id, passphrase, pepper)
    return True


def unbind(vault: OpenVault, agent_id: AgentId, passphrase: str, place: Pepper) -> None:
    """Lock the agent's slot under his passphrase alone; about a second, so in a thread.

    Raises:
        VaultError: the header cannot be used or written; nothing was changed.
    """
    header = vault.current_header()
    before = slot_of(header, agent_id)
    _lock_anew(vault, header, agent_id, passphrase, None)
    erase_pepper(place, header, before)


def _lock_anew(
    vault: OpenVault, header: Header, agent_id: AgentId, passphrase: str, pepper: bytes | None
) -> None:
    before = slot_of(header, agent_id)
    after = slots.lock_agent(
        vault.place,
        agent_id,
        before.label,
        passphrase=passphrase,
        kdf=before.kdf,
        pepper=pepper,
        held=vault.secrets(),
    )
    agents = tuple(after if slot is before else slot for slot in header.agents)
    keep_header(vault, replace(header, agents=agents))
