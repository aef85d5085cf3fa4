"""After an outing: papers typed at the real window by keys, killed, taken up, decided on later."""

from collections.abc import Mapping

from app.usecases.interview import paper_sheets, receiving
from demonstration import gestures, outing
from demonstration.hand import Hand, Key
from demonstration.outing import begin_paper, type_answers
from demonstration.persons import Example, examples
from tests.journeys.laptop import Laptop, Screen
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


def test_the_blank_questionnaire_is_previewed_from_the_window(laptop: Laptop) -> None:
    with laptop.window() as screen:
        to_papers(screen.hand)
        screen.hand.push("blankQuestionnaire")
        screen.hand.find("printPdf")
        screen.hand.find("savePdf")
        screen.hand.push("closePaper")
        screen.hand.find("addPaper")


def test_escape_from_the_person_leads_back_to_the_paper(laptop: Laptop) -> None:
    with laptop.window() as screen:
        to_papers(screen.hand)
        begin_paper(screen.hand, "b3")
        screen.hand.press(Key.Key_Return)
        screen.hand.find("personSearch")
        screen.hand.press(Key.Key_Escape)
        screen.hand.see("Repère B3 · La personne")
