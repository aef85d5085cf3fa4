"""Goes through the questions, keeps each answer as it is given, offers to stop when it may."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.domain.entretien import Canal, Entretien, Etape
from app.domain.failures import AppError
from app.domain.identifiers import EntretienId
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.form.failures import AnswerRefusedError
from app.questionnaire.guide.diagnosis import Diagnosis
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.questionnaire.course import Course
from app.ui.pages.questionnaire.saving import Keeper
from app.ui.pages.questionnaire.state import Kind, Place, QuestionnaireState
from app.ui.pages.questionnaire.typed import TypedError, value_of
from app.ui.tasks import TaskRunner
from app.usecases import interviewing, receiving
from app.usecases.interviewing import Taken
from app.usecases.workplace import Workplace

_UNANSWERED = "Pas encore de réponse. Entrée encore une fois pour passer cette question."
_FORMULA = "Une formule du questionnaire ne se calcule pas. La réponse est gardée."


class QuestionnaireView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: QuestionnaireState) -> None:
        """Show `state` and nothing else."""
        ...

    def afterwards(self, work: Callable[[], None]) -> None:
        """Call `work` once what was shown is painted."""
        ...


class QuestionnairePresenter:
    """One interview at its questions; closing the lid at any moment loses nothing."""

    def __init__(
        self,
        view: QuestionnaireView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        entretien_id: EntretienId,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._id = entretien_id
        self._keeper = Keeper(workplace, runner, entretien_id, self._failed)
        self._state = QuestionnaireState()
        self._taken: Taken | None = None
        self._course: Course | None = None
        self._typed: dict[str, str] = {}
        self._mistakes: dict[str, str] = {}
        self._assessing = self._assess_asked = False
        self._settled = self._stop_declined = False
        self._passing = ""
        self._facing = False

    def load(self) -> None:
        """Stand where the interview stood."""
        self._runner.run(
            lambda: interviewing.take(self._workplace, self._id),
            on_success=self._loaded,
            on_failure=self._failed,
        )

    # -- answering -----------------------------------------------------------------------------

    def answer(self, path: str, codes: tuple[str, ...]) -> None:
        """Take the choices picked for a question."""
        self._take(path, " ".join(codes))

    def write(self, path: str, text: str) -> None:
        """Take what was typed for a question; what cannot be understood is not an answer yet."""
        kind = next((one.kind for one in self._state.questions if one.path == path), Kind.TEXT)
        self._typed[path] = text
        try:
            value = value_of(kind, text)
        except TypedError as wrong:
            self._mistakes[path] = str(wrong)
            self._take(path, "", mistaken=True)
            return
        self._take(path, value)

    def add_repeat(self) -> None:
        """Add another copy of the group that the screen asks about."""
        course = self._course
        if course is None or course.step is None or not course.can_add:
            return
        course.session.add_repeat(course.step.path.removesuffix("[range]"))
        self._keeper.keep(course.to_keep(), course.step.path)
        course.refresh()
        self._show_question()

    # -- moving --------------------------------------------------------------------------------

    def next(self) -> None:
        """Go on; a question without an answer is passed over the second time only."""
        course, state = self._course, self._state
        if course is None or course.step is None or state.working:
            return
        if state.place is Place.END:
            self.finish()
            return
        if state.place is Place.REVIEW:
            self._show_question()
            return
        if any(one.mistake for one in state.questions):
            return
        if not state.answered and self._passing != course.step.path:
            self._passing = course.step.path
            self._show(replace(state, unanswered=_UNANSWERED))
            return
        if course.move(course.next, facing=self._facing):
            self._came()
        else:
            self._show_end()

    def previous(self) -> None:
        """Go back one question; from the end or the list, to the question left."""
        course = self._course
        if course is None:
            return
        if self._state.place is not Place.QUESTION:
            self._show_question()
        elif course.move(course.previous, facing=self._facing):
            self._came()

    def jump(self, path: str) -> None:
        """Go to any question."""
        if self._course is not None and self._course.jump(path):
            self._came()

    def review(self) -> None:
        """Show all questions with their answers, or the question again."""
        if self._course is None:
            return
        if self._state.place is Place.REVIEW:
            self._show_question()
        else:
            rows = tuple(self._course.rows())
            self._show(replace(self._state, place=Place.REVIEW, rows=rows, unanswered=""))

    def decline_stop(self) -> None:
        """Go on with the questions although the advice is settled; not asked again."""
        self._stop_declined = True
        self._show(replace(self._state, offer_stop=False))

    def hold(self) -> None:
        """Put the interview on hold at this question."""
        self._runner.run(
            lambda: receiving.hold(self._workplace, self._id),
            on_success=lambda _done: self._navigate.go_home(),
            on_failure=self._failed,
        )

    # -- in the person's hands -----------------------------------------------------------------

    def face(self) -> None:
        """Put the questions in the person's hands; what the agent notes himself is passed over."""
        course = self._course
        if course is None or not self._state.can_face or self._state.working:
            return
        self._facing = True
        if course.is_for_agent() and not course.move(course.next, facing=True):
            self._show_end()
        else:
            self._came()

    def turned_back(self) -> None:
        """Go on as the agent, at the question where the person stopped."""
        self._facing = False
        self._show_question()

    # -- the end -------------------------------------------------------------------------------

    def finish(self) -> None:
        """Compute and keep the diagnosis, or go to the exercise first, then show it."""
        course, taken = self._course, self._taken
        if course is None or taken is None or self._state.working:
            return
        problem = course.first_problem()
        if problem and course.session.state(problem).value:
            self.jump(problem)
            return
        given, exercice = course.given(), taken.entretien.exercice
        self._show(replace(self._state, working=True, problem=""))

        def work() -> None:
            diagnosis = interviewing.assess(self._workplace, taken, given, exercice=exercice)
            if exercice is None and self._exercise_helps(taken.entretien, diagnosis):
                receiving.go_to(self._workplace, self._id, Etape.EXERCICE)
            else:
                interviewing.keep_diagnosis(self._workplace, taken, diagnosis, exercice=exercice)

        self._runner.run(
            work,
            on_success=lambda _done: self._navigate.open_interview(self._id),
            on_failure=self._failed,
        )

    def _exercise_helps(self, entretien: Entretien, diagnosis: Diagnosis) -> bool:
        """Tell whether the convention has the exercise, and the guide looks for a level at all.

        The agent must see the gestures: over the telephone there is no exercise.
        """
        sought = bool(diagnosis.niveau) or diagnosis.states.get("niveau") == "incomplet"
        seen = entretien.canal is Canal.SUR_PLACE
        return self._workplace.convention.exercice and sought and seen

    # -- behind --------------------------------------------------------------------------------

    def _loaded(self, taken: Taken) -> None:
        self._taken = taken
        self._keeper.know(taken.answers)
        self._course = Course(taken, self._workplace.clock)
        self._show_question()
        self._assess()

    def _take(self, path: str, value: str, *, mistaken: bool = False) -> None:
        course = self._course
        if course is None or self._state.working:
            return
        if not mistaken:
            self._mistakes.pop(path, None)
        problem = ""
        try:
            course.answer(path, value)
        except AnswerRefusedError as refused:
            problem = str(refused)
        except EvaluationError:
            problem = _FORMULA
        self._keeper.keep(course.to_keep(), course.step.path if course.step else "")
        self._passing = ""
        self._show_question(problem=problem, offer_stop=self._state.offer_stop)
        self._assess()

    def _assess(self) -> None:
        """Ask whether the service is settled, once the window shows the answer.

        The guide takes longer than the answer itself, and both threads share one interpreter.
        """
        if not self._assess_asked:
            self._assess_asked = True
            if not self._assessing:
                self._view.afterwards(self._assess_now)

    def _assess_now(self) -> None:
        course, taken = self._course, self._taken
        self._assess_asked = False
        if course is None or taken is None or course.first_problem():
            return
        self._assessing = True
        given = course.given()
        self._runner.run(
            lambda: interviewing.assess(
                self._workplace, taken, given, exercice=taken.entretien.exercice
            ),
            on_success=self._assessed,
            on_failure=self._failed,
        )

    def _assessed(self, diagnosis: Diagnosis) -> None:
        self._assessing = False
        self._settled = diagnosis.is_settled
        if self._assess_asked:
            self._assess_now()

    def _came(self) -> None:
        """Show the question one has just come to, and keep where one stands."""
        course = self._course
        if course is None or course.step is None:
            return
        self._typed.clear()
        self._mistakes.clear()
        self._passing = ""
        self._keeper.keep_position(course.step.path)
        # reading the screens takes longer than all the rest: only when it decides
        offer = self._settled and not self._stop_declined and course.anything_left()
        self._show_question(offer_stop=offer)

    def _show_question(self, *, problem: str = "", offer_stop: bool = False) -> None:
        course = self._course
        if course is None or course.step is None:
            return
        paths = [one.path for one in course.steps()]
        here = course.step.path
        self._show(
            QuestionnaireState(
                step=here,
                section=course.section,
                number=paths.index(here) + 1 if here in paths else 1,
                total=len(paths),
                questions=tuple(course.views(self._typed, self._mistakes)),
                can_add=course.can_add,
                offer_stop=offer_stop,
                problem=problem,
                can_face=self._taken is not None and self._taken.entretien.canal is Canal.SUR_PLACE,
                facing=self._facing,
            )
        )

    def _show_end(self) -> None:
        course = self._course
        if course is None:
            return
        rows = tuple(row for row in course.rows() if not row.answered)
        self._show(
            replace(
                self._state,
                place=Place.END,
                rows=rows,
                missing=len(rows),
                unanswered="",
                offer_stop=False,
                facing=self._facing,
            )
        )

    def _failed(self, failure: Exception) -> None:
        self._assessing = False
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: QuestionnaireState) -> None:
        self._state = state
        self._view.show_state(state)
