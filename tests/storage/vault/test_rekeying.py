import contextlib
import errno
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from app.storage.vault import header_text
from app.storage.vault.failures import (
    DamagedVaultError,
    LastAgentError,
    NoNewDatabaseError,
    NoSuchAgentError,
    RemovedAgentError,
    StaleVaultError,
    VaultExistsError,
    VaultNotWrittenError,
    WrongPassphraseError,
)
from app.storage.vault.files import read_header, restore_copy
from app.storage.vault.opened import OpenVault, unlock, unlock_with_recovery
from app.storage.vault.people import add_agent, change_passphrase
from app.storage.vault.recovery import RecoverySheet
from app.storage.vault.rekeying import (
    discard_leftovers,
    orphan_databases,
    prepare_rekey,
    remove_agent,
)
from tests.storage.vault.people import (
    CLAIRE,
    LEA,
    NEW_PHRASE,
    PHRASE,
    PHRASE_LEA,
    PHRASE_YANIS,
    YANIS,
    opens_its_database,
    write_database,
)


@pytest.fixture
def three(vault: OpenVault) -> OpenVault:
    add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    add_agent(vault, LEA, passphrase=PHRASE_LEA)
    write_database(vault)
    return vault


def rekey_without_yanis(vault: OpenVault) -> OpenVault:
    staged = remove_agent(vault, YANIS.id)
    write_database(staged.vault)
    after = staged.commit()
    discard_leftovers(after)
    return after


def test_those_who_stay_open_the_new_database_though_absent(
    three: OpenVault, sheet: RecoverySheet
) -> None:
    after = rekey_without_yanis(three)
    lea = unlock(three.folder, LEA.id, PHRASE_LEA)
    recovered = unlock_with_recovery(three.folder, sheet.text)
    for opened in (after, unlock(three.folder, CLAIRE.id, PHRASE), lea, recovered):
        assert opens_its_database(opened)
        assert opened.generation == 2
    assert after.database_key() != three.database_key()
    assert sorted(path.name for path in three.folder.iterdir()) == [
        "passerelle-2.db",
        "vault.json",
        "vault.json.bak",
    ]


def test_who_was_removed_cannot_open_and_is_told_so(three: OpenVault) -> None:
    rekey_without_yanis(three)
    with pytest.raises(RemovedAgentError):
        unlock(three.folder, YANIS.id, PHRASE_YANIS)
    assert "Yanis" not in (three.folder / "vault.json").read_text()
    assert "Yanis" not in (three.folder / "vault.json.bak").read_text()


def test_an_old_copy_of_the_vault_does_not_open_the_new_database(
    three: OpenVault, tmp_path: Path
) -> None:
    stolen = tmp_path / "stolen"
    stolen.mkdir()
    (stolen / "vault.json").write_bytes((three.folder / "vault.json").read_bytes())
    after = rekey_without_yanis(three)
    kept = unlock(stolen, YANIS.id, PHRASE_YANIS)
    assert kept.database_key() != after.database_key()


def test_after_change_and_rekey_the_old_passphrase_and_file_give_nothing(three: OpenVault) -> None:
    old_slot = read_header(three.folder).agents[0]
    change_passphrase(three, CLAIRE.id, current=PHRASE, passphrase=NEW_PHRASE)
    after = rekey_without_yanis(three)
    header = read_header(three.folder)
    assert old_slot.pair.public_key not in {slot.pair.public_key for slot in header.agents}
    with pytest.raises(WrongPassphraseError):
        unlock(three.folder, CLAIRE.id, PHRASE)
    assert opens_its_database(after)


def test_somebody_removed_may_come_back(three: OpenVault) -> None:
    after = rekey_without_yanis(three)
    add_agent(after, YANIS, passphrase=NEW_PHRASE)
    assert unlock(three.folder, YANIS.id, NEW_PHRASE).database_key() == after.database_key()
    assert read_header(three.folder).removed == ()


def test_somebody_must_be_left(vault: OpenVault) -> None:
    with pytest.raises(LastAgentError):
        remove_agent(vault, CLAIRE.id)


def test_nobody_unknown_is_removed(vault: OpenVault) -> None:
    with pytest.raises(NoSuchAgentError):
        remove_agent(vault, YANIS.id)


def test_without_the_new_database_nothing_is_committed(three: OpenVault) -> None:
    staged = prepare_rekey(three)
    with pytest.raises(NoNewDatabaseError):
        staged.commit()
    assert opens_its_database(unlock(three.folder, CLAIRE.id, PHRASE))


def test_a_rekey_prepared_before_a_change_is_refused(three: OpenVault) -> None:
    staged = prepare_rekey(three)
    write_database(staged.vault)
    change_passphrase(three, CLAIRE.id, current=PHRASE, passphrase=NEW_PHRASE)
    with pytest.raises(StaleVaultError):
        staged.commit()
    assert opens_its_database(unlock(three.folder, CLAIRE.id, NEW_PHRASE))


def test_the_vault_of_the_generation_before_changes_nothing_more(three: OpenVault) -> None:
    rekey_without_yanis(three)
    with pytest.raises(StaleVaultError):
        add_agent(three, YANIS, passphrase=PHRASE_YANIS)


def test_an_abandoned_rekey_leaves_nothing(three: OpenVault) -> None:
    before = {path.name: path.read_bytes() for path in three.folder.iterdir()}
    staged = prepare_rekey(three)
    write_database(staged.vault)
    (three.folder / "passerelle-2.db-wal").write_bytes(b"wal")
    staged.abandon()
    assert {path.name: path.read_bytes() for path in three.folder.iterdir()} == before
    assert staged.vault.is_forgotten


def test_a_newer_database_beside_an_older_header_is_never_removed(three: OpenVault) -> None:
    header_before = (three.folder / "vault.json").read_bytes()
    staged = prepare_rekey(three)
    write_database(staged.vault)
    staged.commit()
    (three.folder / "vault.json.bak").write_bytes(header_before)  # killed before the copy's turn
    (three.folder / "vault.json").write_bytes(b"")
    restore_copy(three.folder)
    opened = unlock(three.folder, CLAIRE.id, PHRASE)
    assert discard_leftovers(opened) == ()
    assert orphan_databases(opened) == ("passerelle-2.db",)
    assert opens_its_database(opened)
    with pytest.raises(VaultExistsError):
        prepare_rekey(opened)


P = ParamSpec("P")
R = TypeVar("R")


class Killed(BaseException):
    """The process is gone: nothing after it runs."""


class DyingSystem:
    """Lets the first `steps` calls to the system through, then none."""

    def __init__(self, steps: int, failure: BaseException) -> None:
        self.left = steps
        self.failure = failure

    def watch(self, real: Callable[P, R]) -> Callable[P, R]:
        def call(*arguments: P.args, **options: P.kwargs) -> R:
            if self.left <= 0:
                raise self.failure
            self.left -= 1
            return real(*arguments, **options)

        return call

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("write", "fsync"):
            monkeypatch.setattr(os, name, self.watch(getattr(os, name)))
        for name in ("replace", "unlink", "write_bytes"):
            monkeypatch.setattr(Path, name, self.watch(getattr(Path, name)))


STEPS_OF_A_REKEY = 20  # more than it takes: the last cases run to the end


@pytest.mark.parametrize("steps", range(STEPS_OF_A_REKEY))
@pytest.mark.parametrize("failure", [Killed(), OSError(28, "No space left on device")])
def test_whenever_a_rekey_stops_one_pair_is_usable(
    three: OpenVault, sheet: RecoverySheet, steps: int, failure: BaseException
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        DyingSystem(steps, failure).install(patched)
        try:
            rekey_without_yanis(three)
            ended = True
        except (Killed, OSError, VaultNotWrittenError):
            ended = False
    opened = unlock(three.folder, LEA.id, PHRASE_LEA)
    assert opens_its_database(opened)
    discard_leftovers(opened)
    assert opens_its_database(unlock_with_recovery(three.folder, sheet.text))
    left = {path.name for path in three.folder.iterdir() if path.suffix != ".partiel"}
    assert left == {"vault.json", "vault.json.bak", opened.database_path.name}
    assert ended <= (opened.generation == 2)
    again = unlock(three.folder, CLAIRE.id, PHRASE)  # and the work goes on
    if opened.generation == 1:
        again = rekey_without_yanis(again)
    assert opens_its_database(again)
    with pytest.raises(RemovedAgentError):
        unlock(three.folder, YANIS.id, PHRASE_YANIS)


def flushing_fails(number: int, why: int) -> Callable[[int], None]:
    """Return an `fsync` that refuses folders from the flush `number` on."""
    flush, seen = os.fsync, 0

    def fsync(descriptor: int) -> None:
        nonlocal seen
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            seen += 1
            if seen > number:
                raise OSError(why, "folder")
        flush(descriptor)

    return fsync


@pytest.mark.skipif(os.name == "nt", reason="folders are not flushed there")
@pytest.mark.parametrize("number", range(8))
def test_a_folder_that_cannot_be_flushed_costs_no_database(
    three: OpenVault, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "fsync", flushing_fails(number, errno.EIO))
    with contextlib.suppress(VaultNotWrittenError):
        staged = remove_agent(three, YANIS.id)
        write_database(staged.vault)
        try:
            staged.commit()
        except VaultNotWrittenError:
            staged.abandon()  # as who removes a colleague does
    assert opens_its_database(unlock(three.folder, LEA.id, PHRASE_LEA))


@pytest.mark.skipif(os.name == "nt", reason="folders are not flushed there")
def test_a_folder_that_knows_no_flushing_takes_a_rekey(
    three: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", flushing_fails(0, errno.EINVAL))
    assert opens_its_database(rekey_without_yanis(three))


def test_the_steps_tried_reach_both_sides_of_the_swap(three: OpenVault) -> None:
    system = DyingSystem(STEPS_OF_A_REKEY, Killed())
    with pytest.MonkeyPatch.context() as patched:
        system.install(patched)
        rekey_without_yanis(three)
    assert 0 < system.left < STEPS_OF_A_REKEY - 8


def test_the_database_of_an_interrupted_rekey_is_not_taken_for_the_next_one(
    three: OpenVault,
) -> None:
    write_database(prepare_rekey(three).vault)  # killed here
    again = prepare_rekey(three)
    with pytest.raises(NoNewDatabaseError):
        again.commit()
    assert opens_its_database(unlock(three.folder, CLAIRE.id, PHRASE))


def test_a_data_key_sealed_for_one_generation_is_no_good_in_another(three: OpenVault) -> None:
    old = read_header(three.folder).agents[0]
    rekey_without_yanis(three)
    header = read_header(three.folder)
    replayed = replace(header, agents=(old, *header.agents[1:]))
    (three.folder / "vault.json").write_bytes(header_text.write(replayed))
    with pytest.raises(DamagedVaultError) as refused:
        unlock(three.folder, CLAIRE.id, PHRASE)
    assert refused.value.place == "clé scellée"


@pytest.mark.parametrize("steps", range(6))
def test_whenever_the_clearing_stops_it_can_be_done_again(three: OpenVault, steps: int) -> None:
    write_database(prepare_rekey(three).vault)
    (three.folder / "passerelle-2.db-wal").write_bytes(b"wal")
    with pytest.MonkeyPatch.context() as patched, contextlib.suppress(Killed):
        DyingSystem(steps, Killed()).install(patched)
        discard_leftovers(three)
    discard_leftovers(three)
    left = {path.name for path in three.folder.iterdir()}
    assert left == {"vault.json", "vault.json.bak", "passerelle.db"}
