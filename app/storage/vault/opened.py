"""An opened vault, and the ways to open it."""

import hmac
from dataclasses import replace
from pathlib import Path

from app.domain.identifiers import AgentId
from app.storage.vault import files, header_text, recovery, slots
from app.storage.vault.failures import (
    DamagedVaultError,
    NoStructureKeyError,
    NoSuchAgentError,
    RemovedAgentError,
    StaleVaultError,
    VaultForgottenError,
)
from app.storage.vault.header import AgentSlot, Header, database_name
from app.storage.vault.pepper import Pepper, pepper_of
from app.storage.vault.slots import Place, VaultSecrets


class OpenVault:
    """Holds the keys in memory from unlocking to locking.

    One value belongs to one generation: after a re-keying the caller takes the new one and
    forgets this one. `opened_by` is None when the sheet or the structure opened it. Any thread
    may use it.
    """

    def __init__(
        self, folder: Path, place: Place, held: VaultSecrets, *, opened_by: AgentId | None
    ) -> None:
        self.folder = folder
        self.place = place
        self.opened_by = opened_by
        self._data_key = bytearray(held.data_key)
        self._vault_secret = bytearray(held.vault_secret)
        self._forgotten = False

    def __repr__(self) -> str:
        return f"OpenVault(generation={self.place.generation}, forgotten={self._forgotten})"

    @property
    def generation(self) -> int:
        """Return the generation of the data key."""
        return self.place.generation

    @property
    def database_path(self) -> Path:
        """Return the database that `database_key` opens."""
        return self.folder / database_name(self.place.generation)

    @property
    def is_forgotten(self) -> bool:
        """Tell whether the keys are gone from memory."""
        return self._forgotten

    def secrets(self) -> VaultSecrets:
        """Return the secrets, for the functions of this package only.

        Raises:
            VaultForgottenError: the vault was locked meanwhile.
        """
        if self._forgotten:
            raise VaultForgottenError
        return VaultSecrets(data_key=bytes(self._data_key), vault_secret=bytes(self._vault_secret))

    def database_key(self) -> bytes:
        """Return the raw 32-byte key of the SQLCipher database of this generation."""
        return self.subkey("database")

    def subkey(self, label: str) -> bytes:
        """Return a 32-byte key for another use; it changes with each re-keying.

        Raises:
            VaultForgottenError: the vault was locked meanwhile.
        """
        salt = self.place.vault_id.encode()
        return slots.subkey(self.secrets().data_key, salt=salt, label=f"key/{label}")

    def forget(self) -> None:
        """Overwrite the keys held here; Python may have made copies that it frees in its time."""
        self._forgotten = True
        for held in (self._data_key, self._vault_secret):
            held[:] = bytes(len(held))

    def signed(self, header: Header) -> Header:
        """Return `header` with the MAC of this vault."""
        return replace(header, mac=self._mac(header))

    def current_header(self) -> Header:
        """Return the header on disk once it is known to be of this vault and generation.

        Raises:
            StaleVaultError: it is of another vault or generation.
            DamagedVaultError: its MAC is not this vault's.
        """
        header = files.read_header(self.folder)
        if Place(vault_id=header.vault_id, generation=header.generation) != self.place:
            raise StaleVaultError
        self.verify(header)
        return header

    def verify(self, header: Header) -> None:
        """Check the header as a whole.

        Raises:
            DamagedVaultError: somebody without access changed it.
        """
        if not hmac.compare_digest(header.mac, self._mac(header)):
            raise DamagedVaultError(place="authentification")

    def _mac(self, header: Header) -> bytes:
        held = self.secrets()
        key = slots.subkey(held.data_key, salt=held.vault_secret, label="header")
        return hmac.digest(key, header_text.authenticated_text(header), "sha256")


def unlock(
    folder: Path, agent_id: AgentId, passphrase: str, pepper: Pepper | None = None
) -> OpenVault:
    """Open the vault as an agent; about half a second or more, so in a thread.

    Raises:
        WrongPassphraseError: not this agent's passphrase.
        PepperMissingError: the keyring lost its part; the recovery sheet opens.
        RemovedAgentError: the agent has no access any more.
        NoSuchAgentError: the agent never had any.
        VaultError: the file cannot be used.
    """
    data = files.read_bytes(folder)
    header = header_text.read(data)
    slot = slot_of(header, agent_id)
    held = slots.open_agent(
        header, slot, passphrase=passphrase, pepper=pepper_of(pepper, header, slot)
    )
    return _opened(folder, data, header, held, agent_id)


def unlock_with_recovery(folder: Path, typed: str) -> OpenVault:
    """Open the vault with the printed sheet; no passphrase, no keyring, at once.

    Raises:
        WrongRecoveryKeyError: mistyped (with the groups), or another sheet.
        VaultError: the file cannot be used.
    """
    data = files.read_bytes(folder)
    header = header_text.read(data)
    held = slots.open_recovery(header, recovery.key_of(typed))
    return _opened(folder, data, header, held, None)


def unlock_with_structure(folder: Path, private_key: bytes) -> OpenVault:
    """Open the vault with the structure's own key; no passphrase of an agent, no keyring, at once.

    Raises:
        NoStructureKeyError: this vault has no share for a structure.
        WrongStructureKeyError: its share is for another key.
        VaultError: the file cannot be used.
    """
    data = files.read_bytes(folder)
    header = header_text.read(data)
    if header.structure is None:
        raise NoStructureKeyError
    held = slots.open_structure(header, header.structure, private_key)
    return _opened(folder, data, header, held, None)


def slot_of(header: Header, agent_id: AgentId) -> AgentSlot:
    """Return the agent's slot.

    Raises:
        RemovedAgentError: it was withdrawn.
        NoSuchAgentError: there never was one.
    """
    slot = header.agent(agent_id)
    if slot is None:
        raise RemovedAgentError if agent_id in header.removed else NoSuchAgentError
    return slot


def _opened(
    folder: Path, data: bytes, header: Header, held: VaultSecrets, opened_by: AgentId | None
) -> OpenVault:
    place = Place(vault_id=header.vault_id, generation=header.generation)
    vault = OpenVault(folder, place, held, opened_by=opened_by)
    vault.verify(header)
    if vault.database_path.exists() or not files.copy_is_later(folder, header):
        files.refresh_copy(folder, data)  # else this header was put back, and the copy is the good
    return vault
