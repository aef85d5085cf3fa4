"""A real gnome-keyring: present, absent, locked, emptied, removed; and one that never answers."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import keyring
import pytest
from keyring.backend import KeyringBackend

from app.storage.vault import binding
from app.storage.vault.failures import KeyringLockedError
from app.storage.vault.files import read_header
from app.storage.vault.keyring_pepper import KeyringPepper
from app.storage.vault.opened import OpenVault, unlock
from app.storage.vault.people import change_passphrase
from app.storage.vault.pepper import PepperUnavailableError, ReadOnly, Remembering
from tests.storage.vault.people import CLAIRE, NEW_PHRASE, PHRASE, DictKeyring

CHILD = Path(__file__).with_name("keyring_child.py")


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="no gnome-keyring here",
)
def test_nobody_is_locked_out_whatever_a_real_keyring_does(tmp_path: Path) -> None:
    with TemporaryDirectory() as home:  # its socket stands there, and takes 107 characters at most
        ran = subprocess.run(
            ["dbus-run-session", "--", sys.executable, str(CHILD), str(tmp_path / "coffre")],
            env={"PATH": "/usr/bin:/bin", "HOME": home, "PYTHONPATH": str(CHILD.parents[3])},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    # a keyring that the bus itself starts says its address the same way
    steps = [line for line in ran.stdout.splitlines() if ": " in line]
    assert steps == [
        "absent: ok",
        "bound without keyring: False",
        "bound: True",
        "pepper: True",
        "present: ok",
        "locked: KeyringLockedError",
        "locked, by the sheet: ok",
        "opened again: ok",
        "emptied: PepperMissingError",
        "after the sheet: ok",
        "bound again: True",
        "present again: ok",
        "removed: PepperMissingError",
        "removed, by the sheet: ok",
    ]


class SilentBackend(KeyringBackend):
    """A keyring whose window nobody answers."""

    priority = 5.0  # pyright: ignore[reportAssignmentType] - as backends of keyring do

    def __init__(self) -> None:
        self.released = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.released.wait()
        return f"{service}{username}"

    def set_password(self, service: str, username: str, password: str) -> None:
        del service, username, password
        self.released.wait()

    def delete_password(self, service: str, username: str) -> None:
        del service, username
        self.released.wait()


class FileBackend(SilentBackend):
    """Secrets in a plain file: keyring's own mark for it is below 1."""

    priority = 0.5  # pyright: ignore[reportAssignmentType] - as backends of keyring do


@pytest.fixture
def silent() -> Iterator[SilentBackend]:
    before = keyring.get_keyring()
    backend = SilentBackend()
    keyring.set_keyring(backend)
    yield backend
    backend.released.set()
    keyring.set_keyring(before)


@pytest.mark.usefixtures("fast")
def test_a_keyring_that_never_answers_is_not_waited_for(
    vault: OpenVault, silent: SilentBackend
) -> None:
    assert binding.bind(vault, CLAIRE.id, PHRASE, DictKeyring())
    place = KeyringPepper(limit_s=0.05)
    start = time.monotonic()
    with pytest.raises(KeyringLockedError, match="feuille de secours"):
        unlock(vault.folder, CLAIRE.id, PHRASE, place)
    assert not binding.bind(vault, CLAIRE.id, PHRASE, place)
    place.erase("nothing")
    assert time.monotonic() - start < 10
    assert not silent.released.is_set()


def test_secrets_in_a_plain_file_are_no_keyring(silent: SilentBackend) -> None:
    keyring.set_keyring(FileBackend())
    assert not silent.released.is_set()
    with pytest.raises(PepperUnavailableError) as caught:
        KeyringPepper().read("name")
    assert not caught.value.locked


@pytest.mark.usefixtures("fast")
def test_tied_the_passphrase_alone_opens_no_copy_and_untied_it_does(vault: OpenVault) -> None:
    place, opens = DictKeyring(), vault.database_key()
    assert binding.bind(vault, CLAIRE.id, PHRASE, place)
    assert binding.is_bound(read_header(vault.folder), CLAIRE.id)
    assert unlock(vault.folder, CLAIRE.id, PHRASE, place).database_key() == opens
    binding.unbind(vault, CLAIRE.id, PHRASE, place)
    assert unlock(vault.folder, CLAIRE.id, PHRASE).database_key() == opens
    assert place.kept == {}


@pytest.mark.usefixtures("fast")
def test_a_keyring_emptied_while_somebody_works_stops_nobody(vault: OpenVault) -> None:
    system = DictKeyring()
    binding.bind(vault, CLAIRE.id, PHRASE, system)
    place = Remembering(system)
    unlock(vault.folder, CLAIRE.id, PHRASE, place)
    system.kept.clear()
    unlock(vault.folder, CLAIRE.id, PHRASE, place)
    change_passphrase(
        vault, CLAIRE.id, current=PHRASE, passphrase=NEW_PHRASE, pepper=ReadOnly(place)
    )
    unlock(vault.folder, CLAIRE.id, NEW_PHRASE)


def test_what_is_remembered_is_not_shown() -> None:
    system = DictKeyring()
    system.kept["name"] = bytes(range(32))
    place = Remembering(system)
    assert place.read("name") == bytes(range(32))
    assert bytes(range(32)).hex() not in repr(place)
    assert repr(bytes(range(32))) not in repr(place)
