"""What only a Windows can show; `installer/windows/check.sh` plays it under wine."""

import sys

import pytest

from app.storage.vault.keyring_pepper import KeyringPepper

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="asks Windows' own vault")


def test_the_pepper_is_kept_by_windows_own_vault_and_goes_from_it() -> None:
    pepper = KeyringPepper()
    assert pepper.read("essai") is None  # imports the keyring: keeping has a short limit
    pepper.keep("essai", bytes(range(32)))
    try:
        assert pepper.read("essai") == bytes(range(32))
    finally:
        pepper.erase("essai")
    assert pepper.read("essai") is None
