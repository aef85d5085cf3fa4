"""Shows the shuttle sheet, counts it when it is printed, counts the coupons that come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.once import once
from app.ui.tasks import TaskRunner
from app.usecases.activites import navettes
from app.usecases.activites.navettes import Compte, Passage
from app.usecases.papers import desk_papers
from app.usecases.papers.desk_papers import Shuttle
from app.usecases.workplace import Workplace

WORDS: Final = {
    Passage.EMISE: "Fiche imprimée",
    Passage.DIAGNOSTIC: "Le point a été fait",
    Passage.CARNET: "Un carnet de Pass a été remis",
    Passage.AUTRE: "Autre suite",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NavetteState:
    """Everything the page shows. `counted` is what was just counted, which may be taken back."""

    motifs: Mapping[str, str] = field(default_factory=dict[str, str])
    returns: Sequence[tuple[str, str]] = ()
    of_year: Mapping[Passage, int] = field(default_factory=dict[Passage, int])
    counted: Compte | None = None
    said: str = ""
    problem: str = ""
    sheets: int = 0  # grows when an empty form is wanted


class NavetteView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: NavetteState) -> None:
        """Show `state` and nothing else."""
        ...


class NavettePresenter:
    """Nothing is kept of whom the sheet is about: two numbers a month."""

    def __init__(
        self, view: NavetteView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._state = NavetteState()

    def start(self) -> None:
        """Read what may be written, and the numbers of the year."""

        def read() -> tuple[Mapping[str, str], Mapping[Passage, int]]:
            year = self._workplace.clock.today().year
            return desk_papers.motifs(self._workplace), navettes.of_year(self._workplace, year)

        self._runner.run(read, on_success=self._read, on_failure=self._failed)

    def show_sheet(self, said: Shuttle) -> None:
        """Show the sheet; it counts once, however often it is printed or saved."""
        self._runner.run(
            lambda: desk_papers.shuttle(self._workplace, said),
            on_success=lambda paper: self._navigate.show_paper(paper, once(self._left)),
            on_failure=self._failed,
        )

    def show_blank(self) -> None:
        """Show a sheet to fill in by hand; it counts like the others."""
        self._runner.run(
            lambda: desk_papers.blank_shuttle(self._workplace),
            on_success=lambda paper: self._navigate.show_paper(paper, self._left),
            on_failure=self._failed,
        )

    def note_return(self, code: str) -> None:
        """Count a coupon that came back."""
        self._count(Passage(code))

    def undo(self) -> None:
        """Take back what was just counted."""
        counted = self._state.counted
        if counted is None:
            return
        self._state = replace(self._state, counted=None)  # asked twice, it is taken back once
        self._runner.run(
            lambda: navettes.take_back(self._workplace, counted),
            on_success=lambda done: self._taken_back(counted, done=done),
            on_failure=self._failed,
        )

    def back(self) -> None:
        """Go back to Aujourd’hui."""
        self._navigate.go_home()

    def _left(self, _how: str) -> None:
        """Count a sheet that came out of the printer; the form is empty again."""
        self._state = replace(self._state, sheets=self._state.sheets + 1)
        self._count(Passage.EMISE)

    def _count(self, passage: Passage) -> None:
        self._runner.run(
            lambda: navettes.count(self._workplace, passage),
            on_success=self._counted,
            on_failure=self._failed,
        )

    def _read(self, read: tuple[Mapping[str, str], Mapping[Passage, int]]) -> None:
        motifs, of_year = read
        returns = tuple((one.value, WORDS[one]) for one in navettes.returns(self._workplace))
        self._show(
            replace(
                self._state,
                motifs=motifs,
                returns=returns,
                of_year=of_year,
                sheets=self._state.sheets + 1,
            )
        )

    def _counted(self, counted: Compte) -> None:
        said = f"C’est compté\u00a0: {WORDS[counted.passage].lower()}."
        self._show(
            replace(
                self._state,
                of_year=self._changed(counted.passage, 1),
                counted=counted,
                said=said,
                problem="",
            )
        )

    def _taken_back(self, counted: Compte, *, done: bool) -> None:
        if not done:
            told = "Le mois a été transmis\u00a0: c’est compté pour de bon."
            self._show(replace(self._state, problem=told))
            return
        self._show(
            replace(
                self._state,
                of_year=self._changed(counted.passage, -1),
                counted=None,
                said="Ce n’est plus compté.",
                problem="",
            )
        )

    def _changed(self, passage: Passage, change: int) -> dict[Passage, int]:
        former = self._state.of_year
        return {**former, passage: max(0, former.get(passage, 0) + change)}

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: NavetteState) -> None:
        self._state = state
        self._view.show_state(state)
