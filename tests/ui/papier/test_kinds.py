"""The kinds of question that few forms have, typed from a paper."""

import pytest

from app.ui.pages.saisie_papier.state import Mark
from tests.ui.all_kinds import ask_all_kinds
from tests.ui.papers import AGREED
from tests.ui.papier.conftest import Desk


@pytest.fixture
def every(desk: Desk) -> Desk:
    """A paper of the form with every kind of question, its slip agreed to."""
    ask_all_kinds(desk.place)
    desk.reopen()
    desk.add()
    desk.press(f"\r\r\r{AGREED}")
    return desk


def go(desk: Desk, name: str) -> int:
    names = [row.name for row in desk.state.rows]
    row = names.index(f"/data/{name}")
    desk.page.grid.setCurrentIndex(desk.page.grid.model().index(row, 0))
    return row


def test_an_order_is_typed_by_its_keys_and_kept_when_it_is_whole(every: Desk) -> None:
    row = go(every, "ordre")
    every.press("3")
    cell = every.state.columns[0].cells[row]
    assert (cell.text, cell.mark) == ("3", Mark.WRONG)
    assert cell.words == "encore 2\u00a0réponses à classer."
    assert "ordre" not in every.answers()
    every.press("12")
    cell = every.state.columns[0].cells[row]
    assert (cell.text, cell.mark) == ("3 1 2", Mark.GIVEN)
    assert every.answers()["ordre"] == "famille papiers photos"
    every.reopen()
    assert every.state.columns[0].cells[row].text == "3 1 2"


def test_a_key_given_twice_leaves_the_order_and_backspace_empties_it(every: Desk) -> None:
    row = go(every, "ordre")
    every.press("3121")
    assert every.state.columns[0].cells[row].text == "3 2"
    assert "ordre" not in every.answers()
    every.press("9")
    assert every.state.columns[0].cells[row].text == "3 2 9"
    every.press("1")
    assert every.answers()["ordre"] == "famille photos papiers"
    every.press("\b")
    assert every.state.columns[0].cells[row].mark is Mark.EMPTY
    assert "ordre" not in every.answers()


def test_a_day_with_its_hour_is_typed_in_a_line(every: Desk) -> None:
    row = go(every, "venue")
    every.press("05/03/2026 14:30\r")
    assert every.state.columns[0].cells[row].text == "05/03/2026 14 h 30"
    assert every.answers()["venue"].startswith("2026-03-05T14:30:00")
    go(every, "venue")
    every.press("05/03/2026\r")
    cell = every.state.columns[0].cells[row]
    assert cell.mark is Mark.WRONG
    assert "le jour et l’heure comme ceci" in cell.words


def test_keys_on_a_question_for_the_screen_change_nothing_and_say_so(every: Desk) -> None:
    go(every, "nombre")
    every.press("1\r")
    row = go(every, "ordinateur/etat")
    before = every.state.columns
    every.press("12ab")
    assert every.state.columns == before
    assert every.state.row == row
    assert "à l’écran" in every.state.problem
