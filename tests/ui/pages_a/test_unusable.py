"""An interview whose version of the questionnaire cannot be computed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.ui.pages.questionnaire import open_questionnaire
from app.ui.pages.relecture import open_relecture
from app.ui.tasks import InlineRunner
from app.usecases.interview import receiving, reviewing
from app.usecases.workplace import Workplace
from tests.ui.pages_a.conftest import Desk
from tests.ui.pages_a.test_questionnaire import at_questions
from tests.ui.papers import PaperPaths, open_page
from tests.ui.unusable import ask_too_much


def seen(desk: Desk) -> str:
    return "\n".join(one.text() for one in desk.task.findChildren(QLabel) if one.isVisible())


def buttons(desk: Desk) -> set[str]:
    return {one.objectName() for one in desk.task.findChildren(QPushButton) if one.isVisible()}


@pytest.fixture
def broken(workplace: Workplace) -> Workplace:
    return ask_too_much(workplace)


def test_the_page_says_what_happened_what_is_kept_and_what_to_do(
    desk: Desk, broken: Workplace
) -> None:
    entretien_id = at_questions(broken)
    desk.open_task(open_questionnaire(broken, InlineRunner(), desk.walker, entretien_id))
    words = seen(desk)
    for expected in (
        "Ce questionnaire ne peut pas s’ouvrir",
        "ne se calcule pas",
        "tout ce qui était enregistré est gardé",
        "remettre en service la version précédente",
    ):
        assert expected in words
    assert buttons(desk) >= {"next", "holdInterview"}
    assert not buttons(desk) & {"previous", "review", "faceScreen"}
    desk.press(Qt.Key.Key_Return)
    assert desk.walker.last == ("home",)


def test_the_interview_can_be_put_on_hold_from_there(desk: Desk, broken: Workplace) -> None:
    entretien_id = at_questions(broken)
    desk.open_task(open_questionnaire(broken, InlineRunner(), desk.walker, entretien_id))
    desk.press("1", Qt.Key.Key_Backspace)  # nothing to answer, nothing to go back to
    hold = desk.task.findChild(QPushButton, "holdInterview")
    assert isinstance(hold, QPushButton)
    hold.click()
    assert receiving.load_interview(broken, entretien_id).on_hold
    assert desk.walker.last == ("home",)


def test_its_review_says_that_it_cannot_be_opened(
    desk: Desk, broken: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "kept_questionnaire", lambda *_: broken.questionnaire)
    entretien_id = at_questions(broken)
    page = open_relecture(broken, InlineRunner(), desk.walker, entretien_id)
    desk.open_task(page)
    assert "il ne peut pas s’ouvrir" in seen(desk)
    desk.press(Qt.Key.Key_Escape)
    assert desk.walker.last == ("back",)


def test_no_paper_is_typed_or_printed_under_it(desk: Desk, broken: Workplace) -> None:
    desk.open_task(open_page(broken, PaperPaths(workplace=broken)))
    assert "il ne peut pas s’ouvrir" in seen(desk)
    assert "addPaper" not in buttons(desk)


def test_a_paper_begun_under_it_stays_out_of_the_grid(desk: Desk, workplace: Workplace) -> None:
    paths = PaperPaths(workplace=workplace)
    page = open_page(workplace, paths)
    ask_too_much(workplace)
    page.add_asked.emit()
    desk.open_task(page)
    assert "il ne peut pas s’ouvrir" in seen(desk)
    assert page.grid.model().columnCount() == 0
