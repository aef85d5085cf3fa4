"""A backup is made on a stick, found again, restored here and on a new laptop: all by keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.storage import effacement
from app.usecases.people import persons
from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.laptop import Laptop, Screen
from tests.journeys.witness import Witness
from tests.leaks import leaks
from tests.ui.workplace import PASSPHRASE, WallClock
from tests.usecases.test_day import interview

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
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))

    return answer


def choose_stick(hand: Witness, stick: Path) -> None:
    hand.open_tab("backupFolder")
    hand.push("backupFolder")
    hand.see("C’est fait : une sauvegarde est dans ce dossier.", "À jour", stick.name)


def names(screen: Screen) -> list[str]:
    return [one.personne.nom for one in persons.find(screen.workplace, NAME[:6])]


def to_restore(hand: Witness) -> None:
    hand.find("passphrase")
    hand.push("restoreFromGate")
    hand.see("Restaurer une sauvegarde", "Aucune sauvegarde n’est connue de ce poste.")


def restore(hand: Witness, passphrase: str = PASSPHRASE) -> None:
    """From the step where the backup is to be opened to the gate with what was said."""
    hand.find("restoreSecret")
    if hand.shows("choice-feuille"):
        hand.pick_by_words("restoreEntries", "Camille")
    hand.write("restoreSecret", passphrase)
    hand.press(Key.Key_Return)
    hand.see("Ce qui va être restauré", "Structure", "CCAS d’Illustration")
    hand.push("restoreNext")
    hand.see("La sauvegarde est restaurée.")


@pytest.mark.long
def test_a_stick_backs_up_and_brings_back_on_the_same_laptop(
    laptop: Laptop, stick: Path, at: Callable[[Path], None]
) -> None:
    at(stick)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        choose_stick(hand, stick)
        assert focus() == "backupFolder"
        interview(screen.workplace, nom=NAME)
        hand.push("restoreBackup")  # locks
        hand.see("Aujourd’hui à", "Annuler")
        assert screen.program.session is None
        hand.push("restoreNext")
        restore(hand)
        gestures.unlock(hand, PASSPHRASE)
        assert names(screen) == []

        hand.open_tab("returnFormer")
        hand.see("L’état d’avant la restauration")
        hand.push("returnFormer")
        hand.confirm()
        hand.see("L’état d’avant la restauration est de retour.")
        gestures.unlock(hand, PASSPHRASE)
        assert names(screen) == [NAME]
        hand.open_tab("destroyFormer")
        hand.push("destroyFormer")
        hand.confirm()
        hand.see("L’état d’avant la restauration est détruit.")
        hand.until(lambda: not hand.shows("destroyFormer"), "the former state gone")
        assert isinstance(laptop.clock, WallClock)
        laptop.clock.go_on(minutes=5)
    assert len(list(stick.glob("*.sauvegarde"))) == 1, "one a day: that of the close"
    assert leaks([stick, *laptop.folders], [NAME]) == []


@pytest.mark.long
def test_the_folder_before_is_shown_and_its_backups_are_destroyed(
    laptop: Laptop, stick: Path, at: Callable[[Path], None], tmp_path: Path
) -> None:
    second = tmp_path / "partage"
    second.mkdir()
    at(stick)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        choose_stick(hand, stick)
        at(second)
        hand.push("backupFolder")
        hand.see("L’ancien dossier reste suivi", "Dossiers utilisés auparavant", "À portée")
        hand.push("destroyFormerFolders")
        hand.confirm()
        hand.see("Les sauvegardes des anciens dossiers sont détruites.")
        hand.until(lambda: not hand.shows("destroyFormerFolders"), "the former folders gone")
        assert not list(stick.iterdir())
        assert len(list(second.glob("*.sauvegarde"))) == 1


@pytest.mark.long
def test_a_new_laptop_begins_with_the_stick_of_the_old_one(
    new_laptop: Callable[..., Laptop], stick: Path, at: Callable[[Path], None]
) -> None:
    at(stick)
    old, new = new_laptop(), new_laptop()
    for path in new.data.iterdir():
        path.unlink()
    with old.window() as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        interview(screen.workplace, nom=NAME)
        interview(screen.workplace, nom="Restante")
        choose_stick(screen.hand, stick)
        drawer = stick.parent / "tiroir.sauvegarde"
        copy(next(stick.glob("*.sauvegarde")), drawer)
        person = persons.find(screen.workplace, NAME[:6])[0].personne.id
        effacement.effacer_pour_de_bon(screen.workplace.database, person)
    copy(drawer, stick / "ancienne.sauvegarde")  # beside the ledger that the close wrote
    at(stick / "ancienne.sauvegarde")
    with new.window() as screen:
        hand = screen.hand
        hand.see("Bienvenue")
        hand.push("restoreFromFirstRun")
        hand.push("restoreFile")
        hand.see("Ouvrir la sauvegarde", "Camille M.")
        hand.write("restoreSecret", "une autre phrase")
        hand.pick_by_words("restoreEntries", "Camille")
        hand.tab_to("restoreSecret")
        hand.press(Key.Key_Return)
        hand.see("Ce n’est pas la bonne phrase de passe.")
        hand.write("restoreSecret", PASSPHRASE)
        hand.press(Key.Key_Return)
        hand.see("2 éléments, effacés depuis cette sauvegarde", "activé de nouveau")
        assert "mis de côté" not in hand.screen_text()
        hand.push("restoreNext")
        hand.see("La sauvegarde est restaurée.")
        gestures.unlock(hand, PASSPHRASE)
        assert names(screen) == []
        assert len(persons.find(screen.workplace, "Restan")) == 1
    assert leaks(new.folders, [NAME]) == []


@pytest.mark.long
def test_everything_is_exported_to_one_file_for_another_laptop(
    new_laptop: Callable[..., Laptop], tmp_path: Path, at: Callable[[Path], None]
) -> None:
    at(tmp_path / "export.sauvegarde")
    old, new = new_laptop(), new_laptop()
    for path in new.data.iterdir():
        path.unlink()
    with old.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        interview(screen.workplace, nom=NAME)
        hand.open_tab("exportAll")
        hand.push("exportAll")
        hand.see("L’export est fait et relu.")
    with new.window() as screen:
        hand = screen.hand
        hand.push("restoreFromFirstRun")
        hand.push("restoreFile")
        hand.see("Ouvrir la sauvegarde", "Camille M.")
        restore(hand)
        gestures.unlock(hand, PASSPHRASE)
        assert names(screen) == [NAME]
        hand.see("Rien n’est sauvegardé", "Ce poste tient un journal")
        hand.push("acceptJournal")
        hand.until(lambda: "Ce poste tient" not in hand.screen_text(), "told once")
        hand.open_tab("checkJournal")
        hand.see("sauvegarde restaurée sur ce poste", "information sur le journal lue")


@pytest.mark.long
def test_an_absent_stick_is_said_and_the_next_close_backs_up(
    laptop: Laptop, stick: Path, at: Callable[[Path], None]
) -> None:
    at(stick)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        choose_stick(hand, stick)
        away = stick.rename(stick.with_name("debranchee"))
        hand.push("backUpNow")
        hand.see("Dossier ou clé introuvable", "la clé est-elle branchée", "Dernière réussie")
        for path in away.glob("*.sauvegarde"):
            path.unlink()
        away.rename(stick)
    assert len(list(stick.glob("*.sauvegarde"))) == 1


def test_a_damaged_backup_is_refused_by_name_and_nothing_changes(
    laptop: Laptop, tmp_path: Path, at: Callable[[Path], None]
) -> None:
    (tmp_path / "abimee.sauvegarde").write_bytes(b"PASSERELLE-SAUVEGARDE 1\nrien de plus")
    at(tmp_path / "abimee.sauvegarde")
    with laptop.window() as screen:
        hand = screen.hand
        to_restore(hand)
        hand.push("restoreFile")
        hand.see("abimee.sauvegarde", "cette sauvegarde est abîmée ou incomplète")
        hand.push("restoreLeave")
        gestures.unlock(hand, PASSPHRASE)


def copy(source: Path, target: Path) -> None:
    target.write_bytes(source.read_bytes())


def focus() -> str:
    """Return the name of what has the focus."""
    place = QApplication.focusWidget()
    return place.objectName() if place else ""
