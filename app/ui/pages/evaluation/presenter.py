"""Asks the questions that apply, counts the answers, takes them back."""

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from app.domain.failures import AppError
from app.questionnaire.form.session import FormSession
from app.questionnaire.form.state import NodeState
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.evaluation.state import Asked, EvaluationState
from app.ui.tasks import TaskRunner
from app.usecases.activites import evaluations
from app.usecases.activites.evaluations import Annee, Remplie
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable


class EvaluationView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: EvaluationState) -> None:
        """Show `state` and nothing else."""
        ...


class EvaluationPresenter:
    """One questionnaire at a time; nothing links it to a record or to a carnet."""

    def __init__(
        self, view: EvaluationView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._session: FormSession | None = None
        self._filled: Remplie | None = None
        self._state = EvaluationState()
        self.counted: list[Callable[[], None]] = []  # what else hears that one came or went

    def start(self) -> None:
        """Open an empty questionnaire."""
        self._show(self._state)

        def read() -> tuple[FormSession | None, Annee]:
            year = self._workplace.clock.today().year
            return evaluations.begin(self._workplace), evaluations.of_year(self._workplace, year)

        self._runner.run(read, on_success=self._read, on_failure=self._failed)

    def answer(self, path: str, codes: tuple[str, ...]) -> None:
        """Take an answer; other questions may come or go."""
        if self._session is None or self._state.counted:
            return
        self._session.answer(path, " ".join(codes))
        self._show(replace(self._state, questions=self._asked(), problem="", said=""))

    def count(self) -> None:
        """Count the questionnaire as it stands; a question may stay without an answer."""
        session = self._session
        if session is None or self._state.working or self._state.counted:
            return
        asked = [one for one in self._state.questions if one.applies]
        problem = "" if any(one.picked for one in asked) else "Choisissez au moins une réponse."
        if any(one.wrong for one in asked):
            problem = "Une réponse est à corriger."
        if problem:
            self._show(replace(self._state, problem=problem))
            return
        self._show(replace(self._state, working=True, problem=""))
        self._runner.run(
            lambda: evaluations.count(self._workplace, session),
            on_success=self._counted,
            on_failure=self._failed,
        )

    def undo(self) -> None:
        """Take back what was just counted; its answers are still on screen."""
        filled = self._filled
        if filled is None or self._state.working or not self._state.counted:
            return
        self._show(replace(self._state, working=True))
        self._runner.run(
            lambda: evaluations.take_back(self._workplace, filled),
            on_success=lambda done: self._taken_back(done=done),
            on_failure=self._failed,
        )

    def another(self) -> None:
        """Open another empty questionnaire."""
        self._filled = None
        self._state = EvaluationState(of_year=self._state.of_year)
        self.start()

    def done(self) -> None:
        """Go back to Aujourd’hui."""
        self._navigate.go_home()

    def _read(self, read: tuple[FormSession | None, Annee]) -> None:
        self._session, annee = read
        self._show(
            EvaluationState(
                questions=self._asked(),
                of_year=annee.remplis,
                carnets=annee.carnets,
                loading=False,
            )
        )

    def _counted(self, filled: Remplie) -> None:
        self._filled = filled
        self._show(
            replace(
                self._state,
                working=False,
                counted=True,
                of_year=self._state.of_year + 1,
                said="Questionnaire compté, sans nom. Il part avec les nombres du mois.",
            )
        )
        self._tell()

    def _taken_back(self, *, done: bool) -> None:
        if not done:
            told = "Le mois a été transmis\u00a0: ce questionnaire y reste compté."
            self._show(replace(self._state, working=False, problem=told))
            return
        self._show(
            replace(
                self._state,
                working=False,
                counted=False,
                of_year=self._state.of_year - 1,
                said="Ce questionnaire n’est plus compté. Corrigez, puis comptez-le de nouveau.",
            )
        )
        self._tell()

    def _tell(self) -> None:
        for hear in self.counted:
            hear()

    def _asked(self) -> tuple[Asked, ...]:
        if self._session is None:
            return ()
        states = [self._session.state(path) for path in evaluations.paths(self._session)]
        return tuple(_asked(state) for state in states)

    def _failed(self, failure: Exception) -> None:
        problem = failure_text(failure)
        self._show(replace(self._state, working=False, loading=False, problem=problem))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: EvaluationState) -> None:
        self._state = state
        self._view.show_state(state)


def _asked(state: NodeState) -> Asked:
    return Asked(
        path=state.path,
        label=state.label or "",
        hint=state.hint or "",
        choices=tuple((one.value, one.label) for one in state.options or ()),
        several=state.kind == "select",
        picked=tuple(state.value.split()),
        applies=state.relevant,
        wrong="" if state.constraint_ok else state.message or "Cette réponse ne va pas.",
    )
