from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from app.storage.vault.failures import PepperMissingError
from app.storage.vault.files import read_header
from app.storage.vault.kdf import derive, strong
from app.storage.vault.keyring_pepper import KeyringPepper
from app.storage.vault.opened import unlock, unlock_with_recovery
from app.storage.vault.people import create
from tests.storage.vault.people import CLAIRE, PHRASE


class MemoryBackend(KeyringBackend):
    """A keyring of the library's own kind, that can be locked."""

    priority = 1.0  # pyright: ignore[reportAssignmentType] - as backends of keyring do

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse_when_locked()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse_when_locked()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._refuse_when_locked()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _refuse_when_locked(self) -> None:
        if self.locked:
            raise KeyringLocked


@pytest.fixture
def backend() -> Iterator[MemoryBackend]:
    before = keyring.get_keyring()
    backend = MemoryBackend()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def test_the_keyring_gives_back_what_it_was_given(backend: MemoryBackend) -> None:
    pepper = KeyringPepper()
    assert pepper.read("name") is None
    pepper.keep("name", bytes(range(32)))
    assert pepper.read("name") == bytes(range(32))
    assert backend.kept == {("Passerelle", "name"): bytes(range(32)).hex()}
    pepper.erase("name")
    pepper.erase("name")
    assert pepper.read("name") is None


@pytest.mark.usefixtures("fast")
def test_a_locked_keyring_asks_for_the_sheet(tmp_path: Path, backend: MemoryBackend) -> None:
    _, sheet = create(tmp_path, CLAIRE, passphrase=PHRASE, pepper=KeyringPepper())
    assert read_header(tmp_path).agents[0].pepper
    unlock(tmp_path, CLAIRE.id, PHRASE, KeyringPepper())
    backend.locked = True
    with pytest.raises(PepperMissingError):
        unlock(tmp_path, CLAIRE.id, PHRASE, KeyringPepper())
    unlock_with_recovery(tmp_path, sheet.text)
    backend.locked = False
    unlock(tmp_path, CLAIRE.id, PHRASE, KeyringPepper())


@pytest.mark.usefixtures("fast")
def test_a_keyring_locked_at_the_start_is_done_without(
    tmp_path: Path, backend: MemoryBackend
) -> None:
    backend.locked = True
    create(tmp_path, CLAIRE, passphrase=PHRASE, pepper=KeyringPepper())
    unlock(tmp_path, CLAIRE.id, PHRASE)


@pytest.mark.usefixtures("fast")
@pytest.mark.parametrize("text", ["not hexadecimal", "00"])
def test_what_is_no_pepper_in_the_keyring_is_not_taken_for_one(
    tmp_path: Path, backend: MemoryBackend, text: str
) -> None:
    create(tmp_path, CLAIRE, passphrase=PHRASE, pepper=KeyringPepper())
    for name in backend.kept:
        backend.kept[name] = text
    with pytest.raises(PepperMissingError):
        unlock(tmp_path, CLAIRE.id, PHRASE, KeyringPepper())


@pytest.mark.usefixtures("fast")
def test_the_pepper_changes_the_key() -> None:
    keys = {
        derive(PHRASE, salt=bytes(16), parameters=strong(), pepper=pepper)
        for pepper in (None, bytes(32), bytes(31) + b"\x01")
    }
    assert len(keys) == 3
