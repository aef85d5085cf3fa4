"""The optional second part of a passphrase's key, kept in the system's keyring.

With it a stolen copy of the folder alone cannot be guessed at. It may vanish (a new session, a
reinstalled keyring): the recovery sheet never needs it.
"""

import contextlib
import secrets
from binascii import Error as HexError
from typing import Final, Protocol

from app.storage.vault.failures import PepperMissingError
from app.storage.vault.header import AgentSlot, Header
from app.storage.vault.slots import pepper_fingerprint

SERVICE: Final = "Passerelle"
PEPPER_BYTES: Final = 32


class PepperUnavailableError(Exception):
    """The keyring is absent, locked or refuses; callers of the vault never see it."""


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


class KeyringPepper:
    """The system's keyring; `keyring` is imported at the first use, it is slow to start."""

    def read(self, name: str) -> bytes | None:
        """Return the secret, or None when the keyring does not know it or holds no hex."""
        import keyring  # noqa: PLC0415 -- 0.3 s, kept out of the unlock window's start
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            found = keyring.get_password(SERVICE, name)
            return bytes.fromhex(found) if found else None
        except (KeyringError, ValueError, HexError) as failure:
            raise PepperUnavailableError from failure

    def keep(self, name: str, secret: bytes) -> None:
        """Keep the secret as 64 hexadecimal characters (Windows takes 1 280 at most)."""
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            keyring.set_password(SERVICE, name, secret.hex())
        except KeyringError as failure:
            raise PepperUnavailableError from failure

    def erase(self, name: str) -> None:
        """Erase the secret, if the keyring lets it."""
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError  # noqa: PLC0415

        with contextlib.suppress(KeyringError):
            keyring.delete_password(SERVICE, name)


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
        PepperMissingError: it needs one, and the keyring gives none or another.
    """
    if not slot.pepper:
        return None
    try:
        pepper = place.read(_name(header.vault_id, slot.pepper)) if place else None
    except PepperUnavailableError:
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
