"""Several papers side by side: the next one, found again, finished, given up, not kept."""

import pytest
from PySide6.QtCore import Qt

from app.domain.entretien import Etape
from app.domain.identifiers import EntretienId
from app.storage.failures import DiskFullError
from app.ui.pages.saisie_papier import keeping
from app.ui.pages.saisie_papier.state import Mark
from app.usecases.interview import paper_sheets, receiving
from app.usecases.people import persons
from tests.screens import settle
from tests.ui.accessibility import nameless
from tests.ui.examples import question_path
from tests.ui.papers import AGREED
from tests.ui.papier.conftest import Desk
from tests.ui.papier.test_typing import OPEN, agreed, answer_dialog, counted, push


def test_the_next_paper_has_the_day_and_the_channel_of_the_last(desk: Desk) -> None:
    desk.add()
    desk.press("1\r20/11/2026\r2")
    desk.later()
    desk.add()
    assert desk.state.column == 1
    assert desk.cell("date", 1).text == "20/11/2026"
    assert desk.cell("canal", 1).text == "2 Par téléphone"


def test_after_a_kill_every_paper_stands_where_it_was(desk: Desk) -> None:
    agreed(desk, "Maquette")
    desk.press("2" + "13\r" + "2")
    desk.later()
    agreed(desk, "Fictif")
    desk.press("3")
    before = desk.state.columns
    desk.reopen(EntretienId(before[0].id))
    assert desk.state.columns == before
    assert (desk.state.column, desk.here) == (0, question_path("D2"))
    assert desk.cell("personne", 1).text == "Monique FICTIF"


def test_what_is_wrong_is_found_from_any_paper(desk: Desk) -> None:
    agreed(desk)
    desk.press("9")
    desk.later()
    desk.add()
    assert desk.state.wrong == 1
    desk.page.next_wrong_asked.emit()
    assert (desk.state.column, desk.here) == (0, question_path("F4"))


# -- the end --------------------------------------------------------------------------------------


def test_a_finished_paper_leaves_for_the_tray_with_its_diagnosis(desk: Desk) -> None:
    agreed(desk)
    desk.press("4")
    desk.page.finish_asked.emit()
    settle()
    assert desk.state.columns == ()
    assert "À finir" in desk.state.said
    (waiting,) = receiving.unfinished(desk.place)
    assert (waiting.who, waiting.etape) == ("Monique MAQUETTE", Etape.DIAGNOSTIC)
    assert waiting.on_hold


def test_blanks_are_asked_about_before_the_end(desk: Desk) -> None:
    agreed(desk)
    desk.press("2")
    missing = desk.state.columns[0].missing
    assert missing == 29  # all others of the thirty, for B1 is not « jamais » yet
    desk.page.finish_asked.emit()
    answer_dialog(desk, "cancel")
    assert desk.state.columns
    desk.page.finish_asked.emit()
    answer_dialog(desk, "confirm")
    assert desk.state.columns == ()
    assert receiving.unfinished(desk.place)[0].etape is Etape.DIAGNOSTIC


def test_a_paper_without_its_person_is_not_finished(desk: Desk) -> None:
    desk.add()
    desk.press(OPEN)
    desk.page.finish_asked.emit()
    assert desk.here == "personne"
    assert "Il manque la personne" in desk.state.problem


def test_an_abandoned_paper_takes_its_person_with_it(desk: Desk) -> None:
    agreed(desk)
    desk.page.remove_asked.emit()
    assert desk.sheets() == []
    assert persons.find(desk.place, "Maquette") == []
    assert counted(desk, "issue") == {"abandon"}


# -- papers to print, and the page ---------------------------------------------------------------


def test_the_blank_papers_are_shown_to_be_printed(desk: Desk) -> None:
    for name in ("blankQuestionnaire", "blankNotice"):
        push(desk, name)
    assert [paper.file_name for paper in desk.paths.shown] == [
        "questionnaire-vierge.pdf",
        "notice-vierge.pdf",
    ]


def test_everything_on_the_page_has_a_name(desk: Desk) -> None:
    agreed(desk)
    assert nameless(desk.page) == []
    index = desk.page.grid.model().index(desk.row("F4"), 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Repère A7, 1. Qu’est-ce qui vous aiderait aujourd’hui ?\u00a0: sans réponse"


def test_an_agreement_that_could_not_be_kept_opens_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add()
    desk.press("a7\r\r\r" + AGREED[:-1])

    def full(*_arguments: object) -> None:
        raise DiskFullError("Le disque est plein.")

    monkeypatch.setattr(paper_sheets, "set_agreement", full)
    desk.press(AGREED[-1])
    assert "plein" in desk.state.problem
    assert desk.cell("F4").mark is Mark.LOCKED
    monkeypatch.undo()
    desk.go_to("accord.recontact")
    desk.press("1")
    assert desk.cell("F4").mark is Mark.EMPTY


def test_an_answer_that_could_not_be_kept_goes_with_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(desk)

    def full(*_arguments: object, **_position: object) -> None:
        raise DiskFullError("Le disque est plein.")

    monkeypatch.setattr(keeping, "keep_answer", full)
    desk.press("2")
    assert desk.state.problem
    assert desk.answers() == {}
    monkeypatch.undo()
    desk.press("1")
    assert set(desk.answers()) == {"F4", "D1"}
