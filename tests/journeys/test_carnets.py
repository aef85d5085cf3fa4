"""The day of Neuilly-Plaisance by keys: the first volume, a transfer, a hand-over, its evaluation.

Sources: 003, art. 3 to 5, 8 and 9.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.usecases.carnets import stock
from demonstration import gestures
from demonstration.hand import Key
from tests.documents.examples import text_of
from tests.journeys.laptop import Laptop
from tests.journeys.witness import Witness
from tests.ui.workplace import PASSPHRASE, WallClock
from tests.usecases.activites.counted import counted
from tests.usecases.carnets.mairie import NEUILLY, Mairie

DAY = datetime(2021, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the system's dialogs put every file."""
    made = tmp_path / "cle"
    made.mkdir()

    def place(_parent: object, _title: str, suggested: str, *_: str) -> tuple[str, str]:
        return str(made / Path(suggested).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    return made


def save_paper(hand: Witness) -> None:
    """Keep the paper on screen as a file; close it."""
    hand.push("savePdf")
    hand.see("Le document est enregistré.")
    hand.push("closePaper")
    hand.until(lambda: not hand.shows("closePaper"), "the paper closed")
    hand.window.activateWindow()
    hand.until(hand.window.isActiveWindow, "the window in front")


def receive(hand: Witness, lot: str, numbers: str, until: str) -> None:
    hand.push("act-livraison")
    hand.write("lot", lot)
    hand.write("prefixe", "NP-")
    hand.write("chiffres", "5")
    hand.write("numeros", numbers)
    hand.write("validite", until)
    hand.write("lieu", "Armoire du secrétariat")
    hand.push("keepAct")
    hand.find("savePdf")
    save_paper(hand)
    hand.see("Livraison notée", f"Lot {lot}")


def ask_first_volume(hand: Witness, stick: Path) -> None:
    """Ask for the amorçage once its four conditions are fulfilled (l. 99-112)."""
    show_part(hand, "act-amorcage")
    hand.push("act-amorcage")
    for words in ("signée", "désigné", "réseau", "capacité"):
        hand.see(words)
        hand.pick_by_words("conditions", words)
        if words != "capacité":
            hand.push("keepAct")
            hand.see("Il manque une condition")
    hand.push("keepAct")
    hand.see("La demande est notée.")
    hand.push("act-courriel")
    hand.see("Le courriel est enregistré")
    mail = (stick / "amorcage.eml").read_text(encoding="utf-8")
    assert "eloy.lafaye@metropolegrandparis.fr" in mail
    hand.push("act-confirmation")
    hand.see("Confirmé le")
    hand.push("keepAct")
    hand.see("Livraison attendue au plus tard le 30/03/2021.")  # 20 working days, by hand
    show_part(hand, "act-livraison")


def entrust(hand: Witness, words: str, numbers: str) -> None:
    hand.push("act-transfert")
    hand.pick_by_words("ou", words)
    hand.write("numeros", numbers)
    hand.pick_by_words("vers", "Camille Martin")
    hand.push("keepAct")
    hand.find("savePdf")
    save_paper(hand)
    hand.see("Transfert noté")


def show_part(hand: Witness, shows: str) -> None:
    """Go to the part of the page that shows a widget: Tab to the names, then the arrows."""
    while not _name_of_focus().startswith("tab-"):
        hand.press(Key.Key_Tab)
    for _ in range(4):
        if hand.shows(shows):
            return
        hand.press(Key.Key_Right)
        hand.settle()
    hand.find(shows)


def _name_of_focus() -> str:
    focus = QApplication.focusWidget()
    return focus.objectName() if focus is not None else ""


def to_carnets(hand: Witness) -> None:
    hand.go_to("carnets")
    hand.until(lambda: hand.heading() == "Carnets", "the stock")


@pytest.mark.obligation("S3-30")
@pytest.mark.long
def test_a_day_of_carnets(qapp: QApplication, tmp_path: Path, stick: Path) -> None:
    del qapp
    clock = WallClock(DAY)
    laptop = Laptop(tmp_path / "poste", NEUILLY, clock)
    with laptop.opened() as place:
        mairie = Mairie(place, clock, place, place)
        mairie.prescribed()
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        to_carnets(hand)
        hand.see("Aucun carnet dans ce stock")
        ask_first_volume(hand, stick)
        receive(hand, "2021-A", "1-40", "31/01/2022")
        receive(hand, "2021-B", "900-909", "10/03/2021")
        show_part(hand, "act-detenteur")
        hand.push("act-detenteur")
        hand.pick_by_words("agent", "Camille Martin")
        hand.write("lieu", "Tiroir fermé à clé")
        hand.push("keepAct")
        hand.see("Des carnets peuvent être confiés à Camille Martin.")
        show_part(hand, "act-transfert")
        entrust(hand, "2021-A", "1-10")
        entrust(hand, "2021-B", "900-901")
        clock.at = datetime(2021, 3, 11, 9, tzinfo=UTC)  # the second lot ended yesterday
        hand_over(hand)
        to_carnets(hand)
        show_part(hand, "act-inventaire")
        hand.push("act-inventaire")
        hand.pick_by_words("ou", "Structure, lot 2021-A")
        hand.write("numeros", "11-38")
        hand.push("keepAct")
        hand.see("28 comptés, 30 attendus. 2 manquent")
        hand.push("keepAct")
        hand.see("Inventaire noté.")
        show_part(hand, "printStock")
        hand.push("printStock")
        hand.find("savePdf")
        save_paper(hand)
        figures = {one.lot.name: one for one in stock.etat(screen.workplace).lots}
        assert (figures["2021-A"].remis, figures["2021-A"].manquants) == (1, 2)
        assert figures["2021-B"].remis == 0
        assert counted(screen.workplace, "evaluation", "2021-03") == {"rempli": 1}
    said = text_of(tmp_path, (stick / "carnets-etat-2021-03-11.pdf").read_bytes())
    assert "NP-00002 à NP-00010" in said
    assert "Camille Martin" in said


def hand_over(hand: Witness) -> None:
    """An expired carnet is refused at its number; the next one goes to the person."""
    hand.go_to("aujourdhui")
    hand.push("doorCarnet")
    hand.open_row("Simone")
    hand.see("Numéro du carnet")
    hand.write("carnetNumber", "NP-00900")
    hand.push("handOver")
    hand.see("Ce carnet est périmé")
    hand.write("carnetNumber", "NP-00001")
    hand.pick_by_words("gestes", "Document explicatif")
    hand.push("handOver")
    hand.see("Le carnet NP-00001 est remis.")
    hand.push("printReceipt")
    hand.find("savePdf")
    save_paper(hand)
    evaluate(hand)


def evaluate(hand: Witness) -> None:
    """Fill in the beneficiary's questionnaire by digits (l. 165)."""
    hand.push("evaluateHand")
    hand.until(lambda: _name_of_focus().startswith("choice-"), "the first question")
    for answers in ("2", "23", "5", "2", "1", "1"):
        hand.type(f"{answers}\n")
    hand.see("Questionnaire compté, sans nom.")
