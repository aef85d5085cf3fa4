from pathlib import Path

import pytest

from app.domain.agent import Agent
from app.domain.identifiers import AgentId
from app.storage.vault.failures import (
    AgentExistsError,
    PepperMissingError,
    ResetRefusedError,
    StaleVaultError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from app.storage.vault.files import read_header
from app.storage.vault.kdf import KdfParameters
from app.storage.vault.opened import OpenVault, unlock, unlock_with_recovery
from app.storage.vault.people import (
    add_agent,
    change_passphrase,
    create,
    replace_recovery,
    reset_passphrase,
)
from app.storage.vault.recovery import RecoverySheet
from tests.storage.vault.people import (
    CLAIRE,
    LEA,
    NEW_PHRASE,
    PHRASE,
    PHRASE_LEA,
    PHRASE_YANIS,
    YANIS,
    DictKeyring,
    write_database,
)

EASY = "azertyuiop12"
SHORT = "court"


def test_a_colleague_opens_with_his_own_passphrase(vault: OpenVault) -> None:
    add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    assert unlock(vault.folder, YANIS.id, PHRASE_YANIS).database_key() == vault.database_key()
    assert unlock(vault.folder, CLAIRE.id, PHRASE).database_key() == vault.database_key()
    with pytest.raises(WrongPassphraseError):
        unlock(vault.folder, YANIS.id, PHRASE)


def test_a_colleague_adds_the_next_one(vault: OpenVault) -> None:
    add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    add_agent(unlock(vault.folder, YANIS.id, PHRASE_YANIS), LEA, passphrase=PHRASE_LEA)
    assert unlock(vault.folder, LEA.id, PHRASE_LEA).database_key() == vault.database_key()


def test_nobody_is_added_twice(vault: OpenVault) -> None:
    with pytest.raises(AgentExistsError):
        add_agent(vault, CLAIRE, passphrase=NEW_PHRASE)
    unlock(vault.folder, CLAIRE.id, PHRASE)


def test_a_namesake_gets_a_longer_label(vault: OpenVault) -> None:
    for number, nom in enumerate(("Durand", "Durand", "Durand", "Du")):
        agent = Agent(id=AgentId(f"a{number}"), prenom="Claire", nom=nom, fonction="")
        add_agent(vault, agent, passphrase=PHRASE_YANIS)
    labels = [slot.label for slot in read_header(vault.folder).agents]
    assert labels == ["Claire D.", "Claire Du.", "Claire Dur.", "Claire Dura.", "Claire Du"]


@pytest.mark.usefixtures("fast")
def test_a_new_slot_is_as_dear_as_the_dearest(tmp_path: Path) -> None:
    dear = KdfParameters(memory_kib=64, iterations=2, lanes=1)
    vault, _ = create(tmp_path, CLAIRE, passphrase=PHRASE, cost=dear)
    add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    assert [slot.kdf for slot in read_header(tmp_path).agents] == [dear, dear]


def test_after_a_change_only_the_new_passphrase_opens(vault: OpenVault) -> None:
    before = read_header(vault.folder).agents[0]
    change_passphrase(vault, CLAIRE.id, current=PHRASE, passphrase=NEW_PHRASE)
    after = read_header(vault.folder).agents[0]
    assert unlock(vault.folder, CLAIRE.id, NEW_PHRASE).database_key() == vault.database_key()
    with pytest.raises(WrongPassphraseError):
        unlock(vault.folder, CLAIRE.id, PHRASE)
    assert after.pair.public_key != before.pair.public_key


def test_the_copy_does_not_keep_the_old_passphrase_alive(vault: OpenVault) -> None:
    change_passphrase(vault, CLAIRE.id, current=PHRASE, passphrase=NEW_PHRASE)
    in_force = (vault.folder / "vault.json").read_bytes()
    assert (vault.folder / "vault.json.bak").read_bytes() == in_force


def test_the_current_passphrase_is_asked_for_a_change(vault: OpenVault) -> None:
    with pytest.raises(WrongPassphraseError):
        change_passphrase(vault, CLAIRE.id, current=NEW_PHRASE, passphrase=NEW_PHRASE)
    unlock(vault.folder, CLAIRE.id, PHRASE)


def test_a_weak_new_passphrase_changes_nothing(vault: OpenVault) -> None:
    before = (vault.folder / "vault.json").read_bytes()
    with pytest.raises(WeakPassphraseError):
        change_passphrase(vault, CLAIRE.id, current=PHRASE, passphrase=EASY)
    with pytest.raises(WeakPassphraseError):
        add_agent(vault, YANIS, passphrase=SHORT)
    assert (vault.folder / "vault.json").read_bytes() == before


def test_the_sheet_lets_a_forgotten_passphrase_be_replaced(
    vault: OpenVault, sheet: RecoverySheet
) -> None:
    recovered = unlock_with_recovery(vault.folder, sheet.text)
    reset_passphrase(recovered, CLAIRE.id, passphrase=NEW_PHRASE)
    assert unlock(vault.folder, CLAIRE.id, NEW_PHRASE).database_key() == vault.database_key()


def test_a_colleague_cannot_set_somebody_elses_passphrase(vault: OpenVault) -> None:
    add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    with pytest.raises(ResetRefusedError):
        reset_passphrase(vault, YANIS.id, passphrase=NEW_PHRASE)


def test_a_new_sheet_replaces_the_one_before(vault: OpenVault, sheet: RecoverySheet) -> None:
    new = replace_recovery(vault)
    assert (sheet.sheet, new.sheet) == (1, 2)
    assert unlock_with_recovery(vault.folder, new.text).database_key() == vault.database_key()
    with pytest.raises(WrongRecoveryKeyError, match="numéro 2") as refused:
        unlock_with_recovery(vault.folder, sheet.text)
    assert refused.value.groups == ()


def test_a_header_changed_by_another_vault_is_not_overwritten(
    vault: OpenVault, tmp_path: Path
) -> None:
    create(tmp_path / "other", CLAIRE, passphrase=PHRASE)
    other = (tmp_path / "other" / "vault.json").read_bytes()
    (vault.folder / "vault.json").write_bytes(other)
    with pytest.raises(StaleVaultError):
        add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    assert (vault.folder / "vault.json").read_bytes() == other


class Peppered:
    """A vault whose only agent leans on a keyring."""

    def __init__(self, folder: Path) -> None:
        self.keyring = DictKeyring()
        self.folder = folder
        self.vault, self.sheet = create(folder, CLAIRE, passphrase=PHRASE, pepper=self.keyring)
        write_database(self.vault)


@pytest.fixture
def peppered(tmp_path: Path, fast: None) -> Peppered:  # noqa: ARG001 -- wanted first
    return Peppered(tmp_path)


def test_the_keyring_is_part_of_the_key(peppered: Peppered) -> None:
    unlock(peppered.folder, CLAIRE.id, PHRASE, peppered.keyring)
    assert len(peppered.keyring.kept) == 1


def test_without_its_pepper_the_passphrase_is_not_enough(peppered: Peppered) -> None:
    with pytest.raises(PepperMissingError):
        unlock(peppered.folder, CLAIRE.id, PHRASE)


def test_a_wrong_pepper_is_not_called_a_wrong_passphrase(peppered: Peppered) -> None:
    for name in peppered.keyring.kept:
        peppered.keyring.kept[name] = bytes(32)
    with pytest.raises(PepperMissingError):
        unlock(peppered.folder, CLAIRE.id, PHRASE, peppered.keyring)


def test_an_emptied_keyring_locks_nobody_out(peppered: Peppered) -> None:
    peppered.keyring.kept.clear()
    with pytest.raises(PepperMissingError, match="feuille de secours"):
        unlock(peppered.folder, CLAIRE.id, PHRASE, peppered.keyring)
    recovered = unlock_with_recovery(peppered.folder, peppered.sheet.text)
    assert recovered.database_key() == peppered.vault.database_key()
    reset_passphrase(recovered, CLAIRE.id, passphrase=NEW_PHRASE, pepper=peppered.keyring)
    unlock(peppered.folder, CLAIRE.id, NEW_PHRASE, peppered.keyring)


def test_a_change_of_passphrase_leaves_one_pepper(peppered: Peppered) -> None:
    before = set(peppered.keyring.kept)
    change_passphrase(
        peppered.vault,
        CLAIRE.id,
        current=PHRASE,
        passphrase=NEW_PHRASE,
        pepper=peppered.keyring,
    )
    assert len(peppered.keyring.kept) == 1
    assert set(peppered.keyring.kept) != before
    unlock(peppered.folder, CLAIRE.id, NEW_PHRASE, peppered.keyring)


class ForgetfulKeyring(DictKeyring):
    """Says that it kept the secret, and did not."""

    def keep(self, name: str, secret: bytes) -> None:
        pass


@pytest.mark.usefixtures("fast")
def test_a_keyring_that_forgets_is_not_relied_on(tmp_path: Path) -> None:
    create(tmp_path, CLAIRE, passphrase=PHRASE, pepper=ForgetfulKeyring())
    assert read_header(tmp_path).agents[0].pepper == ""
    unlock(tmp_path, CLAIRE.id, PHRASE)
