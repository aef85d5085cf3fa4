"""Goes through the questions, keeps each answer as it is given, offers to stop when it may."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.domain.entretien import Canal, Etape
from app.domain.failures import AppError
from app.domain.identifiers import EntretienId
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.form.failures import AnswerRefusedError
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.questionnaire.course import Course
from app.ui.pages.questionnaire.ending import exercise_helps
from app.ui.pages.questionnaire.saving import Keeper
from app.ui.pages.questionnaire.settling import Settling
from app.ui.pages.questionnaire.state import Mark, Place, QuestionnaireState, QuestionView
from app.ui.pages.questionnaire.typed import TypedError, value_of
from app.ui.pages.questionnaire.words import FORMULA, REQUIRED, UNANSWERED
from app.ui.tasks import TaskRunner
from app.usecases.interview import interviewing, receiving
from app.usecases.interview.interviewing import Taken
from app.usecases.workplace import Workplace


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
        self._settling = Settling(workplace, runner, view.afterwards, self._failed)
        self._stop_declined = False
        self._passing = ""
        self._insisted: set[str] = set()  # required questions that were passed over once
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
        view = next((one for one in self._state.questions if one.path == path), None)
        self._typed[path] = text
        try:
            value = value_of(view.kind, text, view.scale) if view else text.strip()
        except TypedError as wrong:
            self._mistakes[path] = str(wrong)
            self._take(path, "", mistaken=True)
            return
        self._take(path, value)

    def add_repeat(self) -> None:
        """Add another copy of the group that the screen asks about, and begin it."""
        self._change_copies(lambda course: course.add_copy())

    def remove_repeat(self, number: int) -> None:
        """Take away a copy of that group, from 1, with all its answers."""
        self._change_copies(lambda course: course.remove_copy(number))

    def _change_copies(self, change: Callable[[Course], None]) -> None:
        course = self._course
        if course is None or course.step is None or not course.can_add or self._state.working:
            return
        problem = ""
        try:
            change(course)
        except EvaluationError:
            problem = FORMULA
        self._keeper.keep_together(course.to_keep(), course.step.path)
        self._forget_step()
        self._show_question(problem=problem)
        self._settling.ask()

    def speak(self, language: str) -> None:
        """Ask in another language of the form; the answers stay."""
        if (course := self._course) is None or course.step is None:
            return
        course.speak(language)
        self._keeper.keep_together(course.to_keep(), course.step.path)
        self._show_question(offer_stop=self._state.offer_stop)

    # -- moving --------------------------------------------------------------------------------

    def next(self) -> None:
        """Go on; a question without an answer is passed over the second time only."""
        course, state = self._course, self._state
        if state.place is Place.UNUSABLE:
            self._navigate.go_home()
            return
        if course is None or course.step is None or state.working:
            return
        if state.place is Place.END:
            self.finish()
            return
        if state.place is Place.REVIEW:
            self._show_question()
            return
        if fault := next((one for one in state.questions if one.mistake and one.answered), None):
            self._show(replace(state, look_at=fault.path))
            return
        if not state.answered and self._passing != course.step.path:
            self._ask_again(course.step.path)
            return
        if course.move(course.next, facing=self._facing):
            self._came()
        else:
            self._show_end()

    def _ask_again(self, path: str) -> None:
        """Say that there is no answer, and where one is required what the form says of it."""
        self._passing = path
        lacking = [one.path for one in self._state.questions if one.lack]
        self._insisted.update(lacking)
        words = REQUIRED if lacking else UNANSWERED
        views = tuple(self._insisting(one) for one in self._state.questions)
        self._show(replace(self._state, unanswered=words, questions=views))

    def _insisting(self, view: QuestionView) -> QuestionView:
        insisted = view.lack and not view.mistake and view.path in self._insisted
        return replace(view, mistake=view.lack) if insisted else view

    def previous(self) -> None:
        """Go back one question; from the end or the list, to the question left."""
        if (course := self._course) is None:
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
            quiet = replace(self._state, unanswered="", look_at="", only_missing=False)
            self._show(replace(quiet, place=Place.REVIEW, rows=rows))

    def show_only_missing(self, only: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Leave out of the list of all questions what is done, or show it again."""
        self._show(replace(self._state, only_missing=only))

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
        if blocking := course.blocking():
            self._insisted.update(blocking)
            self.jump(blocking[0])
            return
        given, exercice = course.given(), taken.entretien.exercice
        self._show(replace(self._state, working=True, problem=""))

        def work() -> None:
            diagnosis = interviewing.assess(self._workplace, taken, given, exercice=exercice)
            if exercice is None and exercise_helps(self._workplace, taken.entretien, diagnosis):
                receiving.go_to(self._workplace, self._id, Etape.EXERCICE)
            else:
                interviewing.keep_diagnosis(self._workplace, taken, diagnosis, exercice=exercice)

        self._runner.run(
            work,
            on_success=lambda _done: self._navigate.open_interview(self._id),
            on_failure=self._failed,
        )

    # -- behind --------------------------------------------------------------------------------

    def _loaded(self, taken: Taken) -> None:
        self._taken = taken
        self._keeper.know(taken.answers)
        try:
            self._course = Course(taken, self._workplace.clock)
            self._show_question()
        except EvaluationError:
            self._course = None
            self._show(QuestionnaireState(place=Place.UNUSABLE))
            return
        self._settling.begin(self._course, taken)

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
            problem = FORMULA
        self._keeper.keep(course.to_keep(), course.step.path if course.step else "")
        self._passing = ""
        self._show_question(problem=problem, offer_stop=self._state.offer_stop)
        self._settling.ask()

    def _came(self) -> None:
        """Show the question one has just come to, and keep where one stands."""
        if (course := self._course) is None or course.step is None:
            return
        self._forget_step()
        self._keeper.keep_position(course.step.path)
        # reading the screens takes longer than all the rest: only when it decides
        offer = self._settling.settled and not self._stop_declined and course.anything_left()
        self._show_question(offer_stop=offer)

    def _forget_step(self) -> None:
        self._typed.clear()
        self._mistakes.clear()
        self._passing = ""

    def _show_question(self, *, problem: str = "", offer_stop: bool = False) -> None:
        if (course := self._course) is None or course.step is None:
            return
        paths = [one.path for one in course.steps()]
        here = course.step.path
        self._show(
            QuestionnaireState(
                step=here,
                section=course.section,
                number=paths.index(here) + 1 if here in paths else 1,
                total=len(paths),
                questions=self._views(course),
                can_add=course.can_add,
                copies=course.copies(),
                languages=course.languages,
                language=course.language,
                offer_stop=offer_stop,
                problem=problem,
                can_face=self._taken is not None and self._taken.entretien.canal is Canal.SUR_PLACE,
                facing=self._facing,
            )
        )

    def _views(self, course: Course) -> tuple[QuestionView, ...]:
        views = course.views(self._typed, self._mistakes)
        return tuple(self._insisting(one) for one in views) if self._insisted else tuple(views)

    def _show_end(self) -> None:
        if (course := self._course) is None:
            return
        rows = tuple(row for row in course.rows() if not row.answered)
        self._show(
            replace(
                self._state,
                place=Place.END,
                rows=rows,
                missing=len(rows),
                required_left=sum(row.mark in (Mark.REQUIRED, Mark.FAULT) for row in rows),
                unanswered="",
                look_at="",
                offer_stop=False,
                facing=self._facing,
            )
        )

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError | EvaluationError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: QuestionnaireState) -> None:
        self._state = state
        self._view.show_state(state)
