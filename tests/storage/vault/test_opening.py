import json
import sys
from pathlib import Path

import pytest

from app.domain.identifiers import AgentId
from app.storage.vault.failures import (
    MissingVaultError,
    NoSuchAgentError,
    VaultExistsError,
    VaultForgottenError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from app.storage.vault.files import read_header
from app.storage.vault.opened import OpenVault, unlock, unlock_with_recovery
from app.storage.vault.people import create
from app.storage.vault.recovery import RecoverySheet
from app.storage.vault.slots import subkey
from tests.storage.vault.people import CLAIRE, PHRASE

OWN_NAME = "claire dumont"
COMPOSED = "le grenier sal\u00e9 parle aux tambours"
DECOMPOSED = "le grenier sale\u0301 parle aux tambours"


def test_the_passphrase_gives_back_the_same_keys(vault: OpenVault) -> None:
    again = unlock(vault.folder, CLAIRE.id, PHRASE)
    assert again.database_key() == vault.database_key()
    assert len(again.database_key()) == 32
    assert again.opened_by == CLAIRE.id


def test_each_use_has_its_own_key(vault: OpenVault) -> None:
    keys = {vault.subkey(label) for label in ("database", "backup", "journal")}
    assert len(keys) == 3
    assert vault.secrets().data_key not in keys


def test_a_subkey_is_hkdf_as_rfc_5869_says() -> None:
    # Computed once with `openssl kdf … HKDF` from the same inputs, not with this program.
    key = subkey(bytes(range(32)), salt=b"coffre", label="key/database")
    assert key.hex() == ("9955141da77663c16c029169fe7831a32c4449eeb32d86a00a727ed6dcbee12a")


def test_the_sheet_opens_without_passphrase(vault: OpenVault, sheet: RecoverySheet) -> None:
    again = unlock_with_recovery(vault.folder, sheet.text)
    assert again.database_key() == vault.database_key()
    assert again.opened_by is None


def test_a_wrong_passphrase_is_refused(vault: OpenVault) -> None:
    with pytest.raises(WrongPassphraseError):
        unlock(vault.folder, CLAIRE.id, PHRASE + " ")


@pytest.mark.usefixtures("fast")
def test_accents_typed_in_two_ways_are_the_same_passphrase(tmp_path: Path) -> None:
    create(tmp_path, CLAIRE, passphrase=COMPOSED)
    unlock(tmp_path, CLAIRE.id, DECOMPOSED)


def test_somebody_unknown_is_told_so(vault: OpenVault) -> None:
    with pytest.raises(NoSuchAgentError):
        unlock(vault.folder, AgentId("nobody"), PHRASE)


@pytest.mark.usefixtures("fast")
def test_a_weak_passphrase_makes_no_vault(tmp_path: Path) -> None:
    with pytest.raises(WeakPassphraseError):
        create(tmp_path, CLAIRE, passphrase=OWN_NAME)
    assert list(tmp_path.iterdir()) == []


def test_forgotten_keys_are_gone(vault: OpenVault) -> None:
    vault.forget()
    assert vault.is_forgotten
    assert bytes(vault._data_key) == bytes(32)
    with pytest.raises(VaultForgottenError):
        vault.database_key()


@pytest.mark.parametrize(
    "there", ["vault.json", "vault.json.bak", "vault.json.next", "passerelle.db", "passerelle-3.db"]
)
def test_a_used_folder_is_never_given_a_new_vault(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_bytes(b"kept")
    with pytest.raises(VaultExistsError) as refused:
        create(tmp_path, CLAIRE, passphrase=PHRASE)
    assert refused.value.file == there
    assert [path.name for path in tmp_path.iterdir()] == [there]


def test_an_empty_folder_says_that_there_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(MissingVaultError) as missing:
        read_header(tmp_path)
    assert not missing.value.copy_is_there


def test_a_missing_vault_points_to_its_copy(vault: OpenVault) -> None:
    (vault.folder / "vault.json").unlink()
    with pytest.raises(MissingVaultError, match=r"vault\.json\.bak") as missing:
        unlock(vault.folder, CLAIRE.id, PHRASE)
    assert missing.value.copy_is_there
    assert not (vault.folder / "vault.json").exists()


def test_the_file_shows_first_name_and_initial_only(vault: OpenVault) -> None:
    assert [slot.label for slot in read_header(vault.folder).agents] == ["Claire D."]
    assert "Dumont" not in (vault.folder / "vault.json").read_text()
    assert "conseillère" not in (vault.folder / "vault.json").read_text()


def test_no_key_stands_in_the_file(vault: OpenVault) -> None:
    text = (vault.folder / "vault.json").read_bytes()
    held = vault.secrets()
    assert json.loads(text)["generation"] == 1
    for secret in (held.data_key, held.vault_secret, vault.database_key()):
        assert secret not in text
        assert secret.hex().encode() not in text


@pytest.mark.skipif(sys.platform == "win32", reason="the folder of a user is his own on Windows")
def test_only_the_owner_may_read_the_file(vault: OpenVault) -> None:
    assert (vault.folder / "vault.json").stat().st_mode & 0o077 == 0
