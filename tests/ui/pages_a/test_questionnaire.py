from collections.abc import Callable
from dataclasses import replace

from typing_extensions import override

from app.domain.entretien import Canal, Etape
from app.domain.identifiers import EntretienId
from app.storage import diagnostics, reponses
from app.storage.failures import DiskFullError
from app.ui.pages.questionnaire.presenter import QuestionnairePresenter
from app.ui.pages.questionnaire.state import Place, QuestionnaireState, ReviewRow
from app.ui.tasks import InlineRunner, ResultT
from app.usecases.interview import receiving
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.examples import SETTLED, question_path, typed
from tests.ui.paths import Paths
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace


class View:
    def __init__(self) -> None:
        self.state = QuestionnaireState()

    def show_state(self, state: QuestionnaireState) -> None:
        self.state = state

    def afterwards(self, work: Callable[[], None]) -> None:
        work()


class Room:
    """An interview at its questions; `again` opens it anew, as after a killed program."""

    def __init__(self, workplace: Workplace, entretien_id: EntretienId | None = None) -> None:
        self.workplace = workplace
        self.view, self.paths = View(), Paths()
        self.id = entretien_id or at_questions(workplace)
        self.presenter = QuestionnairePresenter(
            self.view, InlineRunner(), workplace, self.paths, self.id
        )
        self.presenter.load()

    def again(self) -> "Room":
        return Room(self.workplace, self.id)

    def answer(self, **answers: str) -> None:
        for name, codes in answers.items():
            self.presenter.answer(question_path(name), tuple(codes.split()))

    def jump(self, name: str) -> None:
        self.presenter.jump(question_path(name))

    @property
    def here(self) -> str:
        return self.view.state.step.rsplit("/", 1)[-1]

    @property
    def kept(self) -> dict[str, str]:
        with self.workplace.database.reading() as session:
            found = reponses.load(session, self.id)
        return {path.rsplit("/", 1)[-1]: str(value) for path, value in found.items()}

    @property
    def etape(self) -> Etape:
        return receiving.load_interview(self.workplace, self.id).etape


def at_questions(workplace: Workplace) -> EntretienId:
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    persons.register(workplace, entretien.id, typed("Maquette", "Monique"))
    return entretien.id


def test_the_decisive_question_comes_first(workplace: Workplace) -> None:
    state = Room(workplace).view.state
    assert state.questions[0].label == "Qu’est-ce qui vous aiderait aujourd’hui ?"
    assert (state.section, state.number) == ("1. Votre demande", 1)
    assert [option.code for option in state.questions[0].options] == [
        "apprendre",
        "ponctuelle",
        "accompagnement",
        "rien",
    ]


def test_each_answer_is_kept_as_it_is_given(workplace: Workplace) -> None:
    room = Room(workplace)
    room.answer(F4="apprendre")
    assert room.kept == {"F4": "apprendre"}
    room.answer(F4="ponctuelle", D1="caf sante")
    assert room.kept == {"F4": "ponctuelle", "D1": "caf sante"}
    room.answer(D1="")
    assert room.kept == {"F4": "ponctuelle"}


def test_a_killed_program_stands_at_the_same_question_with_every_answer(
    workplace: Workplace,
) -> None:
    room = Room(workplace)
    room.answer(F4="apprendre")
    room.presenter.next()
    room.answer(D1="caf")
    room.presenter.next()
    assert room.here == "D3"
    found = room.again()
    assert found.here == "D3"
    found.presenter.previous()
    assert found.view.state.questions[0].selected == ("caf",)


def test_a_question_without_an_answer_is_passed_over_the_second_time(
    workplace: Workplace,
) -> None:
    room = Room(workplace)
    room.presenter.next()
    assert room.here == "F4"
    assert room.view.state.unanswered.startswith("Pas encore de réponse.")
    room.presenter.next()
    assert room.here == "D1"


def test_an_answer_that_no_longer_applies_comes_back_with_its_question(
    workplace: Workplace,
) -> None:
    room = Room(workplace)
    room.answer(F4="apprendre", B1="jour", B2="infos emails")
    room.answer(B1="jamais")
    paths = [row.path for row in review(room)]
    assert question_path("B2") not in paths
    room.answer(B1="semaine")
    row = next(row for row in review(room) if row.path == question_path("B2"))
    assert row.answered


def review(room: Room) -> tuple[ReviewRow, ...]:
    room.presenter.review()
    rows = room.view.state.rows
    room.presenter.review()
    return rows


def test_one_jumps_back_to_any_answer(workplace: Workplace) -> None:
    room = Room(workplace)
    room.answer(F4="apprendre", D1="caf impots", D3="nr")
    rows = {row.path: row for row in review(room)}
    assert rows[question_path("D1")].answer == "CAF, Impôts"
    assert rows[question_path("D3")].answer == "Je préfère ne pas répondre"
    assert not rows[question_path("D2")].answered
    room.jump("D3")
    assert room.here == "D3"
    assert room.again().here == "D3"


def test_what_the_agent_notes_is_marked(workplace: Workplace) -> None:
    room = Room(workplace)
    room.answer(F4="apprendre")
    room.jump("E6")
    assert room.view.state.questions[0].by_agent
    room.jump("D3")
    assert not room.view.state.questions[0].by_agent


def test_it_offers_to_stop_once_the_rest_cannot_change_the_service(
    workplace: Workplace,
) -> None:
    room = Room(workplace)
    for name, codes in SETTLED.items():
        assert not room.view.state.offer_stop
        room.answer(**{name: codes})
        room.presenter.next()
    assert room.here == "E1"
    assert room.view.state.offer_stop
    room.presenter.decline_stop()
    room.answer(E1="francais")
    room.presenter.next()
    assert not room.view.state.offer_stop


def test_stopping_goes_on_to_the_exercise_and_keeps_what_was_answered(
    workplace: Workplace,
) -> None:
    room = Room(workplace)
    room.answer(**SETTLED)
    room.presenter.finish()
    assert room.etape is Etape.EXERCICE
    assert room.paths.last == ("interview", room.id)
    assert set(room.kept) == set(SETTLED)


def test_there_is_no_exercise_over_the_telephone(workplace: Workplace) -> None:
    entretien = receiving.receive(workplace, Canal.TELEPHONE)
    persons.register(workplace, entretien.id, typed("Maquette", "Monique"))
    room = Room(workplace, entretien.id)
    room.answer(**SETTLED)
    room.presenter.finish()
    assert room.etape is Etape.DIAGNOSTIC


def test_nothing_wanted_ends_the_questions_without_an_exercise(workplace: Workplace) -> None:
    room = Room(workplace)
    room.answer(F4="rien")
    room.presenter.next()
    assert room.view.state.place is Place.END
    assert room.view.state.missing == 0
    room.presenter.next()
    assert room.etape is Etape.DIAGNOSTIC
    with workplace.database.reading() as session:
        kept = diagnostics.load(session, room.id)
    assert kept is not None
    assert '"service": "aucun"' in kept.content


def test_a_convention_without_exercise_goes_straight_to_the_diagnosis(
    new_workplace: MakeWorkplace,
) -> None:
    workplace = new_workplace(LOT_ET_GARONNE)
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    person = replace(typed("Maquette", "Monique"), tranche_age="")
    nerac = replace(person.adresse, commune="Nérac", code_insee="47195", code_postal="47600")
    persons.register(workplace, entretien.id, replace(person, adresse=nerac))
    room = Room(workplace, entretien.id)
    room.answer(F4="apprendre")
    room.presenter.finish()
    assert room.etape is Etape.DIAGNOSTIC


def test_the_end_says_what_is_missing_and_leads_back(workplace: Workplace) -> None:
    room = Room(workplace)
    room.answer(F4="apprendre")
    room.jump("G4")
    room.presenter.next()
    room.presenter.next()
    state = room.view.state
    assert state.place is Place.END
    assert state.missing == 29
    room.presenter.jump(state.rows[0].path)
    assert (room.here, room.view.state.place) == ("D1", Place.QUESTION)


def test_an_interview_on_hold_is_taken_up_at_its_question(workplace: Workplace) -> None:
    first, second = Room(workplace), Room(workplace)
    first.answer(F4="apprendre")
    first.jump("D2")
    first.presenter.hold()
    second.answer(F4="accompagnement")
    second.presenter.next()
    second.presenter.hold()
    assert first.paths.last == ("home",)
    assert [one.on_hold for one in receiving.unfinished(workplace)] == [True, True]
    receiving.take_up(workplace, first.id)
    receiving.take_up(workplace, second.id)
    assert (first.again().here, second.again().here) == ("D2", "D1")
    assert first.kept == {"F4": "apprendre"}


def test_two_answers_that_exclude_each_other_do_not_go_on(workplace: Workplace) -> None:
    room = Room(workplace)
    room.answer(F4="apprendre")
    room.jump("D1")
    room.answer(D1="caf nr")
    assert room.view.state.questions[0].mistake.endswith("ces réponses se cochent seules.")
    room.presenter.next()
    assert room.here == "D1"
    room.presenter.finish()
    assert room.etape is Etape.QUESTIONNAIRE
    assert room.here == "D1"


class FullDisk(InlineRunner):
    """Does nothing while the disk is full."""

    full = False

    @override
    def run(
        self,
        work: Callable[[], ResultT],
        *,
        on_success: Callable[[ResultT], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        if self.full:
            on_failure(DiskFullError())
        else:
            super().run(work, on_success=on_success, on_failure=on_failure)


def test_an_answer_that_could_not_be_kept_goes_with_the_next_one(workplace: Workplace) -> None:
    runner, view, entretien_id = FullDisk(), View(), at_questions(workplace)
    presenter = QuestionnairePresenter(view, runner, workplace, Paths(), entretien_id)
    presenter.load()
    runner.full = True
    presenter.answer(question_path("F4"), ("apprendre",))
    assert view.state.problem
    assert view.state.questions[0].selected == ("apprendre",)
    runner.full = False
    presenter.answer(question_path("D3"), ("non",))
    assert Room(workplace, entretien_id).kept == {"F4": "apprendre", "D3": "non"}
