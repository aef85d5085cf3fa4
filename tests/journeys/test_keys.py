"""The structure's key and the roles of colleagues, by keys in the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.bootstrap import around
from app.domain.habilitation import Role
from app.ui.pages.reglages.cles import part as cles_part
from app.usecases.laptop import colleagues, habilitations, recovering
from demonstration import gestures
from demonstration.hand import Key
from tests.fast_vault import fast_vaults
from tests.journeys.laptop import Laptop
from tests.journeys.test_backups import choose_stick, restore
from tests.storage.vault.people import DictKeyring
from tests.ui.workplace import PASSPHRASE

SAFE = "douze girafes peignent le clocher"
NEW = "carotte bleue sous le piano droit"
Choose = Callable[[Path], None]


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Choose:
    """Answer the system's dialog for files, which keys cannot reach."""
    chosen: list[str] = []
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (chosen[-1], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: chosen[-1])
    return lambda path: chosen.append(str(path))


@pytest.mark.long
def test_the_structure_lets_in_who_lost_passphrase_and_sheet(
    laptop: Laptop, tmp_path: Path, choose: Choose
) -> None:
    for name in ("bonne", "autre"):
        (tmp_path / name).mkdir()
    with fast_vaults():
        made = recovering.make_structure_key(tmp_path / "bonne", "CCAS", SAFE)
        other = recovering.make_structure_key(tmp_path / "autre", "Autre", SAFE)
    with laptop.opened() as place:
        recovering.put_structure_key(place, made.key)
    with laptop.window() as screen:
        hand = screen.hand
        hand.push("lostPassphrase")
        hand.push("recoverByStructure")
        hand.see(made.key.fingerprint)
        choose(other.private)
        hand.push("structureFile")
        hand.see("Ce n’est pas la clé que ce poste attend")
        choose(made.private)
        hand.push("structureFile")
        hand.until(
            lambda: hand.screen_text().count(made.key.fingerprint) == 2, "the right key known"
        )
        hand.write("structureSecret", NEW)
        hand.write("newPassphrase", NEW)
        hand.write("newPassphraseAgain", NEW)
        hand.push("structureRecover")
        hand.see("Ce n’est pas la phrase de passe de la clé de la structure.")
        hand.write("structureSecret", SAFE)
        hand.push("structureRecover")
        hand.find("doorInterview")
        hand.lock()
        gestures.unlock(hand, NEW)
        hand.open_tab("checkJournal")
        hand.see("Camille Martin : poste ouvert avec la clé de la structure")


def test_the_referent_makes_the_structures_key_and_takes_it_away_again(
    laptop: Laptop, tmp_path: Path, choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr(cles_part, "print_text", lambda text, *_: printed.append(text))
    safe = tmp_path / "armoire"
    safe.mkdir()
    choose(safe)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.open_tab("createStructureKey")
        hand.see("Aucune clé de structure n’ouvre ce poste.")
        hand.push("createStructureKey")
        hand.write("structurePassphrase", SAFE)
        hand.write("structurePassphraseAgain", NEW)
        hand.push("makeKey")
        hand.see("Les deux phrases ne sont pas les mêmes.")
        hand.write("structurePassphraseAgain", SAFE)
        hand.push("makeKey")
        hand.see("La clé est créée et en place.", "En place. Empreinte")
        fingerprint = recovering.look(safe / "passerelle.cle-privee")
        hand.see(fingerprint)
        hand.push("printFingerprint")
        assert fingerprint in printed[0]
        hand.push("removeStructureKey")
        hand.confirm()
        hand.see("C’est fait : cette clé n’ouvre plus ce poste.", "Aucune clé de structure")
        choose(safe / "passerelle.cle-publique")
        hand.push("putStructureKey")
        hand.see("Mettre cette clé en place")
        hand.confirm()
        hand.see("C’est fait : la clé de la structure peut rouvrir ce poste.", fingerprint)


@pytest.mark.long
def test_passphrases_are_tied_to_the_keyring_once_another_way_is_certain(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = DictKeyring()
    monkeypatch.setattr(around, "KeyringPepper", lambda: system)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.open_tab("tieKeyring")
        hand.push("tieKeyring")
        hand.see("Si le trousseau disparaissait, personne ne pourrait plus ouvrir.")
        colleagues.sheet_checked(screen.workplace)
        hand.push("tieKeyring")
        hand.see("chaque phrase de passe est liée", "À leur prochaine ouverture : Camille Martin.")
        hand.lock()
        gestures.unlock(hand, PASSPHRASE)
        hand.open_tab("untieKeyring")
        hand.see("Déjà liés : Camille Martin.")
        assert len(system.kept) == 1
        hand.lock()
        system.kept.clear()
        hand.write("passphrase", PASSPHRASE)
        hand.press(Key.Key_Return)
        hand.see("ne contient plus la part de Passerelle", "feuille de secours")


@pytest.mark.long
def test_a_tied_agent_restores_his_backup_on_the_same_computer(
    laptop: Laptop, tmp_path: Path, choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = DictKeyring()
    monkeypatch.setattr(around, "KeyringPepper", lambda: system)
    stick = tmp_path / "cle-usb"
    stick.mkdir()
    choose(stick)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        colleagues.sheet_checked(screen.workplace)
        hand.open_tab("tieKeyring")
        hand.push("tieKeyring")
        hand.see("chaque phrase de passe est liée")
        hand.lock()
        gestures.unlock(hand, PASSPHRASE)
        choose_stick(hand, stick)
        hand.push("restoreBackup")  # locks
        hand.see("Aujourd’hui à", "Annuler")
        hand.push("restoreNext")
        restore(hand)
        gestures.unlock(hand, PASSPHRASE)


def test_without_a_structures_key_the_gate_does_not_speak_of_one(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        hand.push("lostPassphrase")
        hand.find("recoveryKey")
        assert not hand.shows("recoverByStructure")
        hand.push("backToPassphrase")
        gestures.unlock(hand, PASSPHRASE)


def test_the_referent_gives_roles_and_a_colleague_finds_only_what_they_allow(
    laptop: Laptop,
) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.open_tab("newPrenom")
        hand.write("newPrenom", "Dominique")
        hand.write("newNom", "Fictif")
        hand.write("colleaguePassphrase", NEW)
        hand.write("colleaguePassphraseAgain", NEW)
        hand.push("addAgent")
        hand.see("Dominique Fictif", "Prescripteur")
        other = next(one for one in colleagues.present(screen.workplace) if one.id != laptop.agent)
        hand.push(f"roles-{other.id}")
        hand.see("Que peut faire Dominique Fictif sur ce poste")
        for role in ("choice-prescripteur", "choice-facilitateur"):
            hand.push(role, inside="rolesOfAgent")
        hand.push("keepRoles")
        hand.see("les rôles valent dès maintenant", "Facilitateur")
        assert [one.roles for one in habilitations.listed(screen.workplace)] == [
            (Role.FACILITATEUR,),
            (Role.REFERENT, Role.PRESCRIPTEUR),
        ]
        hand.push(f"roles-{laptop.agent}")
        hand.see("Que peut faire Camille Martin sur ce poste")
        hand.push("choice-referent", inside="rolesOfAgent")
        hand.push("keepRoles")
        hand.see("C’est le dernier référent de ce poste.")
        hand.push("leaveRoles")
        hand.lock()
        hand.pick(f"choice-{other.id}")
        hand.write("passphrase", NEW)
        hand.press(Key.Key_Return)
        hand.find("doorQuickHelp")
        assert not hand.shows("doorInterview")
        assert "Prescriptions" not in hand.screen_text()
        hand.push("outboxState")
        hand.see("Vos rôles sur ce poste")  # nowhere else to go
        hand.see("Vos rôles sur ce poste")
