"""Goes through the tasks of the exercise; only the total is kept."""

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Protocol

from app.domain.entretien import Etape
from app.domain.failures import AppError
from app.domain.identifiers import EntretienId
from app.questionnaire.guide.model import ExerciseTask
from app.ui.interview.course_answers import given
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.tasks import TaskRunner
from app.usecases import interviewing, receiving
from app.usecases.interviewing import Taken
from app.usecases.workplace import Workplace


class Phase(Enum):
    """Where the exercise stands."""

    ASK = auto()
    TASK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciceState:
    """Everything the page shows. `outcomes` are (code, words); a code is the points it gives."""

    phase: Phase = Phase.ASK
    number: int = 0
    total: int = 0
    minutes: int = 0
    title: str = ""
    instruction: str = ""
    outcomes: tuple[tuple[str, str], ...] = ()
    picked: str = ""
    mistake: str = ""
    problem: str = ""
    working: bool = False


class ExerciceView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: ExerciceState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(slots=True)
class _Tries:
    """The tasks and what was noted of each, by code."""

    tasks: tuple[ExerciseTask, ...] = ()
    points: dict[str, int] = field(default_factory=dict[str, int])
    here: int = 0


class ExercicePresenter:
    """The person agrees first and may stop at any task; a stopped exercise counts for nothing."""

    def __init__(
        self,
        view: ExerciceView,
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
        self._taken: Taken | None = None
        self._tries = _Tries()
        self._state = ExerciceState()

    def load(self) -> None:
        """Ask whether the person wants to try."""
        self._runner.run(
            lambda: interviewing.take(self._workplace, self._id),
            on_success=self._loaded,
            on_failure=self._failed,
        )

    def accept(self) -> None:
        """Begin with the first task."""
        if self._tries.tasks:
            self._show_task(0)
        elif self._taken is not None:
            self.skip()  # this questionnaire has no task

    def note(self, points: str) -> None:
        """Note how the task on screen went."""
        if self._state.phase is Phase.TASK:
            self._tries.points[self._tries.tasks[self._tries.here].code] = int(points)
            self._show(replace(self._state, picked=points, mistake=""))

    def next(self) -> None:
        """Go to the next task, or to the diagnosis after the last."""
        if self._state.phase is Phase.ASK or self._state.working:
            return
        if not self._state.picked:
            self._show(replace(self._state, mistake="Notez d’abord comment cela s’est passé."))
        elif self._tries.here + 1 < len(self._tries.tasks):
            self._show_task(self._tries.here + 1)
        else:
            self._end(sum(self._tries.points.values()))

    def previous(self) -> None:
        """Go back one task; from the first, or before it, to the last questions."""
        if self._state.working:
            return
        if self._state.phase is Phase.TASK and self._tries.here:
            self._show_task(self._tries.here - 1)
            return
        self._runner.run(
            lambda: receiving.go_to(self._workplace, self._id, Etape.QUESTIONNAIRE),
            on_success=lambda kept: self._navigate.open_interview(kept.id),
            on_failure=self._failed,
        )

    def skip(self) -> None:
        """Go to the diagnosis without the exercise."""
        if not self._state.working:
            self._end(None)

    def hold(self) -> None:
        """Put the interview on hold; the exercise begins again when it is taken up."""
        self._runner.run(
            lambda: receiving.hold(self._workplace, self._id),
            on_success=lambda _done: self._navigate.go_home(),
            on_failure=self._failed,
        )

    def _loaded(self, taken: Taken) -> None:
        self._taken = taken
        tasks = taken.questionnaire.guide.exercise
        self._tries = _Tries(tasks=tasks)
        self._show(ExerciceState(total=len(tasks), minutes=sum(task.minutes for task in tasks)))

    def _show_task(self, here: int) -> None:
        self._tries.here = here
        task = self._tries.tasks[here]
        points = self._tries.points.get(task.code)
        self._show(
            ExerciceState(
                phase=Phase.TASK,
                number=here + 1,
                total=len(self._tries.tasks),
                title=task.tache,
                instruction=task.consigne_usager,
                outcomes=(("2", task.seul), ("1", task.avec_aide), ("0", task.non_fait)),
                picked="" if points is None else str(points),
            )
        )

    def _end(self, points: int | None) -> None:
        taken = self._taken
        if taken is None:
            return
        self._show(replace(self._state, working=True, problem="", mistake=""))
        answers = given(taken, self._workplace.clock)

        def work() -> None:
            diagnosis = interviewing.assess(self._workplace, taken, answers, exercice=points)
            interviewing.keep_diagnosis(self._workplace, taken, diagnosis, exercice=points)

        self._runner.run(
            work,
            on_success=lambda _done: self._navigate.open_interview(self._id),
            on_failure=self._failed,
        )

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: ExerciceState) -> None:
        self._state = state
        self._view.show_state(state)
