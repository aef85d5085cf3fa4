"""The vault's header: what `vault.json` says, none of it secret.

A header holds public keys, salts and sealed keys. Its file form is canonical: one value has
one text, so a changed byte is always seen, even where JSON would not mind.
"""

from dataclasses import dataclass
from typing import Final

from app.domain.identifiers import AgentId
from app.storage.vault.kdf import KdfParameters

FORMAT: Final = "passerelle-vault"
VERSION: Final = 1  # of the ciphers and of what they are bound to
NEWEST: Final = 2  # of the file: 2 has a share for the structure, which 1 does not know
NONCE_BYTES: Final = 12
MAC_BYTES: Final = 32
LOCKED_BYTES: Final = 32 + 32 + 16  # private half, vault secret, tag
SEALED_BYTES: Final = 32 + 32 + 16  # HPKE's ephemeral key, data key, tag


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedPair:
    """A key pair whose private half is locked, and the data key sealed to its public half.

    `locked` opens with the holder's secret alone; `sealed` is remade for each generation by
    whoever re-keys, without the holder.
    """

    public_key: bytes
    salt: bytes
    nonce: bytes
    locked: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentSlot:
    """How one agent opens the vault.

    `label` stands in clear, for the list of the unlock window: first name and initial only.
    `pepper` is the fingerprint of the keyring's secret, or empty when the slot needs none.
    """

    agent_id: AgentId
    label: str
    kdf: KdfParameters
    pepper: str
    pair: LockedPair


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySlot:
    """How the printed sheet opens the vault; `sheet` is the number printed on it."""

    sheet: int
    pair: LockedPair


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureSlot:
    """How the structure's own key opens the vault.

    `share` is the secret that locks the pair, sealed to `structure_key`: a public key that serves
    many laptops, whose private half is in none of them.
    """

    structure_key: bytes
    share: bytes
    pair: LockedPair


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Everything that `vault.json` holds.

    `removed` keeps the ids (no label) of agents without access any more, so that one of them is
    told so. `mac` authenticates all the rest under a key that only an opened vault has.
    """

    vault_id: str
    generation: int
    agents: tuple[AgentSlot, ...]
    removed: tuple[AgentId, ...]
    recovery: RecoverySlot
    structure: StructureSlot | None = None
    mac: bytes = b""

    @property
    def version(self) -> int:
        """Return the oldest version of the file that can say all this."""
        return VERSION if self.structure is None else NEWEST

    @property
    def database_name(self) -> str:
        """Return the name of the database file that goes with this generation."""
        return database_name(self.generation)

    def agent(self, agent_id: AgentId) -> AgentSlot | None:
        """Return the agent's slot, if there is one."""
        return next((slot for slot in self.agents if slot.agent_id == agent_id), None)


def database_name(generation: int) -> str:
    """Return the database's file name: two files cannot be swapped at once, so one names the other.

    `vault.json` says the generation, and the generation names the only database it opens.
    """
    return "passerelle.db" if generation == 1 else f"passerelle-{generation}.db"
