"""The optional second part of a passphrase's key, kept in the system's keyring.

With it a stolen copy of the folder alone, or of a backup, cannot be guessed at. It may vanish (a
new session, a reinstalled keyring): the recovery sheet and the structure's key never need it.
"""

import contextlib
import secrets
from typing import Final, Protocol

from app.storage.vault.failures import KeyringLockedError, PepperMissingError
from app.storage.vault.header import AgentSlot, Header
from app.storage.vault.slots import pepper_fingerprint

SERVICE: Final = "Passerelle"
PEPPER_BYTES: Final = 32


class PepperUnavailableError(Exception):
    """The keyring is absent, locked or refuses; callers of the vault never see it.

    `locked` when it is there and may answer later.
    """

    def __init__(self, *, locked: bool = False) -> None:
        self.locked = locked
        super().__init__()


class Pepper(Protocol):
    """A place for small secrets that is not the data folder."""

    def read(self, name: str) -> bytes | None:
        """Return the secret called `name`, or None when it is not there."""
        ...

    def keep(self, name: str, secret: bytes) -> None:
        """Keep a secret so that `read` gives it back after a restart."""
        ...

    def erase(self, name: str) -> None:
        """Erase a secret; one that is gone already is fine."""
        ...


class Remembering:
    """A keyring asked once a session: emptied while somebody works, it stops nobody.

    Who hands the laptop to a person must be able to take it back. Goes with the workplace.
    """

    def __init__(self, place: Pepper) -> None:
        self._place = place
        self._read: dict[str, bytes] = {}

    def __repr__(self) -> str:
        return f"Remembering({len(self._read)})"

    def read(self, name: str) -> bytes | None:
        """Return the secret, from memory when it was read before."""
        if name not in self._read:
            found = self._place.read(name)
            if found is None:
                return None
            self._read[name] = found
        return self._read[name]

    def keep(self, name: str, secret: bytes) -> None:
        """Keep a secret where it outlives the session, and remember nothing of it yet."""
        self._place.keep(name, secret)

    def erase(self, name: str) -> None:
        """Erase a secret here and there."""
        self._read.pop(name, None)
        self._place.erase(name)


class ReadOnly:
    """A keyring that new slots do without: what is there is still read, and can go."""

    def __init__(self, place: Pepper) -> None:
        self._place = place

    def read(self, name: str) -> bytes | None:
        """Return the secret, or None when it is not there."""
        return self._place.read(name)

    def keep(self, name: str, secret: bytes) -> None:
        """Refuse."""
        del name, secret
        raise PepperUnavailableError

    def erase(self, name: str) -> None:
        """Erase a secret that is no longer needed."""
        self._place.erase(name)


def new_pepper(place: Pepper | None, vault_id: str) -> bytes | None:
    """Make and keep a pepper for a new slot; None when there is no keyring that holds it.

    Each has a name of its own, so the one before serves until the new header is in force. It is
    read back first: a keyring that forgets must not be relied on.
    """
    if place is None:
        return None
    pepper = secrets.token_bytes(PEPPER_BYTES)
    name = _name(vault_id, pepper_fingerprint(pepper))
    try:
        place.keep(name, pepper)
        return pepper if place.read(name) == pepper else None
    except PepperUnavailableError:
        return None


def pepper_of(place: Pepper | None, header: Header, slot: AgentSlot) -> bytes | None:
    """Return the pepper that the slot was made with; None when it was made without.

    Raises:
        KeyringLockedError: it needs one, and the keyring does not answer.
        PepperMissingError: it needs one, and the keyring gives none or another.
    """
    if not slot.pepper:
        return None
    try:
        pepper = place.read(_name(header.vault_id, slot.pepper)) if place else None
    except PepperUnavailableError as failure:
        if failure.locked:
            raise KeyringLockedError from None
        pepper = None
    if pepper is None or pepper_fingerprint(pepper) != slot.pepper:
        raise PepperMissingError
    return pepper


def erase_pepper(place: Pepper | None, header: Header, slot: AgentSlot) -> None:
    """Erase the pepper of a slot that is no longer in force."""
    if place is not None and slot.pepper:
        with contextlib.suppress(PepperUnavailableError):
            place.erase(_name(header.vault_id, slot.pepper))


def _name(vault_id: str, fingerprint: str) -> str:
    return f"{vault_id}:{fingerprint}"
