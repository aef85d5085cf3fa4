"""One act: its form is checked, compared where it compares, then kept; then its slip is shown."""

from dataclasses import replace
from typing import Protocol

from app.domain.failures import AppError
from app.ui.asking.asked import Form, with_value
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.carnets.acts import Act, Outcome
from app.ui.pages.carnets.state import ActState
from app.ui.pages.carnets.ways import CarnetWays
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


class ActView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: ActState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing."""
        ...


class ActPresenter:
    """Turns a form into a use case."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a page of an act works with
        self,
        view: ActView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        ways: CarnetWays,
        act: Act,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._ways = ways
        self._act = act
        self._state = ActState(title=act.title, intro=act.intro, keep=act.keep)
        view.show_state(self._state)

    def load(self) -> None:
        """Read what may be chosen."""
        place, act = self._workplace, self._act
        self._runner.run(
            lambda: act.prepare(place), on_success=self._prepared, on_failure=self._failed
        )

    def edit(self, code: str, value: tuple[str, ...]) -> None:
        """Keep an answer as it is given; what was compared is compared again."""
        form = with_value(self._state.form, code, value)
        self._show(replace(self._state, form=form, preview="", keep=self._act.keep, problem=""))

    def submit(self) -> None:
        """Compare, or keep what stands there; a second press meanwhile does nothing."""
        if self._state.working or not self._state.loaded or self._state.nothing:
            return
        form = self._state.form
        if mistakes := self._act.mistakes(form):
            self._show(replace(self._state, form=replace(form, mistakes=mistakes)))
            self._view.to_mistake(next(iter(mistakes)))
            return
        self._show(replace(self._state, working=True, problem=""))
        place, act = self._workplace, self._act
        if act.preview is not None and not self._state.preview:
            compare = act.preview
            self._runner.run(
                lambda: compare(place, form),
                on_success=lambda words: self._compared(words, form),
                on_failure=self._failed,
            )
            return
        self._runner.run(
            lambda: act.run(place, form), on_success=self._done, on_failure=self._failed
        )

    def leave(self) -> None:
        """Note nothing after all."""
        self._ways.stock()

    def _prepared(self, form: Form) -> None:
        nothing = "" if form.asked else self._act.nothing
        self._show(replace(self._state, form=form, nothing=nothing, loaded=True))

    def _compared(self, words: str, form: Form) -> None:
        if form != self._state.form:  # changed meanwhile: what was compared is not what is kept
            self._show(replace(self._state, working=False))
            return
        self._show(replace(self._state, preview=words, keep="&Noter", working=False))

    def _done(self, outcome: Outcome) -> None:
        self._ways.stock(said=outcome.said)
        if outcome.paper is not None:
            self._navigate.show_paper(outcome.paper)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError) and type(failure).__name__ != "RunsError":
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: ActState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
