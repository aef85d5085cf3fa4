"""The référent takes a list in, looks near work, prints a slip; then his own structure is in it."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.storage import indicateurs
from app.usecases.structures import catalogue
from demonstration import gestures
from demonstration.hand import Key
from tests.conventions.structures.test_reading import DEMO, HEAD, v1
from tests.documents.examples import text_of
from tests.journeys.conftest import NewLaptop
from tests.journeys.laptop import Screen
from tests.journeys.witness import Witness
from tests.ui.workplace import LOT_ET_GARONNE, PASSPHRASE


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))


def to_the_page(hand: Witness) -> None:
    hand.go_to("structures")
    hand.until(lambda: hand.heading() == "Structures", "the page of structures")


def search_near_work(hand: Witness) -> None:
    """Choose a commune and filters by keys, down to one place."""
    hand.write("searchCommune", "agen")
    hand.see("47000")
    hand.press(Key.Key_Down)
    hand.press(Key.Key_Return)
    hand.see("11 structures, du plus proche au plus loin depuis Agen.", "La Souris Verte")
    hand.pick("choice-pass")
    hand.see("6 structures, du plus proche au plus loin")
    hand.push("moreFilters")
    hand.pick("choice-3", inside="filter-prises_en_charge")
    hand.see("Autres filtres (1)", "2 structures")
    hand.open_row("La Souris Verte")
    hand.see("12 BOULEVARD DE L EXEMPLE, 47000 Agen", "Accepté, d’après la liste")


def print_slip(hand: Witness, screen: Screen, monkeypatch: pytest.MonkeyPatch, slip: Path) -> None:
    """Type an appointment, with a mistake first, and save its paper twice."""
    hand.write("slipDay", "32/12/2026")
    hand.push("makeSlip")
    hand.see("Écrivez un jour, par exemple 01/12/2026.")
    day = screen.workplace.clock.today() + timedelta(days=3)
    hand.write("slipDay", f"{day:%d/%m/%Y}")
    hand.write("slipHour", "14h30")
    hand.push("makeSlip")
    choose(monkeypatch, slip)
    hand.push("savePdf")
    hand.until(slip.exists, "the slip saved")
    said = text_of(slip.parent, slip.read_bytes())
    assert "La Souris Verte d'Agen (fictif)" in said
    assert "14 h 30" in said
    hand.push("savePdf")  # one appointment, however often it is saved
    screen.until_kept()
    hand.push("closePaper")
    hand.until(lambda: not hand.shows("closePaper"), "the paper closed")
    hand.window.activateWindow()  # as a window manager does
    hand.until(hand.window.isActiveWindow, "the window in front")
    hand.press(Key.Key_Escape)
    hand.see("2 structures")


@pytest.mark.obligation("S0-20", "S0-22", "S3-34")
@pytest.mark.long
def test_a_list_is_taken_in_searched_near_work_and_a_slip_leaves(
    new_laptop: NewLaptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = new_laptop(LOT_ET_GARONNE)
    folder = Path(tempfile.mkdtemp(dir=laptop.home))
    mixed, ours = folder / "liste-du-hub.csv", folder / "la-notre.csv"
    mixed.write_text(DEMO.read_text(encoding="utf-8") + '"x","y"\n', encoding="utf-8")
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        to_the_page(hand)
        hand.see("Aucune liste pour le moment")
        choose(monkeypatch, mixed)
        hand.push("importList")
        hand.see("12 lignes lues, 11 prises", "1 refusées", "Ligne 13 : sans nom")
        choose(monkeypatch, folder / "rapport.csv")
        hand.push("saveReport")
        hand.see("Enregistré : rapport.csv.")
        hand.push("closeReport")
        hand.see("Liste du 1er novembre 2026 · 11 structures", "par ordre alphabétique")
        search_near_work(hand)
        print_slip(hand, screen, monkeypatch, folder / "rendez-vous.pdf")
        with screen.workplace.database.reading() as session:
            counted = indicateurs.exact_by_month(session)
        month = f"{screen.workplace.clock.today():%Y-%m}"
        assert counted[month] == {indicateurs.Fait("orientation", "rendez_vous"): 1}
        own = v1(id="nous", nom=screen.workplace.structure.name).split("\n")[1]
        ours.write_text(f"{HEAD},accepte_pass_numerique\n{own},oui\n", encoding="utf-8")
        choose(monkeypatch, ours)
        hand.push("importList")
        hand.see("comme acceptant le Pass numérique. La convention l’interdit")
        hand.push("clearFilters")
        hand.open_row("Nérac")
        hand.see("la convention ne permet pas d’y orienter")
        assert not hand.shows("makeSlip")
        assert catalogue.state(screen.workplace).lieux == 1
