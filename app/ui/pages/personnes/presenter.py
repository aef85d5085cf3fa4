"""Finds persons as one types: one's own first, everybody's when asked."""

from dataclasses import replace
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import PersonneId
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.personnes.state import ListState
from app.ui.pages.personnes.words import found_row
from app.ui.tasks import TaskRunner
from app.usecases.people import persons
from app.usecases.people.persons import Found
from app.usecases.workplace import Workplace


class ListView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: ListState) -> None:
        """Show `state` and nothing else."""
        ...


class PersonnesPresenter:
    """What was typed last is what is shown, whatever arrives meanwhile.

    One search at a time: what is typed while it runs is looked for after it, the last alone.
    """

    def __init__(
        self, view: ListView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._looking = self._asked_again = False
        self._state = ListState()

    def load(self) -> None:
        """Look again for what was looked for."""
        self._find(self._state)

    def look_for(self, text: str) -> None:
        """Look for persons whose name begins so; everybody for an empty text."""
        self._find(replace(self._state, query=text))

    def show_everyone(self, everyone: bool) -> None:  # noqa: FBT001 - a Qt signal's value
        """Look among everybody's records, or among one's own."""
        self._find(replace(self._state, everyone=everyone))

    def open(self, personne_id: str) -> None:
        """Show a record."""
        self._navigate.open_person(PersonneId(personne_id))

    def _find(self, state: ListState) -> None:
        self._state = state
        if self._looking:
            self._asked_again = True
            return
        self._looking, self._asked_again = True, False
        self._runner.run(
            lambda: persons.find(self._workplace, state.query, everyone=state.everyone),
            on_success=self._found,
            on_failure=self._failed,
        )

    def _found(self, found: list[Found]) -> None:
        self._looking = False
        if self._asked_again:
            self._find(self._state)  # somebody has typed on
            return
        mine_first = sorted(found, key=lambda one: not one.mine)
        rows = tuple(found_row(one) for one in mine_first)
        self._show(replace(self._state, rows=rows, loaded=True, problem=""))

    def _failed(self, failure: Exception) -> None:
        self._looking = False
        self._show(replace(self._state, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: ListState) -> None:
        self._state = state
        self._view.show_state(state)
