"""Shows the calendar; notes dates and what was done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol

from app.domain.echeance import Echeance
from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.echeances import words
from app.ui.pages.echeances.state import CalendarState
from app.ui.tasks import TaskRunner
from app.usecases.echeances import calendrier
from app.usecases.echeances.calendrier import Calendrier
from app.usecases.echeances.carnets import CARNETS
from app.usecases.workplace import Workplace


class CalendarView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: CalendarState) -> None:
        """Show `state` and nothing else."""
        ...


class CalendarPresenter:
    """Reads everything again after each act and whenever the page comes."""

    def __init__(
        self, view: CalendarView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._found: Calendrier | None = None
        self.state = CalendarState(today=f"{workplace.clock.today():%d/%m/%Y}")

    def load(self) -> None:
        """Read the calendar again."""
        place = self._workplace
        self._runner.run(
            lambda: calendrier.load(place), on_success=self._loaded, on_failure=self.failed
        )

    def filter(self, kind: str) -> None:
        """Show one kind of items, all when it is empty."""
        self._show(replace(self._with(self._found, kind), said="", problem=""))

    def item(self, cle: str) -> Echeance | None:
        """Return an item that is shown."""
        items = self._found.items if self._found else ()
        return next((one for one in items if one.cle == cle), None)

    def set_day(self, cle: str, jour: date | None) -> None:
        """Set the date of a meeting, or take it back."""
        said = "Date fixée. Ce qui en dépend a suivi." if jour else "Date retirée."
        self._act(lambda: calendrier.set_day(self._workplace, cle, jour), said)

    def note_done(self, cle: str, on: date | None) -> None:
        """Note that an item was done, or take it back."""
        said = "Noté comme fait." if on else "Noté comme pas encore fait."
        self._act(lambda: calendrier.note_done(self._workplace, cle, on), said)

    def go(self, where: str) -> None:
        """Go to the page that settles an item."""
        ways: dict[str, Callable[[], None]] = {
            calendrier.DEMANDES: self._navigate.open_register,
            calendrier.CONFORMITE: self._navigate.open_conformity,
            calendrier.LIEUX: lambda: self._navigate.open_column("permanences"),
            calendrier.BILANS: lambda: self._navigate.open_column(calendrier.BILANS),
            calendrier.MANDATS: lambda: self._navigate.open_column("mandats"),
            CARNETS: lambda: self._navigate.open_column("carnets"),
        }
        if where in ways:
            ways[where]()

    def said(self, words_said: str) -> None:
        """Say what came of a file or a printing."""
        self._show(replace(self.state, said=words_said, problem=""))

    def failed(self, failure: Exception) -> None:
        """Say what went wrong."""
        self._show(replace(self.state, said="", problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _act(self, work: Callable[[], None], said: str) -> None:
        def done(_result: None) -> None:
            self._show(replace(self.state, said=said, problem=""))
            self.load()

        self._runner.run(work, on_success=done, on_failure=self.failed)

    def _loaded(self, found: Calendrier) -> None:
        self._found = found
        self._show(self._with(found, self.state.kind))

    def _with(self, found: Calendrier | None, kind: str) -> CalendarState:
        if found is None:
            return self.state
        here = {one.genre for one in found.items}
        kinds = tuple((one.value, said) for one, said in words.KINDS.items() if one in here)
        kind = kind if kind in {code for code, _ in kinds} else ""
        items = tuple(one for one in found.items if not kind or one.genre == kind)
        parts = words.parts_of(items, found.today)
        return replace(
            self.state,
            loaded=True,
            kinds=kinds,
            kind=kind,
            parts=parts,
            over=words.over_of(items, found.today),
            items=items,
            may_note=found.may_note,
            text=words.text_of(parts, self._workplace.structure.name, found.today),
        )

    def _show(self, state: CalendarState) -> None:
        if state != self.state:
            self.state = state
            self._view.show_state(state)
