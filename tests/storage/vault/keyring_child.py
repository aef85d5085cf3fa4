"""Live with a real gnome-keyring: run under `dbus-run-session`, prints how each step ended."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import keyring
import secretstorage
from keyring.backend import KeyringBackend
from keyring.backends import fail

from app.storage.vault import binding
from app.storage.vault.failures import UnlockError
from app.storage.vault.files import read_header
from app.storage.vault.keyring_pepper import SERVICE, KeyringPepper
from app.storage.vault.opened import unlock, unlock_with_recovery
from app.storage.vault.people import create, reset_passphrase
from tests.fast_vault import fast_vaults
from tests.storage.vault.people import CLAIRE, NEW_PHRASE, PHRASE

LIMIT_S = 3.0


def log_in() -> None:
    """Start gnome-keyring with its login keyring open, as a session's log-in does."""
    subprocess.run(
        ["gnome-keyring-daemon", "--replace", "--unlock", "--components=secrets"],
        input=b"mot de passe de la session",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def lock_keyring() -> None:
    with closing(secretstorage.dbus_init()) as bus:
        secretstorage.get_default_collection(bus).lock()


def empty_keyring() -> None:
    with closing(secretstorage.dbus_init()) as bus:
        for item in secretstorage.get_default_collection(bus).search_items({"service": SERVICE}):
            item.delete()


def no_keyring() -> KeyringBackend:
    """Return what the library takes where a system has none."""
    make: Callable[[], KeyringBackend] = fail.Keyring
    return make()


def tell(step: str, action: Callable[[], object]) -> None:
    start = time.monotonic()
    try:
        action()
        ended = "ok"
    except UnlockError as failure:
        ended = type(failure).__name__
    late = " late" if time.monotonic() - start > LIMIT_S + 2 else ""
    print(f"{step}: {ended}{late}", flush=True)


def main(folder: Path) -> None:
    """Go through the life of a pepper."""
    place = KeyringPepper(LIMIT_S)
    vault, sheet = create(folder, CLAIRE, passphrase=PHRASE)
    keyring.set_keyring(no_keyring())
    tell("absent", lambda: unlock(folder, CLAIRE.id, PHRASE, place))
    print("bound without keyring:", binding.bind(vault, CLAIRE.id, PHRASE, place))
    log_in()
    keyring.core.init_backend()
    print("bound:", binding.bind(vault, CLAIRE.id, PHRASE, place), flush=True)
    print("pepper:", bool(read_header(folder).agents[0].pepper))
    tell("present", lambda: unlock(folder, CLAIRE.id, PHRASE, place))
    lock_keyring()
    tell("locked", lambda: unlock(folder, CLAIRE.id, PHRASE, place))
    tell("locked, by the sheet", lambda: unlock_with_recovery(folder, sheet.text))
    log_in()
    tell("opened again", lambda: unlock(folder, CLAIRE.id, PHRASE, place))
    empty_keyring()
    tell("emptied", lambda: unlock(folder, CLAIRE.id, PHRASE, place))
    opened = unlock_with_recovery(folder, sheet.text)
    reset_passphrase(opened, CLAIRE.id, passphrase=NEW_PHRASE)
    tell("after the sheet", lambda: unlock(folder, CLAIRE.id, NEW_PHRASE, place))
    print("bound again:", binding.bind(opened, CLAIRE.id, NEW_PHRASE, place))
    tell("present again", lambda: unlock(folder, CLAIRE.id, NEW_PHRASE, place))
    keyring.set_keyring(no_keyring())
    tell("removed", lambda: unlock(folder, CLAIRE.id, NEW_PHRASE, place))
    tell("removed, by the sheet", lambda: unlock_with_recovery(folder, sheet.text))


if __name__ == "__main__":
    with fast_vaults():
        main(Path(sys.argv[1]))
    sys.stdout.flush()
    os._exit(0)  # a question that nobody answered must not hold the process
