"""Counts heaps of survey sheets and takes the last one back."""

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from app.domain.enquete import Enquete
from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.enquete.state import EnqueteState
from app.ui.tasks import TaskRunner
from app.usecases.activites import enquetes, papers
from app.usecases.activites.enquetes import Comptees
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Mapping


class EnqueteView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: EnqueteState) -> None:
        """Show `state` and nothing else."""
        ...

    def go_to_mistake(self) -> None:
        """Give the focus to what is missing."""
        ...


class EnquetePresenter:
    """A heap of sheets, question by question; nothing is kept of one sheet."""

    def __init__(
        self, view: EnqueteView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        asked = workplace.convention.activites.satisfaction
        self._state = EnqueteState(quand=asked.quand if asked else "")

    def start(self) -> None:
        """Read the questions, and how many sheets the year has."""

        def read() -> tuple[Enquete | None, int]:
            year = self._workplace.clock.today().year
            return enquetes.enquete(self._workplace), enquetes.sheets_counted(self._workplace, year)

        self._runner.run(
            read,
            on_success=lambda read: self._show(
                replace(self._state, enquete=read[0], of_year=read[1])
            ),
            on_failure=self._failed,
        )

    def change_sheets(self, number: int) -> None:
        """Note how many sheets there are."""
        self._show(replace(self._state, fiches=number, said="", problem=""))

    def change_answers(self, question: str, answers: "Mapping[str, int]") -> None:
        """Note how many ticked each answer of a question."""
        told = {**self._state.reponses, question: answers}
        self._show(replace(self._state, reponses=told, said="", problem=""))

    def count(self) -> None:
        """Count the heap as it stands on screen."""
        state, asked = self._state, self._state.enquete
        if state.working or asked is None:
            return
        found = state.depouillement()
        if found is None:
            self._show(replace(state, shows_mistakes=True))
            self._view.go_to_mistake()
            return
        self._show(replace(state, working=True, problem=""))
        self._runner.run(
            lambda: enquetes.count(self._workplace, asked, found),
            on_success=self._counted,
            on_failure=self._failed,
        )

    def undo(self) -> None:
        """Take the last heap back; its numbers come back to be put right."""
        counted, asked = self._state.counted, self._state.enquete
        if counted is None or asked is None or self._state.working:
            return
        self._show(replace(self._state, working=True, problem=""))
        self._runner.run(
            lambda: enquetes.take_back(self._workplace, asked, counted),
            on_success=lambda done: self._taken_back(counted, done=done),
            on_failure=self._failed,
        )

    def print_sheet(self) -> None:
        """Show the sheet of the survey."""
        self._runner.run(
            lambda: papers.survey(self._workplace),
            on_success=self._navigate.show_paper,
            on_failure=self._failed,
        )

    def back(self) -> None:
        """Go back to Aujourd’hui."""
        self._navigate.go_home()

    def _counted(self, counted: Comptees) -> None:
        number = counted.depouillement.fiches
        said = "1 fiche comptée." if number == 1 else f"{number} fiches comptées."
        self._show(
            EnqueteState(
                enquete=self._state.enquete,
                quand=self._state.quand,
                of_year=self._state.of_year + number,
                counted=counted,
                said=said,
            )
        )

    def _taken_back(self, counted: Comptees, *, done: bool) -> None:
        if not done:
            told = "Le mois a été transmis\u00a0: ces fiches y restent comptées."
            self._show(replace(self._state, working=False, problem=told))
            return
        heap = counted.depouillement
        self._show(
            replace(
                self._state,
                working=False,
                counted=None,
                fiches=heap.fiches,
                reponses=heap.reponses,
                of_year=self._state.of_year - heap.fiches,
                said="Ces fiches ne sont plus comptées. Corrigez, puis comptez-les de nouveau.",
            )
        )

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: EnqueteState) -> None:
        self._state = state
        self._view.show_state(state)
