"""Prints a carnet of numbered papers, lists them, and leads to their entry."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.domain.failures import AppError
from app.domain.papier import EtatFeuille, FeuilleSecours
from app.ui.interview.written import day_of
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.carnet_secours.state import CarnetState
from app.ui.pages.carnet_secours.words import LIKE, sheet_row
from app.ui.tasks import TaskRunner
from app.usecases.papers import secours
from app.usecases.papers.secours import ListedSheet
from app.usecases.workplace import Workplace


class CarnetView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: CarnetState) -> None:
        """Show `state` and nothing else."""
        ...


class CarnetPresenter:
    """Every change is read again from the database: two lists of numbers would part."""

    def __init__(
        self, view: CarnetView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        today = workplace.clock.today()
        self._state = CarnetState(today=f"{today:%d/%m/%Y}")

    def load(self) -> None:
        """Read the papers."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self.failed)

    def tell(self, said: str, problem: str = "") -> None:
        """Say what came of a printing, and read the list again."""
        self._show(replace(self._state, said=said, problem=problem))
        self.load()

    def spoil(self, numero: str) -> None:
        """Note that a paper is lost or spoiled."""
        self._change(lambda: secours.spoil(self._workplace, numero), f"{numero} est noté gâché.")

    def put_back(self, numero: str) -> None:
        """Take back that a paper is settled."""
        self._change(
            lambda: secours.put_back(self._workplace, numero), f"{numero} est de nouveau dehors."
        )

    def enter(self, numero: str, typed: str) -> None:
        """Go and type a paper; `typed` is the day written on it, for an interview."""
        row = next((one for one in self._state.rows if one.numero == numero), None)
        if row is None or row.state is not EtatFeuille.DEHORS:
            return
        place = self._workplace
        if row.kind is FeuilleSecours.MANDAT:
            self._runner.run(
                lambda: secours.enter_mandate(place, numero),
                on_success=self._navigate.open_mandate,
                on_failure=self.failed,
            )
            return
        day = day_of(typed, like=LIKE)
        self._runner.run(
            lambda: secours.enter_interview(place, numero, day),
            on_success=self._navigate.open_paper_sheets,
            on_failure=self.failed,
        )

    def leave(self) -> None:
        """Go back to the papers filled in by hand."""
        self._navigate.open_paper_sheets()

    def failed(self, failure: Exception) -> None:
        """Say what went wrong."""
        self._show(replace(self._state, working=False, said="", problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _change(self, work: Callable[[], None], said: str) -> None:
        self._runner.run(work, on_success=lambda _done: self.tell(said), on_failure=self.failed)

    def _read(self) -> tuple[tuple[FeuilleSecours, ...], list[ListedSheet]]:
        return secours.kinds(self._workplace), secours.listed(self._workplace)

    def _loaded(self, read: tuple[tuple[FeuilleSecours, ...], list[ListedSheet]]) -> None:
        kinds, found = read
        rows = tuple(map(sheet_row, found))
        out = sum(row.state is EtatFeuille.DEHORS for row in rows)
        self._show(replace(self._state, loaded=True, kinds=kinds, rows=rows, out=out))

    def _show(self, state: CarnetState) -> None:
        self._state = state
        self._view.show_state(state)
