from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.entretien import Canal, Etape, LectureNotice
from app.storage import indicateurs
from app.ui.pages.notice import open_notice
from app.ui.pages.notice.presenter import NoticePresenter
from app.ui.pages.notice.state import NoticeState, Purpose
from app.ui.tasks import InlineRunner
from app.usecases.interview import papers, receiving
from app.usecases.interview.receiving import InterviewGoneError
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui.accessibility import nameless
from tests.ui.pages_a.conftest import Desk
from tests.ui.paths import Paths
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace


class View:
    def __init__(self) -> None:
        self.state = NoticeState()
        self.led = 0

    def show_state(self, state: NoticeState) -> None:
        self.state = state

    def to_first_mistake(self) -> None:
        self.led += 1


class Room:
    """An interview at the notice."""

    def __init__(self, workplace: Workplace, canal: Canal = Canal.SUR_PLACE) -> None:
        self.workplace = workplace
        self.view, self.paths = View(), Paths()
        self.id = receiving.receive(workplace, canal).id
        self.presenter = NoticePresenter(self.view, InlineRunner(), workplace, self.paths, self.id)
        self.presenter.load()

    def answer_all(self) -> None:
        self.presenter.pick_reading(LectureNotice.LUE)
        for row in self.view.state.purposes:
            self.presenter.answer(row.purpose, row.purpose is not Purpose.RECONTACT)


def test_nothing_is_ticked_beforehand(workplace: Workplace) -> None:
    state = Room(workplace).view.state
    assert state.reading is None
    assert [row.answer for row in state.purposes] == [None] * 4


def test_one_answer_a_purpose_is_asked_before_going_on(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.go_on()
    assert room.view.state.reading_mistake == "Dites comment la notice a été donnée."
    assert {row.mistake for row in room.view.state.purposes} == {"Notez la réponse de la personne."}
    assert (room.view.led, room.paths.taken) == (1, [])


def test_the_answers_are_kept_with_the_version_of_the_notice(workplace: Workplace) -> None:
    room = Room(workplace)
    room.answer_all()
    room.presenter.go_on()
    kept = receiving.load_interview(workplace, room.id)
    given = kept.consentement
    assert given is not None
    assert (given.prescription, given.questionnaire, given.indicateurs) == (True, True, True)
    assert not given.recontact
    assert given.lecture is LectureNotice.LUE
    assert given.notice_version == papers.notice_version(workplace)
    assert given.given_on == date(2026, 11, 22)
    assert kept.etape is Etape.PERSONNE
    assert room.paths.last == ("interview", room.id)


def test_a_convention_without_indicators_does_not_ask_for_them(
    new_workplace: MakeWorkplace,
) -> None:
    room = Room(new_workplace(LOT_ET_GARONNE))
    asked = [row.purpose for row in room.view.state.purposes]
    assert asked == [Purpose.PRESCRIPTION, Purpose.QUESTIONNAIRE, Purpose.RECONTACT]
    about = room.view.state.purposes[0].about
    assert about.endswith("Ils vont à : le Département de Lot-et-Garonne.")
    room.answer_all()
    room.presenter.go_on()
    given = receiving.load_interview(room.workplace, room.id).consentement
    assert given is not None
    assert not given.indicateurs


def test_on_the_phone_nobody_has_read_the_notice(workplace: Workplace) -> None:
    readings = Room(workplace, Canal.TELEPHONE).view.state.readings
    assert readings == (LectureNotice.A_VOIX_HAUTE, LectureNotice.EXPLIQUEE)


def test_a_refused_first_purpose_cannot_go_on(workplace: Workplace) -> None:
    room = Room(workplace)
    room.answer_all()
    room.presenter.answer(Purpose.PRESCRIPTION, False)
    room.presenter.go_on()
    assert room.view.state.refused
    assert room.paths.taken == []


def test_the_person_leaves_nothing_behind_but_a_count(desk: Desk, workplace: Workplace) -> None:
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    page = open_notice(workplace, InlineRunner(), desk.walker, entretien.id)
    desk.open_task(page)
    button(page, "personRefuses").click()
    settle()
    assert desk.walker.taken == []
    button(desk.window, "confirm").click()
    settle()
    with pytest.raises(InterviewGoneError):
        receiving.load_interview(workplace, entretien.id)
    with workplace.database.reading() as session:
        totals = indicateurs.exact_by_month(session)["2026-11"]
    assert totals[indicateurs.Fait("issue", "refus")] == 1
    assert desk.walker.last == ("home",)
    assert desk.walker.messages == ["Entretien terminé\u00a0: rien n’a été gardé de la personne."]


def test_the_whole_notice_is_answered_by_keys(desk: Desk, workplace: Workplace) -> None:
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    desk.open_task(open_notice(workplace, InlineRunner(), desk.walker, entretien.id))
    desk.press("2")
    for _purpose in range(3):
        desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Return)
    given = receiving.load_interview(workplace, entretien.id).consentement
    assert given is not None
    assert given.lecture is LectureNotice.A_VOIX_HAUTE
    assert (given.prescription, given.indicateurs, given.recontact) == (True, True, False)


def test_the_notice_is_printed_by_the_program(desk: Desk, workplace: Workplace) -> None:
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    page = open_notice(workplace, InlineRunner(), desk.walker, entretien.id)
    desk.open_task(page)
    button(page, "printNotice").click()
    assert desk.walker.last == ("notice", entretien.id)


def test_every_place_that_takes_the_focus_has_a_name(desk: Desk, workplace: Workplace) -> None:
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    desk.open_task(open_notice(workplace, InlineRunner(), desk.walker, entretien.id))
    assert nameless(desk.window) == []


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), name
    return found
