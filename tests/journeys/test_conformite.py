"""The référent completes the conformity, prints and saves it, by keys; the files are opened."""

import json
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from app.usecases import journal
from app.usecases.conformity import conformite
from app.usecases.registers import instructions
from demonstration import gestures
from demonstration.hand import Key
from tests.documents.examples import info_of, text_of
from tests.journeys.conftest import NewLaptop
from tests.journeys.laptop import Screen
from tests.journeys.witness import Witness
from tests.ui.workplace import LOT_ET_GARONNE, PASSPHRASE

REFUSED = "sichardaire@albretcommunaute"  # 000 l. 124, as it stands


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Say what the system's dialog answers: it is no part of the window."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    return answer


def close_paper(hand: Witness) -> None:
    hand.push("closePaper")
    hand.until(lambda: not hand.shows("closePaper"), "the paper closed")
    hand.window.activateWindow()  # as a window manager does
    hand.until(hand.window.isActiveWindow, "the window in front")


def complete(hand: Witness, screen: Screen) -> None:
    """Fill the form in, with the mistakes that one makes first."""
    hand.write("conformiteRepresentant", "le Président de la communauté")
    hand.write("conformiteDpo", REFUSED)
    hand.write("conformiteResponsable", "Service Inclusion numérique")
    hand.write("conformiteSousTraitants", "Archives Exemple\nMaintenance Exemple")
    hand.write("conformiteAipdOn", "1/3/26")
    hand.push("keepConformite")
    hand.see("Écrivez l’année avec quatre chiffres")
    hand.write("conformiteAipdOn", "1 mars 2026")
    hand.push("keepConformite")
    hand.see("Il manque une adresse de courriel entière", "Écrivez qui a validé.")
    assert conformite.state(screen.workplace).said.dpo == ""
    hand.write("conformiteDpo", "Délégué mutualisé, dpo@exemple.fr")
    hand.write("conformiteAipdPar", "le Président")
    hand.press(Key.Key_Return)
    hand.see("C’est enregistré.", "Complet", "le 1er mars 2026, par : le Président")


def exchange_in_writing(
    hand: Witness, screen: Screen, at: Callable[[Path], None], draft: Path
) -> None:
    """Note an instruction of the Département, with a mistake first, and tell it of a change."""
    hand.see("Aucune instruction n’est encore notée.")
    hand.write("instructionRecueOn", "20/11/2027")
    hand.write("instructionAuteur", "Service Inclusion numérique")
    hand.write("instructionObjet", "Ne plus saisir le complément d’adresse.")
    hand.push("noteIt")
    hand.see("Cette date n’est pas encore venue.", "n’est pas encore notée")
    hand.write("instructionRecueOn", "20 novembre 2026")
    hand.press(Key.Key_Return)
    hand.see("L’instruction est notée.", "N° 1, reçue le 20 novembre 2026")
    (kept,) = instructions.received(screen.workplace)
    assert kept.objet == "Ne plus saisir le complément d’adresse."
    at(draft)
    hand.push("saveDraft")
    hand.see("Il n’y a encore rien à annoncer.")
    hand.write("avisText", "Le service ferme du 1er au 20 août.")
    hand.push("saveDraft")
    hand.see("Le brouillon est enregistré.")
    message = message_from_bytes(draft.read_bytes(), policy=default)
    assert "CCAS d’Illustration" in str(message["Subject"])


@pytest.mark.obligation("S0-21", "S0-52", "S0-54")
@pytest.mark.long
def test_the_referent_completes_shows_and_saves_the_conformity_papers(
    new_laptop: NewLaptop, tmp_path: Path, at: Callable[[Path], None]
) -> None:
    laptop = new_laptop(LOT_ET_GARONNE)
    pdf, data = tmp_path / "dossier.pdf", tmp_path / "dossier.json"
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.open_tab("showRegister")
        hand.see("À compléter", "Sous-traitant", "Il manque encore", "la fin de l’adresse")
        complete(hand, screen)
        exchange_in_writing(hand, screen, at, tmp_path / "avis.eml")
        hand.push("showFile")
        hand.find("paperDialog").activateWindow()
        at(pdf)
        hand.push("savePdf")
        hand.see("Le document est enregistré.")
        close_paper(hand)
        at(data)
        hand.push("saveData")
        hand.see("Les données sont enregistrées.")
        hand.push("showAssessment")
        hand.find("paperDialog").activateWindow()
        close_paper(hand)
        kinds = [f"{line.kind} {line.detail}" for line in journal.read(screen.workplace)]
        assert "enregistrement conformite_donnees" in kinds
        assert "enregistrement conformite" in kinds
        hand.lock()
    check_paper(tmp_path, pdf.read_bytes())
    check_data(json.loads(data.read_text("utf-8")))


def check_paper(folder: Path, content: bytes) -> None:
    text = " ".join(text_of(folder, content).split())
    assert "Tagged:          yes" in info_of(folder, content)
    for expected in (
        "Validée le 1er mars 2026 (le Président)",
        "Délégué mutualisé, dpo@exemple.fr",
        "Archives Exemple Maintenance Exemple",
        "Prescription et son dossier 4 ans",  # l. 118
        "Le journal est entier",
        "N° 1, reçue le 20 novembre 2026",
    ):
        assert expected in text
    assert "Il manque encore" not in text


def check_data(said: dict[str, Any]) -> None:
    register = said["registre"]
    assert register["article"] == "30.2"  # l. 108 and 136
    assert register["operations"] == ["collecte", "utilisation", "conservation", "archivage"]
    assert register["donnees"] == ["adresse", "nom", "prenom"]  # l. 114-116
    assert register["responsable_dpo"] == "contact-dpd@lotetgaronne.fr"  # l. 126
    assert register["transferts_hors_ue"] == []
    assert register["sous_traitants"] == ["Archives Exemple", "Maintenance Exemple"]
    assert said["durees"][0] == {
        "objet": "prescription",
        "duree": "4 ans",  # l. 118
        "depart": "décision du Département, sinon prescription",
        "source": "Lot-et-Garonne, convention de délégation, art. 5 : « conservées 4 ans »",
    }
    assert said["aipd"]["etat"] == "validee"
    assert said["manque"] == []
