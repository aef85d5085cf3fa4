"""A version of the questionnaire comes by a file, is read, activated and left, by keys alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from app.domain.identifiers import EntretienId
from demonstration import gestures
from demonstration.departement import Departement
from demonstration.hand import Hand, Key
from demonstration.persons import Example, examples
from tests.journeys.laptop import Laptop, Screen
from tests.ui.workplace import PASSPHRASE
from tests.workbooks import UNTESTED, written

PERSONS = examples()
FIRST, SECOND = "Qu’est-ce qui vous aiderait aujourd’hui ?", "Que souhaitez-vous ?"
CONTROL = Qt.KeyboardModifier.ControlModifier


def open_tab(hand: Hand) -> None:
    """Go to Réglages, then from tab to tab by Ctrl+Tab until « Questionnaire »."""
    hand.go_to("reglages")
    hand.find("reglagesTabs")
    for _ in range(6):
        if hand.shows("importWorkbook"):
            return
        hand.press(Key.Key_Tab, CONTROL)
        hand.settle()
    hand.find("importWorkbook")


def confirm(hand: Hand) -> None:
    """Agree to the question that comes: the focus is on its answer."""

    def asked() -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and focus.objectName() == "confirm"

    hand.until(asked, "the question")
    hand.press(Key.Key_Return)
    hand.until(lambda: not hand.shows("confirmDialog"), "the question gone")
    hand.window.activateWindow()  # as a window manager does: this platform has none
    hand.until(hand.window.isActiveWindow, "the window in front")


def in_force(hand: Hand, version: str) -> None:
    """Wait until the tab says which version is in force."""

    def said() -> bool:
        label = hand.find("versionInForce")
        return isinstance(label, QLabel) and label.text().endswith(f"version {version}")

    hand.until(said, f"version {version}")


def begin(screen: Screen, laptop: Laptop, person: Example, *, question: str) -> EntretienId:
    """Receive a person up to the first question, which must be `question`."""
    hand = screen.hand
    gestures.receive(hand)
    gestures.give_notice(hand)
    gestures.enter_person(hand, person, laptop.convention)
    hand.until(lambda: hand.heading() == question, question)
    return screen.interview_on_screen()


def bring_version_2(hand: Hand) -> None:
    """Import a workbook that is refused, then one that is right, and put that one into force."""
    open_tab(hand)
    hand.see("Questionnaire d’autonomie numérique, version 1", "Livrée avec Passerelle")
    hand.push("importWorkbook")
    hand.see("Refusé", "Feuille cas_tests, cellule AN15")
    assert not hand.shows("activateVersion")
    hand.push("importWorkbook")
    hand.see("Accepté", "F4 – Que souhaitez-vous ?", "Version : 1 → 2")
    hand.push("activateVersion")
    confirm(hand)
    hand.see("les prochains entretiens se font avec cette version")
    in_force(hand, "2")


def end_under_its_version(screen: Screen, laptop: Laptop, person: Example) -> None:
    """Answer what is left of an interview, and follow its advice."""
    hand = screen.hand
    gestures.answer(hand, person, laptop.guide)
    gestures.end_questions(hand)
    hand.until(lambda: hand.shows("startExercise") or hand.shows("reviewAnswers"), "the advice")
    if hand.shows("startExercise"):
        gestures.exercise(hand, None)
    hand.see("Suivre le conseil : Assistance")
    gestures.follow_advice(hand)
    gestures.finish(hand)


@pytest.mark.long
def test_an_interview_keeps_its_version_while_another_comes_into_force(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """X21 is advised « assistance » by the first version, « coup de pouce » by the second."""
    refused, right = tmp_path / "essai.xlsx", tmp_path / "version-2.xlsx"
    files = [written(refused, UNTESTED), written(right)]

    def choose(*_: object, **__: object) -> tuple[str, str]:
        return str(files.pop(0)), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    person = PERSONS["X21"]
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        first = begin(screen, laptop, person, question=FIRST)
        gestures.answer(hand, person, laptop.guide, until=3)
        question = hand.heading()
        gestures.on_hold(hand)
        former = screen.workplace.questionnaire.hash

        bring_version_2(hand)

        hand.go_to("aujourdhui")
        hand.push(f"takeUp-{first}")
        hand.until(lambda: hand.heading() == question, question)
        end_under_its_version(screen, laptop, person)
        assert screen.kept_diagnosis(first)["service"] == "assistance"
        begin(screen, laptop, PERSONS["X02"], question=SECOND)
        gestures.on_hold(hand)

        hand.go_to("personnes")
        hand.open_row(person.nom.upper())
        hand.see("Premier diagnostic", "questionnaire version 1")
        hand.push(f"reevaluate-{first}")
        confirm(hand)
        hand.see("Diagnostic réévalué, gardé à côté du premier.", "Assistance", "Coup de pouce")
        hand.see("par Camille Martin · questionnaire version 2")
        assert screen.kept_diagnosis(first)["service"] == "assistance"
        assert screen.only_prescription().service == "assistance"

        open_tab(hand)
        hand.push(f"compare-{former[:12]}")
        hand.see("Version : 2 → 1", "Revenir à cette version…")
        hand.push("activateVersion")
        confirm(hand)
        in_force(hand, "1")


@pytest.mark.long
def test_what_the_departement_publishes_waits_for_the_referent(
    known_laptop: Laptop, departement: Departement, tmp_path: Path
) -> None:
    """With the real service: published by its command, received by « Synchroniser »."""
    digest = departement.publish_questionnaire(written(tmp_path / "version-2.xlsx"))
    with known_laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.synchronise(hand)
        hand.see("1 questionnaire reçu.", "Questionnaire publié par le Département")
        hand.go_to("aujourdhui")
        hand.see("Le Département a publié une version du questionnaire")
        hand.push("seeVersion")
        in_force(hand, "1")
        hand.see("Publiée par le Département, reçue par Synchroniser")
        hand.push(f"compare-{digest[:12]}")
        hand.see("F4 – Que souhaitez-vous ?")
        hand.push("activateVersion")
        confirm(hand)
        in_force(hand, "2")
        hand.go_to("aujourdhui")
        hand.until(lambda: not hand.shows("seeVersion"), "no version to decide on")
