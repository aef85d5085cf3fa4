from PySide6.QtCore import Qt

from app.domain.entretien import Canal, Etape
from app.storage import diagnostics
from app.ui.pages.exercice import open_exercice
from app.ui.pages.exercice.presenter import ExercicePresenter, ExerciceState, Phase
from app.ui.tasks import InlineRunner
from app.usecases import interviewing, persons, receiving
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.examples import SETTLED, question_path, typed
from tests.ui.pages_a.conftest import Desk
from tests.ui.paths import Paths


class View:
    def __init__(self) -> None:
        self.state = ExerciceState()

    def show_state(self, state: ExerciceState) -> None:
        self.state = state


class Room:
    """An interview at the exercise, some questions answered."""

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace
        self.view, self.paths = View(), Paths()
        self.id = receiving.receive(workplace, Canal.SUR_PLACE).id
        persons.register(workplace, self.id, typed("Maquette", "Monique"))
        for name, codes in SETTLED.items():
            interviewing.keep_answer(
                workplace, self.id, question_path(name), codes, position=question_path(name)
            )
        receiving.go_to(workplace, self.id, Etape.EXERCICE)
        self.presenter = ExercicePresenter(
            self.view, InlineRunner(), workplace, self.paths, self.id
        )
        self.presenter.load()


def test_the_person_is_asked_first(workplace: Workplace) -> None:
    state = Room(workplace).view.state
    assert (state.phase, state.total, state.minutes) == (Phase.ASK, 5, 9)


def test_the_total_of_the_tasks_is_kept_with_the_diagnosis(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.accept()
    for points in ("2", "2", "1", "0", "1"):
        room.presenter.note(points)
        room.presenter.next()
    kept = receiving.load_interview(workplace, room.id)
    assert (kept.etape, kept.exercice) == (Etape.DIAGNOSTIC, 6)
    with workplace.database.reading() as session:
        diagnosis = diagnostics.load(session, room.id)
    assert diagnosis is not None
    assert '"service": "assistance"' in diagnosis.content
    assert room.paths.last == ("interview", room.id)


def test_a_skipped_exercise_counts_for_nothing(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.skip()
    kept = receiving.load_interview(workplace, room.id)
    assert (kept.etape, kept.exercice) == (Etape.DIAGNOSTIC, None)


def test_an_exercise_stopped_in_the_middle_counts_for_nothing(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.accept()
    room.presenter.note("2")
    room.presenter.next()
    room.presenter.skip()
    assert receiving.load_interview(workplace, room.id).exercice is None


def test_each_task_is_noted_before_the_next(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.accept()
    room.presenter.next()
    assert room.view.state.mistake == "Notez d’abord comment cela s’est passé."
    assert room.view.state.number == 1


def test_one_goes_back_to_a_task_and_corrects_it(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.accept()
    room.presenter.note("0")
    room.presenter.next()
    room.presenter.previous()
    assert (room.view.state.number, room.view.state.picked) == (1, "0")
    room.presenter.previous()
    assert receiving.load_interview(workplace, room.id).etape is Etape.QUESTIONNAIRE


def test_the_whole_exercise_is_done_by_keys(desk: Desk, workplace: Workplace) -> None:
    room = Room(workplace)
    desk.open_task(open_exercice(workplace, InlineRunner(), desk.walker, room.id))
    assert nameless(desk.window) == []
    desk.press(Qt.Key.Key_Return)
    assert nameless(desk.window) == []
    for key in ("1", "2", "3", "1", "1"):
        desk.press(key, Qt.Key.Key_Return)
    assert receiving.load_interview(workplace, room.id).exercice == 2 + 1 + 0 + 2 + 2
