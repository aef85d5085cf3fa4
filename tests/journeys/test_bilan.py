"""The référent makes the report of the year, has it validated and sends it, by keys."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.domain.bilan import EtatBilan
from app.usecases.bilans import drafting
from demonstration import gestures
from demonstration.hand import Key
from tests.documents.reading import read
from tests.journeys.laptop import Laptop
from tests.journeys.witness import Witness
from tests.ui.workplace import PASSPHRASE, STRASBOURG, WallClock
from tests.usecases.bilans.counted import JANUARY, year_of_strasbourg


def go_down_to(hand: Witness, name: str) -> None:
    """Go to a page of the column by Tab and the arrow, whatever its place there."""
    hand.tab_to("nav-aujourdhui")
    for _ in range(20):
        focus = QApplication.focusWidget()
        if focus is not None and focus.objectName() == name:
            break
        hand.press(Key.Key_Down)
    hand.press(Key.Key_Space)


def form(hand: Witness, name: str) -> None:
    """Bring a form in front, as a window manager does."""
    found = hand.find(name)
    found.activateWindow()
    hand.until(found.isActiveWindow, "the form in front")


def in_front(hand: Witness, button: str) -> None:
    """Wait until a form is gone and the window is in front again, as a window manager does."""
    hand.until(lambda: not hand.shows(button), "the end of the form")
    hand.window.activateWindow()
    hand.until(hand.window.isActiveWindow, "the window in front")


def save(hand: Witness, monkeypatch: pytest.MonkeyPatch, kind: str, place: Path) -> bytes:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    hand.push("saveReport")
    form(hand, "fileForm")
    hand.pick(f"choice-{kind}")
    hand.push("saveNow")
    in_front(hand, "saveNow")
    hand.see(f"Enregistré : {place.name}.")
    return place.read_bytes()


@pytest.mark.obligation("S1-43")
@pytest.mark.long
def test_the_report_of_the_year_is_written_validated_and_sent(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qapp
    laptop = Laptop(tmp_path / "poste", STRASBOURG, WallClock(at=JANUARY))
    with laptop.opened() as place:
        year_of_strasbourg(place)
    with laptop.window() as screen:
        hand = Witness(screen.program.window)
        gestures.unlock(hand, PASSPHRASE)
        go_down_to(hand, "nav-bilan")
        hand.see("Tableau de bord", "Année 2026", "Carnets remis, par prestation")
        hand.push("beginReport")
        form(hand, "beginForm")
        hand.push("beginNow")
        in_front(hand, "beginNow")
        hand.see("Rapport annuel et livrables", "Brouillon", "un mois avant le comité de suivi")
        hand.write("text-actions", "Un café des aidants chaque mois.")
        hand.push("validateReport")
        form(hand, "validateForm")
        hand.push("validateNow")
        hand.see("Dites qui a validé, et quel jour")
        hand.write("validatedOn", "04/01/2027")
        hand.press(Key.Key_Return)
        in_front(hand, "validateNow")
        hand.see("Le bilan est validé.", "le Président de la Collectivité européenne d’Alsace")
        (kept,) = drafting.reports(screen.workplace)
        assert (kept.etat, kept.valide_le) == (EtatBilan.VALIDE, date(2027, 1, 4))
        assert kept.textes["actions"] == "Un café des aidants chaque mois."
        book = save(hand, monkeypatch, "xlsx", tmp_path / "bilan.xlsx")
        sheets = openpyxl.load_workbook(io.BytesIO(book))
        assert 56 in [cell.value for line in sheets.worksheets[1] for cell in line]
        hand.push("printReport")
        paper = tmp_path / "bilan.pdf"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(paper), ""))
        form(hand, "paperDialog")
        hand.push("savePdf")
        hand.until(paper.exists, "the PDF")
        assert "Un café des aidants chaque mois." in read(paper.read_bytes())
        hand.push("closePaper")
        in_front(hand, "closePaper")
        hand.push("sendReport")
        form(hand, "sendForm")
        hand.write("sentOn", "04/01/2027")
        hand.write("sentHow", "par courriel")
        hand.push("sendNow")
        in_front(hand, "sendNow")
        hand.see("L’envoi est noté.", "par courriel", "Transmis")
        assert drafting.reports(screen.workplace)[0].transmis_le == date(2027, 1, 4)
        hand.push("back")
        hand.see("transmis le 4 janvier 2027")
