"""After an outing: papers typed at the real window by keys, killed, taken up, decided on later."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.ui.printing import desk as desk_module
from app.usecases.interview import paper_sheets, receiving
from app.usecases.papers import secours
from demonstration import gestures, outing
from demonstration.hand import Hand, Key
from demonstration.outing import begin_paper, type_answers
from demonstration.persons import Example, examples
from tests.journeys.laptop import Laptop, Screen
from tests.ui.printing.office import Office
from tests.ui.workplace import PASSPHRASE, WallClock

PERSONS = examples()


def to_papers(hand: Hand) -> None:
    gestures.unlock(hand, PASSPHRASE)
    outing.to_papers(hand)


def enter_person(hand: Hand, person: Example) -> None:
    hand.press(Key.Key_Return)
    hand.write("personSearch", person.nom)
    hand.push("goOn")
    hand.find("nom")
    hand.write("nom", person.nom)
    hand.write("prenom", person.prenom)
    hand.pick(f"short-{person.tranche_age}")
    hand.write("voie", person.adresse.voie)
    hand.write("code_postal", person.adresse.code_postal)
    if hand.shows(f"short-{person.adresse.code_insee}"):
        hand.pick(f"short-{person.adresse.code_insee}")
    hand.push("goOn")
    hand.find("paperGrid")


def answers(screen: Screen) -> list[Mapping[str, str]]:
    """Return what the database holds of each paper."""
    return [sheet.taken.answers for sheet in paper_sheets.sheets(screen.workplace)]


@pytest.mark.long
def test_two_papers_are_typed_killed_taken_up_and_decided_on(laptop: Laptop) -> None:
    simone, karim = PERSONS["X01"], PERSONS["X02"]
    with laptop.window() as screen:
        to_papers(screen.hand)
        begin_paper(screen.hand, "1")
        enter_person(screen.hand, simone)
        type_answers(screen.hand, simone, laptop.guide)
        assert isinstance(laptop.clock, WallClock)
        laptop.clock.go_on(minutes=6)
        begin_paper(screen.hand, "2")
        enter_person(screen.hand, karim)
        assert type_answers(screen.hand, karim, laptop.guide, most=5) == 5
        screen.hand.until(lambda: len(answers(screen)[1]) == 5, "the fifth answer kept")
        kept = answers(screen)
    with laptop.window() as screen:  # everything was kept as it was typed
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.see("2 papiers en cours de saisie")
        assert "À finir" not in hand.screen_text()
        hand.push("paperQuestionnaires")
        hand.see("Repère 2 · 6.")
        assert answers(screen) == kept
        type_answers(screen.hand, karim, laptop.guide)
        ids = {}
        for mark, person in (("2", karim), ("1", simone)):
            sheet = next(one for one in paper_sheets.sheets(screen.workplace) if one.mark == mark)
            ids[person.code] = sheet.id
            assert sheet.who.endswith(person.nom.upper())
            hand.push("finishPaper")
            if hand.shows("confirm"):  # the table leaves questions without an answer
                hand.push("confirm")
            hand.see(f"Repère {mark} : le diagnostic est établi")
        hand.see("Aucun questionnaire papier à saisir")
        hand.push("back")
        hand.see("Diagnostic · ", "Simone EXEMPLIER")
        for person in (simone, karim):
            kept_one = screen.kept_diagnosis(ids[person.code])
            assert kept_one["service"] == person.expected["service"]
        hand.push(f"takeUp-{ids['X01']}")
        gestures.follow_advice(hand)
        gestures.finish(hand)
        assert len(screen.prescriptions()) == 1
        assert [one.id for one in receiving.unfinished(screen.workplace)] == [ids["X02"]]


def confirm(hand: Hand) -> None:
    """Go to « Imprimer » by Tab, once the dialog has come in front, and press it."""
    hand.find("confirmPrint")
    hand.settle()
    hand.push("confirmPrint")


def test_blank_papers_are_printed_ahead_and_one_is_typed_under_its_number(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path, "Accueil")
    monkeypatch.setattr(desk_module, "SystemPrinters", lambda: office)
    with laptop.window() as screen:
        hand = screen.hand
        to_papers(hand)
        hand.push("blankQuestionnaire")
        hand.push("printPdf")
        confirm(hand)  # on the printer that the dialog proposes
        hand.push("sheetsTaken")
        hand.see("Document envoyé à l’imprimante.")
        hand.settle()
        hand.push("closePaper")
        hand.settle()
        hand.push("emergencyPapers")
        hand.find("count-entretien")
        hand.write("count-entretien", "1")
        hand.push("printCarnet")
        confirm(hand)
        hand.push("sheetsTaken")
        hand.see("1 papier dehors")
        (listed,) = secours.listed(screen.workplace)
        numero = listed.feuille.numero
        hand.tab_to("dataList")
        hand.press(Key.Key_Home)
        hand.press(Key.Key_Return)
        hand.find("enterSheet")
        hand.settle()
        hand.push("enterSheet")
        hand.see(f"Repère {numero.replace('-', '')}")
        (sheet,) = paper_sheets.sheets(screen.workplace)
        assert sheet.mark == numero.lower().replace("-", "")
    assert office.words == ["Questionnaire à remplir à la main", "Carnet de secours"]
    assert len(office.jobs) == 2
    kept = json.loads((laptop.data / "impression.json").read_text())
    assert kept["documents"]["carnet_secours"]["imprimante"] == "Accueil"


def test_escape_from_the_person_leads_back_to_the_paper(laptop: Laptop) -> None:
    with laptop.window() as screen:
        to_papers(screen.hand)
        begin_paper(screen.hand, "b3")
        screen.hand.press(Key.Key_Return)
        screen.hand.find("personSearch")
        screen.hand.press(Key.Key_Escape)
        screen.hand.see("Repère B3 · La personne")
