"""Both ends by keys in the real window: of a laptop, then of a convention."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QFileDialog

from app.storage import fin_du_poste
from app.sync.protocol.restitution import read_return
from app.usecases.backup import saving
from app.usecases.destruction.erasing_certificate import check
from app.usecases.laptop import ending_laptop
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.conftest import NewLaptop
from tests.journeys.laptop import Laptop
from tests.leaks import leaks
from tests.ui.workplace import LOT_ET_GARONNE, PASSPHRASE
from tests.usecases.test_day import interview
from tests.usecases.test_sending import Line

NAME = "Tourterellier"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "cle"
    made.mkdir()
    return made


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Say what the system's dialogs answer: they are no part of the window."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    return answer


def with_somebody(laptop: Laptop, stick: Path) -> None:
    with laptop.opened() as place:
        interview(place, nom=NAME)
        saving.choose_folder(place, stick)
        saving.back_up(place)


@pytest.mark.long
def test_a_laptop_ends_by_keys_and_nothing_is_left_but_its_certificate(
    laptop: Laptop, stick: Path, tmp_path: Path, at: Callable[[Path], None]
) -> None:
    with_somebody(laptop, stick)
    paper = tmp_path / "attestation.pdf"
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.open_tab("endPoste")
        hand.push("endPoste")
        hand.see("Détruire toutes les données de ce poste", "celles-ci, si leur support")
        hand.write("endPassphrase", PASSPHRASE)
        hand.push("endLaptop")
        hand.see("Choisissez d’abord où enregistrer l’attestation")
        at(paper)
        hand.push("paperWhere")
        hand.write("endPassphrase", "une autre phrase de passe")
        hand.push("endLaptop")
        hand.see("Tout détruire pour toujours ?")
        hand.confirm()
        hand.see("Ce n’est pas la bonne phrase de passe.")
        assert not fin_du_poste.is_under_way(laptop.data)
        hand.write("endPassphrase", PASSPHRASE)
        hand.press(Key.Key_Return)
        hand.see("Tout détruire pour toujours ?")
        hand.confirm()
        hand.see("Les données de ce poste sont détruites", str(paper))
        assert screen.program.session is None
        assert not list(laptop.data.glob("*"))
        hand.push("installAgain")
        hand.see("Bienvenue")
    assert list(stick.iterdir()) == []
    assert check(paper.read_bytes()).statement.ended.startswith("22")
    assert leaks([laptop.data, laptop.home, laptop.temporary, stick, tmp_path], [NAME]) == []


def test_an_end_that_was_killed_is_finished_before_the_gate(laptop: Laptop, stick: Path) -> None:
    with_somebody(laptop, stick)
    with laptop.opened() as place:
        vault_id = place.vault.place.vault_id
    folders = [stick, stick.parent / "absente"]
    end = fin_du_poste.FinDuPoste(vault_id=vault_id, folders=folders)
    fin_du_poste.begin(laptop.data, end)  # and then the process was killed
    with laptop.window() as screen:
        hand = screen.hand
        hand.see("Les données de ce poste sont détruites", "Elle vient de s’achever.")
        hand.see("elle dit « engagée »", "hors de portée", str(stick.parent / "absente"))
        assert not (laptop.data / "vault.json").exists()
        hand.push("installAgain")
        hand.see("Bienvenue")
    assert not list(stick.glob("*.sauvegarde"))


def test_an_end_goes_on_whatever_is_locked_meanwhile(
    laptop: Laptop, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lid is closed right after the last word: nobody may work on what the next start takes."""
    with_somebody(laptop, stick)
    paper = tmp_path / "attestation.pdf"
    reached, locked = Event(), Event()
    engage = ending_laptop.engage

    def slowly(place: Workplace, passphrase: str, path: Path) -> ending_laptop.Farewell:
        reached.set()
        assert locked.wait(20)  # for the lock below, no delay
        return engage(place, passphrase, path)

    monkeypatch.setattr(ending_laptop, "engage", slowly)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(paper), ""))
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.open_tab("endPoste")
        hand.push("endPoste")
        hand.see("celles-ci, si leur support")
        hand.push("paperWhere")
        hand.write("endPassphrase", PASSPHRASE)
        hand.push("endLaptop")
        hand.confirm()
        hand.until(reached.is_set, "the work of the end")
        screen.program.lock()
        locked.set()
        hand.see("Les données de ce poste sont détruites", str(paper))
        hand.until(lambda: not screen.program.backups.busy, "the end of backups")
    assert list(stick.iterdir()) == [], "locking makes no backup of what is destroyed"
    assert not laptop.data.exists()


def test_nothing_is_restored_into_a_folder_that_is_being_destroyed(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    fin_du_poste.begin(laptop.data, fin_du_poste.FinDuPoste(vault_id="coffre"))

    def refused(*_: object) -> None:
        raise fin_du_poste.EndUnfinishedError

    monkeypatch.setattr(fin_du_poste, "finish", refused)
    with laptop.window() as screen:
        screen.hand.see("n’a pas pu s’achever", "plus rien ne s’ouvre")
        assert not screen.hand.shows("restoreFromGate"), "the next start would destroy it"


@pytest.mark.long
def test_a_convention_ends_by_keys_with_its_return_and_its_proof(
    new_laptop: NewLaptop, tmp_path: Path, at: Callable[[Path], None]
) -> None:
    laptop, line = new_laptop(LOT_ET_GARONNE), Line()
    with laptop.opened() as place:
        line.activate(place)
        interview(place, nom=NAME)
    returned, paper = tmp_path / "restitution.passerelle", tmp_path / "attestation.pdf"
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.open_tab("endConvention")
        hand.push("endConvention")
        hand.see("Rien n’attend d’être envoyé.", "Lot-et-Garonne, art. 5")
        hand.push("restNext")
        hand.see("dans un fichier scellé que seul le Département peut ouvrir")
        at(returned)
        hand.push("returnFile")
        hand.see("La réception par le Département", "Le fichier est écrit et relu")
        hand.write("receiptCode", "AAAA-2222")
        hand.push("checkReceipt")
        hand.see("Ce n’est pas ce que le Département doit donner.")
        content = read_return(returned.read_bytes()).open(line.departement.receiving[0])
        hand.write("receiptCode", str(content["code"]))
        hand.press(Key.Key_Return)
        hand.see("Détruire les données des personnes", "Réception confirmée par son code.")
        hand.push("destroyAll")
        hand.see("Écrivez votre phrase de passe")
        hand.write("endPassphrase", PASSPHRASE)
        hand.push("destroyAll")
        hand.see("Détruire les données de toutes les personnes ?")
        hand.confirm()
        hand.see("Garder l’attestation", "Destruction n° 2026-CCASILL-D0001.")
        assert persons.find(screen.workplace, NAME) == []
        at(paper)
        hand.push("saveCertificate")
        hand.see("La convention est terminée", "Terminée le 22 novembre 2026.")
        hand.lock()
    checked = check(paper.read_bytes())
    assert checked.statement.event == "Fin de la convention"
    assert checked.certified is not None
    assert leaks([*laptop.folders, tmp_path], [NAME]) == []
