"""The questions in the person's hands: large, one at a time, nothing that is for the agent."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.domain.entretien import Canal
from app.ui.pages.questionnaire import open_questionnaire
from app.ui.tasks import InlineRunner
from app.ui.widgets.choice_row import RadioRow
from app.usecases.interview import interviewing, receiving
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui.accessibility import focus_walk, nameless
from tests.ui.examples import question_path, typed
from tests.ui.pages_a.conftest import Desk


def screen_rows(desk: Desk) -> list[RadioRow]:
    """Return the answers on the person's screen."""
    return desk.window.findChildren(RadioRow)


class Facing:
    """A person who answers by herself at the window."""

    def __init__(self, desk: Desk, workplace: Workplace, at: str = "", **answers: str) -> None:
        self.desk, self.workplace = desk, workplace
        self.id = receiving.receive(workplace, Canal.SUR_PLACE).id
        persons.register(workplace, self.id, typed("Maquette", "Monique"))
        for name, codes in answers.items():
            path = question_path(name)
            interviewing.keep_answer(workplace, self.id, path, codes, position=path)
        if at:
            interviewing.keep_position(workplace, self.id, question_path(at))
        page = open_questionnaire(workplace, InlineRunner(), desk.walker, self.id)
        self.page = page
        desk.open_task(page)
        page.face_asked.emit()
        screen = desk.walker.screen
        assert screen is not None
        desk.window.hand_over(screen)
        settle()

    def read(self) -> str:
        """Return every word on screen."""
        labels = self.desk.window.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible())

    def question(self) -> str:
        """Return the question in large letters."""
        found = self.desk.window.findChild(QLabel, "facingQuestion")
        assert found is not None
        return found.text()

    def kept(self) -> dict[str, str]:
        """Return the answers in the database, by the name of their question."""
        answers = interviewing.take(self.workplace, self.id).answers
        return {path.rpartition("/")[2]: value for path, value in answers.items()}

    def come_back(self) -> None:
        """Do as the agent who has typed his passphrase."""
        self.desk.window.take_back()
        self.desk.walker.take_back()
        settle()


def test_the_person_answers_by_keys_and_each_answer_is_kept(
    desk: Desk, workplace: Workplace
) -> None:
    facing = Facing(desk, workplace)
    assert facing.question() == "Qu’est-ce qui vous aiderait aujourd’hui ?"
    desk.press("3")
    assert facing.kept() == {"F4": "accompagnement"}
    desk.press(Qt.Key.Key_Return)
    assert facing.question() == "Avec quels services avez-vous quelque chose à faire ?"
    assert nameless(desk.window) == []


def test_neither_a_name_nor_a_remark_for_the_agent_is_on_screen(
    desk: Desk, workplace: Workplace
) -> None:
    facing = Facing(desk, workplace)
    words = facing.read()
    for secret in ("MAQUETTE", "Monique", "Camille", "reformuler", "Question décisive"):
        assert secret not in words
    assert desk.window.windowTitle() == "Passerelle"
    reached = {place.objectName() for place in focus_walk(desk.window)}
    assert "holdInterview" not in reached
    assert "review" not in reached
    assert {"facingNext", "takeBack"} <= reached


def test_what_the_agent_notes_himself_is_passed_over_both_ways(
    desk: Desk, workplace: Workplace
) -> None:
    facing = Facing(desk, workplace, at="D2", F4="apprendre", D1="caf", D3="non", D2="seul_facile")
    desk.press(Qt.Key.Key_Return)  # E1, the language, is noted without asking
    assert facing.question() == "Voulez-vous que je lise avec vous ?"
    previous = desk.window.findChild(type(facing.page.hold_button), "facingPrevious")
    assert previous is not None
    previous.click()
    settle()
    assert facing.question() == "Aujourd’hui, comment faites-vous vos démarches ?"
    assert "E1" not in facing.kept()


def test_begun_at_a_question_for_the_agent_the_person_sees_the_next_one(
    desk: Desk, workplace: Workplace
) -> None:
    facing = Facing(desk, workplace, at="E1", F4="apprendre", D1="caf", D3="non", D2="seul_facile")
    assert facing.question() == "Voulez-vous que je lise avec vous ?"


def test_a_question_is_passed_over_the_second_time_only(desk: Desk, workplace: Workplace) -> None:
    facing = Facing(desk, workplace, at="D2", F4="apprendre", D1="caf", D3="non")
    desk.press(Qt.Key.Key_Return)
    assert facing.question() == "Aujourd’hui, comment faites-vous vos démarches ?"
    assert "Vous n’avez pas répondu." in facing.read()
    desk.press(Qt.Key.Key_Return)
    assert facing.question() == "Voulez-vous que je lise avec vous ?"


def test_at_the_end_the_person_is_thanked_and_goes_no_further(
    desk: Desk, workplace: Workplace
) -> None:
    facing = Facing(desk, workplace, F4="rien")
    for _ in range(4):
        desk.press(Qt.Key.Key_Return)
    assert facing.question() == "Les questions sont finies. Merci\u00a0!"
    assert not [one for one in screen_rows(desk) if one.isVisible()]  # nothing left to answer
    before = receiving.load_interview(workplace, facing.id).etape
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Escape)
    assert receiving.load_interview(workplace, facing.id).etape is before
    assert desk.walker.last == ("handed",)


def test_the_agent_finds_the_question_where_the_person_stopped(
    desk: Desk, workplace: Workplace
) -> None:
    facing = Facing(desk, workplace)
    desk.press("3", Qt.Key.Key_Return)
    facing.come_back()
    heading = facing.page.findChild(QLabel, "pageTitle")
    assert heading is not None
    assert heading.text() == "Avec quels services avez-vous quelque chose à faire ?"
    desk.press("1", Qt.Key.Key_Return)
    assert "D1" in facing.kept()
    assert nameless(desk.window) == []


def test_over_the_telephone_there_is_nobody_to_show_it_to(desk: Desk, workplace: Workplace) -> None:
    entretien_id = receiving.receive(workplace, Canal.TELEPHONE).id
    persons.register(workplace, entretien_id, typed("Maquette", "Monique"))
    page = open_questionnaire(workplace, InlineRunner(), desk.walker, entretien_id)
    desk.open_task(page)
    button = page.findChild(type(page.hold_button), "faceScreen")
    assert button is not None
    assert not button.isVisible()
