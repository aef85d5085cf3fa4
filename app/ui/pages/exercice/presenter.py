"""Leads through the exercise: the person's screen, the agent's notes, each task kept at once."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from app.documents.typography import french
from app.domain.entretien import Etape
from app.domain.failures import AppError
from app.domain.identifiers import EntretienId
from app.ui.interview.course_answers import given
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.exercice.state import HANDED, ExerciceState, Phase
from app.ui.pages.exercice.tries import Tries, outcomes_of
from app.ui.tasks import TaskRunner
from app.usecases.interview import exercising, interviewing, receiving
from app.usecases.interview.exercising import Essai
from app.usecases.interview.interviewing import Taken
from app.usecases.workplace import Workplace


class ExerciceView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: ExerciceState) -> None:
        """Show `state` and nothing else."""
        ...

    def hand_over(self) -> None:
        """Put the person's screen in her hands."""
        ...


class ExercicePresenter:
    """The person agrees first and may stop at any task; a stopped exercise counts for nothing.

    Every task that was noted is kept at once: a program that is killed goes on at the next one.
    """

    def __init__(  # noqa: PLR0913 - the presenter's ports, each by its place as everywhere
        self,
        view: ExerciceView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        entretien_id: EntretienId,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._id = entretien_id
        self._taken: Taken | None = None
        self._tries = Tries(clock)
        self._state = ExerciceState()

    def load(self) -> None:
        """Ask whether the person wants to try, or show how far she came."""
        self._runner.run(
            lambda: (
                interviewing.take(self._workplace, self._id),
                exercising.tried(self._workplace, self._id),
            ),
            on_success=lambda read: self._loaded(*read),
            on_failure=self._failed,
        )

    # -- the agent's page ----------------------------------------------------------------------

    def hand(self) -> None:
        """Put the laptop in the person's hands, at the first task that is not noted."""
        left = self._tries.first_left()
        if self._taken is None or self._state.working:
            return
        if left is None:
            self.end()  # nothing to try, or nothing left
            return
        self._show_task(left)
        self._view.hand_over()

    def elsewhere(self) -> None:
        """Note the tasks on the page: the person does them on another device."""
        if self._tries.tasks:
            self._show_recap()

    def taken_back(self) -> None:
        """Show how far she came: the agent has the laptop again."""
        self._show_recap()

    def correct(self, code: str, points: str) -> None:
        """Note a task on the page, or correct what was noted."""
        self._keep(self._tries.essai(code, int(points)), then=self._show_recap)

    def end(self) -> None:
        """Go to the diagnosis with all tasks noted; without any task there is nothing to count."""
        if self._state.working or self._taken is None:
            return
        codes = [task.code for task in self._tries.tasks]
        total = exercising.total_of(list(self._tries.noted.values()), codes)
        if codes and total is None:
            self._show(replace(self._state, mistake="Il reste des exercices à noter."))
            return
        self._end(total)

    def skip(self) -> None:
        """Go to the diagnosis without the exercise; what was tried is forgotten."""
        if not self._state.working:
            self._end(None)

    def previous(self) -> None:
        """Go back to the last questions; what was noted stays."""
        if self._state.working or self._state.phase in HANDED:
            return
        self._runner.run(
            lambda: receiving.go_to(self._workplace, self._id, Etape.QUESTIONNAIRE),
            on_success=lambda kept: self._navigate.open_interview(kept.id),
            on_failure=self._failed,
        )

    def hold(self) -> None:
        """Put the interview on hold; what was noted waits with it."""
        self._runner.run(
            lambda: receiving.hold(self._workplace, self._id),
            on_success=lambda _done: self._navigate.go_home(),
            on_failure=self._failed,
        )

    # -- the person's screen -------------------------------------------------------------------

    def finish_task(self, seen: str) -> None:
        """End the task under way: the person says so, or its screen does."""
        if self._state.phase is not Phase.TASK:
            return
        self._tries.end(seen)
        self._show(replace(self._state, phase=Phase.REST))

    def stop(self) -> None:
        """End here: the person does not want to go on."""
        self._show(replace(self._state, phase=Phase.OVER, stopped=True))

    def begin_noting(self) -> None:
        """Show the agent how the task may have gone."""
        if self._state.phase is Phase.REST:
            task = self._tries.task
            self._show(
                replace(
                    self._state,
                    phase=Phase.NOTE,
                    outcomes=outcomes_of(task),
                    about=self._tries.about(task),
                )
            )

    def note(self, points: str) -> None:
        """Pick how the task went."""
        if self._state.phase is Phase.NOTE:
            self._show(replace(self._state, picked=points, mistake=""))

    def next(self) -> None:
        """Keep what was picked and go to the next task."""
        if self._state.phase is not Phase.NOTE or self._state.working:
            return
        if not self._state.picked:
            self._show(replace(self._state, mistake="Notez d’abord comment cela s’est passé."))
            return
        code = self._tries.task.code
        self._keep(self._tries.essai(code, int(self._state.picked)), then=self._go_on)

    # -- inside --------------------------------------------------------------------------------

    def _loaded(self, taken: Taken, tried: Sequence[Essai]) -> None:
        self._taken = taken
        self._tries.tasks = taken.questionnaire.guide.exercise
        known = {task.code for task in self._tries.tasks}
        self._tries.noted = {one.code: one for one in tried if one.code in known}
        if self._tries.noted:
            self._show_recap()
        else:
            self._show(self._asking())

    def _asking(self) -> ExerciceState:
        tasks = self._tries.tasks
        return ExerciceState(total=len(tasks), minutes=sum(task.minutes for task in tasks))

    def _show_task(self, here: int) -> None:
        task = self._tries.begin(here)
        self._show(
            replace(
                self._asking(),
                phase=Phase.TASK,
                number=here + 1,
                code=task.code,
                title=task.tache,
                instruction=french(task.consigne_usager),
                task_minutes=task.minutes,
            )
        )

    def _show_recap(self) -> None:
        self._show(replace(self._asking(), phase=Phase.RECAP, rows=self._tries.rows()))

    def _go_on(self) -> None:
        if self._state.phase is not Phase.NOTE:  # the agent took the laptop back meanwhile
            self._show_recap()
            return
        left = self._tries.first_left()
        if left is None:
            self._show(replace(self._asking(), phase=Phase.OVER))
        else:
            self._show_task(left)

    def _keep(self, essai: Essai, *, then: Callable[[], None]) -> None:
        self._show(replace(self._state, working=True, problem="", mistake=""))

        def kept(_done: None) -> None:
            self._tries.noted[essai.code] = essai
            self._show(replace(self._state, working=False))
            then()

        self._runner.run(
            lambda: exercising.keep_try(self._workplace, self._id, essai),
            on_success=kept,
            on_failure=self._failed,
        )

    def _end(self, points: int | None) -> None:
        taken = self._taken
        if taken is None:
            return
        self._show(replace(self._state, working=True, problem="", mistake=""))
        answers = given(taken, self._workplace.clock)

        def work() -> None:
            if points is None:
                exercising.give_up(self._workplace, self._id)
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
