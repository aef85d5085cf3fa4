import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.entretien import Canal, Etape
from app.storage import diagnostics, reponses
from app.ui.pages.exercice import open_exercice
from app.ui.pages.exercice.page import ExercicePage
from app.ui.pages.exercice.presenter import ExercicePresenter
from app.ui.pages.exercice.state import ExerciceState, Phase
from app.ui.pages.exercice.tries import time_words
from app.ui.tasks import InlineRunner
from app.ui.widgets.hold_button import HoldButton
from app.usecases.interview import exercising, interviewing, receiving
from app.usecases.interview.exercising import Essai
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui.accessibility import focus_walk, nameless
from tests.ui.examples import SETTLED, question_path, typed
from tests.ui.pages_a.conftest import Desk
from tests.ui.paths import Paths


class View:
    def __init__(self) -> None:
        self.state = ExerciceState()
        self.handed = 0

    def show_state(self, state: ExerciceState) -> None:
        self.state = state

    def hand_over(self) -> None:
        self.handed += 1


class Room:
    """An interview at the exercise, some questions answered."""

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace
        self.view, self.paths, self.at = View(), Paths(), 1000.0
        self.id = receiving.receive(workplace, Canal.SUR_PLACE).id
        persons.register(workplace, self.id, typed("Maquette", "Monique"))
        for name, codes in SETTLED.items():
            interviewing.keep_answer(
                workplace, self.id, question_path(name), codes, position=question_path(name)
            )
        receiving.go_to(workplace, self.id, Etape.EXERCICE)
        self.presenter = self.open()

    def open(self) -> ExercicePresenter:
        """Open the step, as after a start of the program."""
        self.view.state = ExerciceState()
        self.presenter = ExercicePresenter(
            self.view,
            InlineRunner(),
            self.workplace,
            self.paths,
            self.id,
            clock=lambda: self.at,
        )
        self.presenter.load()
        return self.presenter

    def do(self, points: str, seconds: float = 60) -> None:
        """Let the person do a task, and note it."""
        self.at += seconds
        self.presenter.finish_task("fait.")
        self.presenter.begin_noting()
        self.presenter.note(points)
        self.presenter.next()

    def tried(self) -> list[Essai]:
        """Return what is kept."""
        return list(exercising.tried(self.workplace, self.id))


def test_the_person_is_asked_first(workplace: Workplace) -> None:
    room = Room(workplace)
    state = room.view.state
    assert (state.phase, state.total, state.minutes) == (Phase.ASK, 5, 9)
    assert room.view.handed == 0


@pytest.mark.obligation("S1-10")
def test_the_total_of_the_tasks_is_kept_with_the_diagnosis(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.hand()
    assert room.view.handed == 1
    for points in "22101":
        room.do(points)
    assert (room.view.state.phase, room.view.state.stopped) == (Phase.OVER, False)
    room.presenter.taken_back()
    room.presenter.end()
    kept = receiving.load_interview(workplace, room.id)
    assert (kept.etape, kept.exercice) == (Etape.DIAGNOSTIC, 6)
    with workplace.database.reading() as session:
        diagnosis = diagnostics.load(session, room.id)
    assert diagnosis is not None
    assert '"service": "assistance"' in diagnosis.content
    assert room.paths.last == ("interview", room.id)


def test_a_task_noted_is_kept_at_once_with_its_time(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.hand()
    room.do("2", seconds=83)
    assert room.tried() == [Essai(code="T1", points=2, seconds=83)]
    assert (room.view.state.phase, room.view.state.number) == (Phase.TASK, 2)


def test_the_agent_reads_how_long_it_took_and_what_the_screen_saw(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.hand()
    room.at += 101
    room.presenter.finish_task("«\u00a0Lucie, Bordeaux\u00a0», écrit et validé.")
    assert room.view.state.about == ""  # the person still holds the laptop
    room.presenter.begin_noting()
    assert room.view.state.about == (
        "Temps passé\u00a0: 1\u00a0min 40\u00a0s (2\u00a0min prévues). "
        "À l’écran\u00a0: «\u00a0Lucie, Bordeaux\u00a0», écrit et validé."
    )


def test_after_a_kill_the_exercise_goes_on_at_the_next_task(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.hand()
    room.do("2")
    room.do("1")
    room.at += 30  # in the middle of the third
    room.open()
    state = room.view.state
    assert (state.phase, state.noted) == (Phase.RECAP, 2)
    assert [row.picked for row in state.rows] == ["2", "1", "", "", ""]
    room.presenter.hand()
    assert (room.view.state.phase, room.view.state.number) == (Phase.TASK, 3)
    for points in "000":
        room.do(points)
    room.presenter.taken_back()
    room.presenter.end()
    assert receiving.load_interview(workplace, room.id).exercice == 3


def test_nothing_that_the_person_wrote_is_kept(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.hand()
    room.presenter.finish_task("«\u00a0Zoé, Brest\u00a0», écrit et validé.")
    room.presenter.begin_noting()
    room.presenter.note("2")
    room.presenter.next()
    room.open()
    assert "Zoé" not in str(room.view.state)


def test_the_tries_are_no_answers_and_go_with_them(workplace: Workplace) -> None:
    room = Room(workplace)
    before = interviewing.take(workplace, room.id).answers
    room.presenter.hand()
    room.do("2")
    assert interviewing.take(workplace, room.id).answers == before
    with workplace.database.writing() as session:
        reponses.erase(session, room.id, today=workplace.clock.today())
    assert room.tried() == []


def test_a_skipped_exercise_counts_for_nothing(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.skip()
    kept = receiving.load_interview(workplace, room.id)
    assert (kept.etape, kept.exercice) == (Etape.DIAGNOSTIC, None)


def test_an_exercise_given_up_counts_for_nothing_and_leaves_nothing(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.hand()
    room.do("2")
    room.presenter.stop()
    assert (room.view.state.phase, room.view.state.stopped) == (Phase.OVER, True)
    room.presenter.taken_back()
    room.presenter.skip()
    kept = receiving.load_interview(workplace, room.id)
    assert (kept.etape, kept.exercice) == (Etape.DIAGNOSTIC, None)
    assert room.tried() == []


def test_an_exercise_without_all_its_tasks_gives_no_total(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.elsewhere()
    room.presenter.correct("T1", "2")
    room.presenter.end()
    assert room.view.state.mistake == "Il reste des exercices à noter."
    assert receiving.load_interview(workplace, room.id).etape is Etape.EXERCICE


def test_each_task_is_noted_before_the_next(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.hand()
    phases: list[Phase] = []
    room.presenter.next()
    phases.append(room.view.state.phase)
    room.presenter.finish_task("")
    room.presenter.next()
    phases.append(room.view.state.phase)
    assert phases == [Phase.TASK, Phase.REST]
    room.presenter.begin_noting()
    room.presenter.next()
    assert room.view.state.mistake == "Notez d’abord comment cela s’est passé."
    assert room.view.state.number == 1


def test_what_was_noted_is_corrected_on_the_agents_page(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.hand()
    room.do("0", seconds=70)
    room.presenter.taken_back()
    room.presenter.correct("T1", "1")
    assert room.tried() == [Essai(code="T1", points=1, seconds=70)]
    assert room.view.state.rows[0].picked == "1"


def test_going_back_to_the_questions_keeps_what_was_noted(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.hand()
    room.do("2")
    room.presenter.previous()  # the person has the laptop: nothing leads back
    assert receiving.load_interview(workplace, room.id).etape is Etape.EXERCICE
    room.presenter.taken_back()
    room.presenter.previous()
    assert receiving.load_interview(workplace, room.id).etape is Etape.QUESTIONNAIRE
    assert len(room.tried()) == 1


def test_times_are_said_to_five_seconds() -> None:
    assert time_words(1) == "5\u00a0s"
    assert time_words(58) == "1\u00a0min"
    assert time_words(83) == "1\u00a0min 25\u00a0s"


class Person:
    """The person's screen in the window, and keys on it."""

    def __init__(self, desk: Desk, workplace: Workplace) -> None:
        self.desk, self.room = desk, Room(workplace)
        desk.open_task(open_exercice(workplace, InlineRunner(), desk.walker, self.room.id))
        desk.press(Qt.Key.Key_Return)
        screen = desk.walker.screen
        assert screen is not None
        self.screen = screen
        desk.window.hand_over(screen)
        settle()

    def find(self, name: str) -> QWidget:
        """Return the visible widget called `name`."""
        found = [one for one in self.screen.findChildren(QWidget, name) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} « {name} »"
        return found[0]

    def press(self, name: str) -> None:
        """Press a button by Space."""
        QTest.keyClick(self.find(name), Qt.Key.Key_Space)
        settle()

    def note(self, key: str) -> None:
        """Note the task as the agent does."""
        button = self.find("holdToNote")
        assert isinstance(button, HoldButton)
        assert button.hasFocus()
        button.held.emit()
        settle()
        assert nameless(self.desk.window) == []
        self.desk.press(key, Qt.Key.Key_Return)


def test_the_whole_exercise_is_done_by_keys(desk: Desk, workplace: Workplace) -> None:
    person = Person(desk, workplace)
    for key in "12311":
        assert nameless(desk.window) == []
        assert {person.find("taskDone"), person.find("taskStop")} < set(focus_walk(desk.window))
        person.press("taskDone")
        person.note(key)
    assert person.find("exerciseOver").isVisible()
    desk.window.take_back()
    desk.walker.take_back()
    settle()
    assert nameless(desk.window) == []
    desk.press(Qt.Key.Key_Return)
    kept = receiving.load_interview(workplace, person.room.id)
    assert (kept.etape, kept.exercice) == (Etape.DIAGNOSTIC, 2 + 1 + 0 + 2 + 2)


def test_the_fictitious_pages_end_their_task_and_tell_the_agent(
    desk: Desk, workplace: Workplace
) -> None:
    person = Person(desk, workplace)

    def seen() -> str:
        person.find("holdToNote")
        person.note("1")
        return said.pop()

    said: list[str] = []
    page = desk.task
    assert isinstance(page, ExercicePage)
    page.task_finished.connect(said.append)

    desk.press("Lucie a Brest")
    person.press("taskValidate")
    assert seen() == "«\u00a0Lucie a Brest\u00a0», écrit et validé."

    person.press("taskPlace2")
    assert "Samedi" in str([one.text() for one in person.screen.findChildren(QLabel)])
    person.find("taskLine").setFocus()
    desk.press("9h", Qt.Key.Key_Return)
    assert seen() == "«\u00a09h\u00a0», c’est la bonne heure."

    person.press("choice-officiel")
    person.press("taskValidate")
    assert seen() == "le vrai site est choisi."

    desk.press("14/03/2026")
    person.press("taskJoin")
    person.press("choice-facture")
    person.press("taskValidate")
    assert seen() == "date juste, facture jointe, formulaire envoyé."

    person.press("choice-signaler")
    person.press("taskValidate")
    assert seen() == "signalerait le message."


def test_a_touch_by_chance_does_not_open_the_agents_notes(desk: Desk, workplace: Workplace) -> None:
    person = Person(desk, workplace)
    person.press("taskDone")
    button = person.find("holdToNote")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyPress(button, key)
        settle()
        QTest.keyRelease(button, key)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    settle()
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(person.find("holdToNote"), Qt.MouseButton.LeftButton)
    settle()
    assert person.find("holdToNote").isVisible()
