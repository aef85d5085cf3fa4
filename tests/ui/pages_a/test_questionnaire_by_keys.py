"""The questions at the real page, by keys alone."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.ui.pages.questionnaire import open_questionnaire
from app.ui.pages.questionnaire.page import QuestionnairePage
from app.ui.pages.questionnaire.state import Place
from app.ui.tasks import InlineRunner
from app.usecases.workplace import Workplace
from tests.paths import RESOURCES
from tests.ui.accessibility import nameless
from tests.ui.examples import question_path
from tests.ui.pages_a.conftest import Desk
from tests.ui.pages_a.test_questionnaire import Room, at_questions


def examples() -> dict[str, dict[str, str]]:
    """Return the answers of the fictitious persons, by person and question."""
    found: dict[str, dict[str, str]] = {}
    file = RESOURCES / "demonstration" / "exemples_reponses.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["personne"], {})[row["question"]] = row["reponse"]
    return found


@pytest.mark.parametrize("person", ["X01", "X02", "X14"])
def test_a_person_is_interviewed_by_keys_alone(
    desk: Desk, workplace: Workplace, person: str
) -> None:
    answers = examples()[person]
    entretien_id = at_questions(workplace)
    page = open_questionnaire(workplace, InlineRunner(), desk.walker, entretien_id)
    desk.open_task(page)
    questions = workplace.questionnaire.guide.questions
    for _step in range(40):
        if page._where[0] is not Place.QUESTION:
            break
        name = page._where[1].rsplit("/", 1)[-1]
        codes = [choice.code for choice in questions[name].choices]
        for code in answers.get(name, "").split("|"):
            if code:
                pick(desk, codes.index(code) + 1)
        desk.press(Qt.Key.Key_Return)
        if name not in answers:
            desk.press(Qt.Key.Key_Return)
    assert page._where[0] is Place.END
    kept = Room(workplace, entretien_id).kept
    assert {name: set(value.split()) for name, value in kept.items()} == {
        name: set(value.split("|")) for name, value in answers.items() if name in kept
    }
    assert len(kept) >= 1
    desk.press(Qt.Key.Key_Return)
    assert desk.walker.last == ("interview", entretien_id)


def pick(desk: Desk, number: int) -> None:
    """Pick an answer by its key, or by arrows and the space bar from the tenth on."""
    if number <= 9:
        desk.press(str(number))
        return
    desk.press("9", "9")
    for _ in range(number - 9):
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Space)


def test_backspace_goes_back_and_the_list_is_left_by_escape(
    desk: Desk, workplace: Workplace
) -> None:
    page = open_questionnaire(workplace, InlineRunner(), desk.walker, at_questions(workplace))
    desk.open_task(page)
    desk.press("1", Qt.Key.Key_Return)
    assert page._where[1] == question_path("D1")
    desk.press(Qt.Key.Key_Backspace)
    assert page._where[1] == question_path("F4")
    button = page.findChild(QPushButton, "review")
    assert isinstance(button, QPushButton)
    button.click()
    assert where(page) is Place.REVIEW
    assert nameless(desk.window) == []
    desk.press(Qt.Key.Key_Escape)
    assert where(page) is Place.QUESTION


def where(page: QuestionnairePage) -> Place:
    return page._where[0]


def test_every_place_that_takes_the_focus_has_a_name(desk: Desk, workplace: Workplace) -> None:
    page = open_questionnaire(workplace, InlineRunner(), desk.walker, at_questions(workplace))
    desk.open_task(page)
    assert nameless(desk.window) == []
    desk.press("1", Qt.Key.Key_Return)
    assert nameless(desk.window) == []
