"""Each right of a person, served from her record by keys alone, and the files it gives."""

import csv
import io
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from app.domain.demande import ActionLocale
from app.domain.droits import Finalite
from app.domain.entretien import Issue
from app.storage.failures import LimitedRecordError
from app.usecases.destruction.erasing_proof import verify_certificate
from app.usecases.droits.holding import held
from app.usecases.interview import deciding
from app.usecases.people import persons
from app.usecases.people.persons import Dossier
from app.usecases.registers import demandes
from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.laptop import Laptop, Screen
from tests.leaks import leaks
from tests.ui.workplace import PASSPHRASE
from tests.usecases.test_day import follow, interview

READS, TAKES, CORRECTS = "Litvoyant", "Emportout", "Corrigeant"
LIMITS, WITHDRAWS, OBJECTS, ERASES = "Limitante", "Retirante", "Opposante", "Effaçable"
ALT = Qt.KeyboardModifier.AltModifier
EVERYBODY = (READS, TAKES, CORRECTS, LIMITS, WITHDRAWS, OBJECTS, ERASES)


@pytest.fixture(scope="module")
def laptop(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """A laptop that has received everybody to the end."""
    assert qapp.platformName() == "offscreen"
    made = Laptop(tmp_path_factory.mktemp("droits"))
    with made.opened() as place:
        for nom in EVERYBODY:
            entretien_id = interview(place, nom=nom)
            follow(place, entretien_id)
            deciding.finish(place, entretien_id, Issue.PRESCRIPTION)
    return made


@pytest.fixture(scope="module")
def screen(laptop: Laptop) -> Iterator[Screen]:
    """The program on its window, unlocked once for every right."""
    with laptop.window() as opened:
        gestures.unlock(opened.hand, PASSPHRASE)
        yield opened


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the agent chooses for every file."""

    def chosen(_parent: object, _title: str, suggested: str, _kind: str) -> tuple[str, str]:
        return str(tmp_path / suggested), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    return tmp_path


def open_rights(screen: Screen, nom: str, number: int) -> None:
    """Open the rights of somebody and go on to one of them, by keys."""
    hand = screen.hand
    hand.window.activateWindow()  # as a window manager does
    hand.until(hand.window.isActiveWindow, "the window in front")
    hand.go_to("personnes")
    hand.write("searchPerson", nom)
    others = {one.upper() for one in EVERYBODY} - {nom.upper()}
    hand.until(lambda: not any(one in hand.screen_text() for one in others), "her row alone")
    hand.open_row(nom.upper())
    hand.see("Conservation du dossier")
    hand.push("personRights")
    hand.see("Que demande la personne ?", nom.upper())
    hand.press(Key(Key.Key_0 + number))
    hand.press(Key.Key_Return)
    hand.see("Ce qui va se passer")


def dossier(screen: Screen, nom: str) -> Dossier:
    (found,) = persons.find(screen.workplace, nom)
    return persons.open_record(screen.workplace, found.personne.id)


def actions(screen: Screen, nom: str) -> list[ActionLocale]:
    (found,) = persons.find(screen.workplace, nom)
    known = demandes.of_person(screen.workplace, found.personne.id)
    return [fait.action for one in known for fait in one.demande.faits]


def said_by(pdf: Path) -> str:
    """What any PDF reader finds in a file."""
    read = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, text=True)
    assert read.stderr == ""
    return " ".join(read.stdout.replace("\u00a0", " ").split())


def test_a_person_sees_her_data_on_a_paper_that_is_saved_and_tracked(
    screen: Screen, out: Path
) -> None:
    hand = screen.hand
    open_rights(screen, READS, 1)
    hand.press(Key.Key_P, ALT)
    hand.find("paperDialog").activateWindow()
    hand.push("savePdf")
    hand.see("Le document est enregistré.")
    hand.push("closePaper")
    hand.until(lambda: not hand.shows("closePaper"), "the paper closed")
    (file,) = out.iterdir()
    words = said_by(file)
    assert f"Simone {READS.upper()}" in words
    assert "Prescription 2026-CCASILL-0001" in words
    assert "TSA 80715" in words
    assert READS.lower() not in file.name.lower()
    (kept,) = held(screen.workplace, dossier(screen, READS).personne.id).files
    assert (kept.kind, kept.chemin) == ("donnees", file)
    assert actions(screen, READS) == [ActionLocale.COPIE_REMISE]


def test_a_person_takes_her_data_away_in_a_locked_file(screen: Screen, out: Path) -> None:
    hand = screen.hand
    open_rights(screen, TAKES, 2)
    hand.press(Key.Key_E, ALT)
    hand.see("Le fichier est enregistré.", "Mot de passe du fichier")
    shown = hand.find("rightsPassphrase")
    assert isinstance(shown, QLabel)
    passphrase = shown.text()
    (file,) = out.iterdir()
    assert TAKES.encode() not in file.read_bytes()
    library: Any = import_module("pyzipper")
    with library.AESZipFile(file) as archive:
        with pytest.raises(RuntimeError):
            archive.read("vos-donnees.json")
        archive.setpassword(passphrase.encode())
        assert json.loads(archive.read("vos-donnees.json"))["personne"]["nom"] == TAKES
        table = archive.read("vos-donnees.csv").decode("utf-8-sig")
        (out / "vos-donnees.pdf").write_bytes(archive.read("vos-donnees.pdf"))
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert {row["valeur"] for row in rows if row["intitule"] == "Nom"} == {TAKES}
    assert TAKES.upper() in said_by(out / "vos-donnees.pdf")
    hand.see("Vos données, à emporter", "avec mot de passe")
    assert actions(screen, TAKES) == [ActionLocale.EXPORT_REMIS]


def test_a_file_without_passphrase_is_made_after_a_warning_alone(screen: Screen, out: Path) -> None:
    hand = screen.hand
    open_rights(screen, TAKES, 2)
    hand.press(Key.Key_M, ALT)
    hand.see("Enregistrer sans mot de passe ?", "Quiconque trouve ce fichier")
    assert list(out.iterdir()) == []
    hand.confirm()
    hand.see("Le fichier est enregistré sans mot de passe")
    (file,) = out.iterdir()
    assert not hand.shows("rightsPassphrase")
    library: Any = import_module("pyzipper")
    with library.AESZipFile(file) as archive:
        assert json.loads(archive.read("vos-donnees.json"))["version"] == 1


def test_a_person_has_her_name_corrected(screen: Screen) -> None:
    hand = screen.hand
    due = dossier(screen, CORRECTS).due_on
    open_rights(screen, CORRECTS, 3)
    hand.press(Key.Key_C, ALT)
    hand.find("correct-prenom")
    hand.write("correct-prenom", "Simonne")
    hand.push("keepCorrection")
    hand.see("Correction enregistrée.")
    after = dossier(screen, CORRECTS)
    assert (after.personne.prenom, after.due_on) == ("Simonne", due)
    assert actions(screen, CORRECTS) == [ActionLocale.CORRIGEE]


def test_a_record_is_limited_then_lifted(screen: Screen) -> None:
    hand = screen.hand
    open_rights(screen, LIMITS, 4)
    hand.press(Key.Key_M, ALT)
    hand.see("Choisissez dans la liste.")
    hand.press(Key.Key_1)
    hand.press(Key.Key_M, ALT)
    hand.see("Le dossier est limité : il se lit, il ne sert plus.", "Dossier limité depuis le")
    hand.press(Key.Key_Escape)
    hand.see("Conservation du dossier", "elle dit que des données sont fausses")
    assert not hand.shows("correctRecord")
    changed = replace(dossier(screen, LIMITS).personne, prenom="Autre")
    with pytest.raises(LimitedRecordError):
        persons.correct(screen.workplace, changed)
    hand.go_to("prescriptions")
    hand.open_row(LIMITS.upper())
    hand.see("Pour qu’il serve de nouveau : ouvrez le dossier", "Retenue, dossier limité")
    hand.press(Key.Key_A, ALT)  # « Annuler la prescription… »
    assert not hand.shows("confirmDialog")
    hand.open_row("Votre feuille")
    hand.see("Papiers de l’entretien", "Pour qu’il serve de nouveau : ouvrez le dossier")
    hand.press(Key.Key_T, ALT)  # « Terminer l’entretien »
    assert hand.shows("leavePapers")
    open_rights(screen, LIMITS, 4)
    hand.press(Key.Key_M, ALT)
    hand.see("Lever la limitation ?", "informée avant (RGPD, art. 18.3)")
    hand.confirm()
    hand.see("La limitation est levée")
    assert dossier(screen, LIMITS).limitation is None


def test_a_withdrawn_consent_erases_what_rests_on_it(screen: Screen) -> None:
    hand = screen.hand
    open_rights(screen, WITHDRAWS, 5)
    hand.press(Key.Key_2)  # the keeping of the answers
    hand.press(Key.Key_T, ALT)
    hand.see("Retirer cet accord ?", "Ses réponses et ses diagnostics sont effacés maintenant")
    hand.confirm()
    hand.push("closePaper")  # the certificate
    hand.until(lambda: not hand.shows("closePaper"), "the certificate closed")
    found = held(screen.workplace, dossier(screen, WITHDRAWS).personne.id)
    assert [one.asked for one in found.interviews] == [()]
    assert len(found.prescriptions) == 1
    assert [no.finalite for no in found.refused] == [Finalite.QUESTIONNAIRE]


def test_an_objection_under_consent_ends_the_use(screen: Screen) -> None:
    hand = screen.hand
    open_rights(screen, OBJECTS, 6)
    hand.press(Key.Key_3)  # the statistics
    hand.press(Key.Key_N, ALT)
    hand.see("Noter cette opposition ?", "Rien n’est effacé")
    hand.confirm()
    hand.see("C’est noté : ses données ne servent plus à cela.")
    assert actions(screen, OBJECTS) == [ActionLocale.OPPOSITION_NOTEE]


def test_an_erased_person_takes_her_saved_files_along(
    laptop: Laptop, screen: Screen, out: Path
) -> None:
    hand = screen.hand
    open_rights(screen, ERASES, 2)
    hand.press(Key.Key_E, ALT)
    hand.see("Le fichier est enregistré.")
    assert len(list(out.iterdir())) == 1
    hand.press(Key.Key_7)
    hand.press(Key.Key_Return)
    hand.see("Tout effacer, maintenant et pour toujours")
    hand.press(Key.Key_F, ALT)
    hand.see("Effacer cette personne ?", "1 fichier enregistré : supprimé aussi")
    hand.confirm()
    hand.find("paperDialog").activateWindow()
    hand.push("savePdf")
    hand.see("Le document est enregistré.")
    hand.push("closePaper")
    hand.until(lambda: not hand.shows("closePaper"), "the certificate closed")
    (file,) = out.iterdir()  # the package is gone, the certificate is there
    statement = verify_certificate(screen.workplace, file.read_bytes()).statement
    assert ("Fichiers enregistrés, retrouvés et supprimés", 1) in statement.counts
    assert persons.find(screen.workplace, ERASES) == []
    assert leaks([*laptop.folders, out], [ERASES]) == []
