import os
import resource
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.storage.vault import files
from app.storage.vault.failures import DamagedVaultError, VaultError, VaultNotWrittenError
from app.storage.vault.files import restore_copy
from app.storage.vault.opened import OpenVault, unlock, unlock_with_recovery
from app.storage.vault.people import add_agent, change_passphrase, create, replace_recovery
from app.storage.vault.recovery import RecoverySheet
from app.storage.vault.rekeying import prepare_rekey
from tests.storage.vault.people import CLAIRE, NEW_PHRASE, PHRASE, PHRASE_YANIS, YANIS


@contextmanager
def files_of_at_most(size: int) -> Generator[None]:
    """Make the system refuse to write further than `size`, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_the_vault_as_it_was(vault: OpenVault, sheet: RecoverySheet) -> None:
    before = (vault.folder / "vault.json").read_bytes()
    for size in (0, 100):
        with files_of_at_most(size), pytest.raises(VaultNotWrittenError, match="disque plein"):
            add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
        with files_of_at_most(size), pytest.raises(VaultNotWrittenError):
            change_passphrase(vault, CLAIRE.id, current=PHRASE, passphrase=NEW_PHRASE)
        with files_of_at_most(size), pytest.raises(VaultNotWrittenError):
            replace_recovery(vault)
        with files_of_at_most(size), pytest.raises(VaultNotWrittenError):
            prepare_rekey(vault)
    assert (vault.folder / "vault.json").read_bytes() == before
    assert sorted(path.name for path in vault.folder.iterdir()) == ["vault.json", "vault.json.bak"]
    unlock(vault.folder, CLAIRE.id, PHRASE)
    unlock_with_recovery(vault.folder, sheet.text)


@pytest.mark.usefixtures("fast")
def test_a_full_disk_at_the_first_vault_leaves_a_folder_that_can_be_used(tmp_path: Path) -> None:
    with files_of_at_most(10), pytest.raises(VaultNotWrittenError):
        create(tmp_path, CLAIRE, passphrase=PHRASE)
    create(tmp_path, CLAIRE, passphrase=PHRASE)


def test_a_copy_that_failed_is_made_at_the_next_unlocking(
    vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(files, "refresh_copy", lambda _folder, _data: None)
        add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    in_force = (vault.folder / "vault.json").read_bytes()
    assert (vault.folder / "vault.json.bak").read_bytes() != in_force
    unlock(vault.folder, CLAIRE.id, PHRASE)
    assert (vault.folder / "vault.json.bak").read_bytes() == in_force


def test_a_damaged_vault_is_put_back_from_its_copy_on_request_only(vault: OpenVault) -> None:
    path = vault.folder / "vault.json"
    path.write_bytes(b"garbage")
    with pytest.raises(DamagedVaultError):
        unlock(vault.folder, CLAIRE.id, PHRASE)
    assert path.read_bytes() == b"garbage"
    restore_copy(vault.folder)
    assert (vault.folder / "vault.json.abime").read_bytes() == b"garbage"
    assert unlock(vault.folder, CLAIRE.id, PHRASE).database_key() == vault.database_key()


def test_a_lost_vault_is_put_back_from_its_copy(vault: OpenVault) -> None:
    (vault.folder / "vault.json").unlink()
    restore_copy(vault.folder)
    unlock(vault.folder, CLAIRE.id, PHRASE)


def test_a_damaged_copy_replaces_nothing(vault: OpenVault) -> None:
    before = (vault.folder / "vault.json").read_bytes()
    for data in (b"garbage", before[:-30]):
        (vault.folder / "vault.json.bak").write_bytes(data)
        with pytest.raises(DamagedVaultError):
            restore_copy(vault.folder)
    (vault.folder / "vault.json.bak").unlink()
    with pytest.raises(DamagedVaultError):
        restore_copy(vault.folder)
    assert (vault.folder / "vault.json").read_bytes() == before


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "vault.json").mkdir()
    with pytest.raises(VaultError, match=r"vault\.json.*ne peut pas être lu"):
        unlock(tmp_path, CLAIRE.id, PHRASE)


def test_the_header_is_on_the_disk_before_it_is_in_force(
    vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    sync, replace = os.fsync, Path.replace

    def noted_sync(descriptor: int) -> None:
        order.append("sync")
        sync(descriptor)

    def noted_replace(path: Path, target: Path) -> Path:
        order.append(target.name)
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    assert order == [
        *("sync", "sync", "vault.json", "sync"),  # the file, its folder, its name
        *("sync", "sync", "vault.json.bak", "sync"),
    ]


def test_the_unlock_window_imports_nothing_heavy() -> None:
    heavy = ("sqlalchemy", "keyring", "reportlab", "pyxform", "httpx", "zxcvbn", "PySide6")
    program = (
        "import sys, app.storage.vault as v; "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
