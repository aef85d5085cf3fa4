"""Lot-et-Garonne: an erasure asked for at the desk, from the request to the certificate."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.domain.demande import Demande, Droit
from app.usecases.destruction.erasing_proof import verify_certificate
from app.usecases.people import persons
from app.usecases.registers import demandes
from demonstration import gestures
from demonstration.hand import Key
from tests.demandes.asking import request
from tests.journeys.conftest import NewLaptop
from tests.journeys.test_demandes import attached, fronted
from tests.journeys.witness import Witness
from tests.leaks import leaks
from tests.ui.workplace import LOT_ET_GARONNE, PASSPHRASE
from tests.usecases.test_day import follow, interview

NAME = "Effaçable"
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the agent chooses for every file."""
    made = tmp_path / "cle"
    made.mkdir()

    def chosen(_parent: object, _title: str, suggested: str, *_: str) -> tuple[str, str]:
        return str(made / Path(suggested).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    return made


def ask_erasure(hand: Witness) -> None:
    """Ask for it on the record; the request typed under her name is hers: that stands already."""
    fronted(hand)
    hand.go_to("personnes")
    hand.write("searchPerson", NAME)
    hand.open_row(NAME.upper())
    hand.see("Conservation du dossier")
    hand.push("personRights")
    hand.see("Que demande la personne ?", NAME.upper(), "Tout effacer")
    hand.press(Key.Key_7)
    hand.press(Key.Key_Return)
    hand.see("La demande part d’abord, avec son nom", "n’est liée à aucun dossier")
    hand.press(Key.Key_N, ALT)
    hand.see("est notée et le dossier est limité", "Transmettre")


def transmit(hand: Witness, demande: Demande, out: Path) -> None:
    """Save the e-mail of a request, and note that it was sent."""
    hand.go_to("demandes")
    hand.open_row(demande.numero)
    hand.push("saveMail")
    hand.see("Il n’est pas chiffré")
    _, words = attached(out / f"{demande.numero}.eml")
    assert NAME.lower() in words.lower()
    fronted(hand)
    hand.push("noteSending")
    hand.find("requestSmallFormKeep")
    hand.pick("short-courriel", inside="requestSmallForm")
    hand.push("requestSmallFormKeep")
    hand.see("L’envoi est noté")


def erase(hand: Witness) -> None:
    """Go on to what remains: « Tout effacer » stands already."""
    hand.see("Reste à effacer la personne")
    hand.push("eraseFromRequest")
    hand.see("Que demande la personne ?", NAME.upper(), "Tout effacer")
    hand.press(Key.Key_Return)
    hand.see("Tout effacer, maintenant et pour toujours")
    hand.press(Key.Key_F, ALT)
    hand.see("Effacer cette personne ?")
    hand.confirm()
    hand.find("paperDialog").activateWindow()
    hand.push("savePdf")
    hand.push("closePaper")
    hand.until(lambda: not hand.shows("closePaper"), "the certificate closed")


@pytest.mark.long
def test_her_request_leaves_with_its_name_then_she_is_erased(
    new_laptop: NewLaptop, out: Path
) -> None:
    laptop = new_laptop(LOT_ET_GARONNE)
    with laptop.opened() as place:
        follow(place, interview(place, nom=NAME))
        demandes.register(place, request(who=f"{NAME} Simone"))  # typed without its record
    with laptop.window() as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        ask_erasure(screen.hand)
        first, second = [one.demande for one in demandes.registre(screen.workplace).ouvertes]
        assert {first.droits, second.droits} == {(Droit.ACCES,), (Droit.EFFACEMENT,)}
        assert first.personne_id == second.personne_id is not None
        for demande in (first, second):
            transmit(screen.hand, demande, out)
        erase(screen.hand)
        assert persons.find(screen.workplace, NAME) == []
        assert not any(one.runs for one in demandes.registre(screen.workplace).ouvertes)
        fronted(screen.hand)
        screen.hand.lock()
    (file,) = out.iterdir()  # the e-mails went with her
    with laptop.opened() as place:
        assert verify_certificate(place, file.read_bytes()).mine
    assert leaks([*laptop.folders, out], [NAME, "06 00 00 00 00", "Paul Représentant"]) == []
