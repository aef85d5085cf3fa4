"""Without a network: activate this laptop by stick, and exchange by stick."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.ui.interview.page_runner import PageRunner
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.tasks import TaskRunner
from app.ui.widgets.banner import Banner
from app.ui.widgets.tones import Tone
from app.usecases.exchange.stick_activation import ask_activation, take_activation
from app.usecases.exchange.stick_notes import StickState, stick_state, use_sticks
from app.usecases.workplace import Workplace

_REQUEST_READY = "La demande est sur la clé et relue. Éjectez-la, puis portez-la au Département."
_ACTIVATED = "Ce poste est autorisé. La page Synchroniser prépare maintenant les clés USB."


class StickSettingsView(Protocol):
    """The card, as the presenter sees it."""

    banner: Banner

    def show_stick(self, state: StickState) -> None:
        """Show whether sticks are used, or how to be activated by one."""
        ...

    def let_work(self, *, working: bool) -> None:
        """Take no other request meanwhile."""
        ...


class StickSettingsPresenter:
    """`runners`: the database's, and the network's: a stick may take minutes.

    `code` returns what was typed; `changed` is called once this laptop became known.
    """

    def __init__(
        self,
        view: StickSettingsView,
        runners: tuple[TaskRunner, TaskRunner],
        workplace: Workplace,
        code: Callable[[], str],
        changed: Callable[[], None],
    ) -> None:
        self._view = view
        self._runner, self._slow = runners
        self._workplace = workplace
        self._code = code
        self._changed = changed

    def load(self) -> None:
        """Read again where this laptop stands."""
        self._runner.run(
            lambda: stick_state(self._workplace), on_success=self._loaded, on_failure=self._broke
        )

    def ask(self, folder: Path) -> None:
        """Put the request, made with the code that was typed, on a stick."""
        code = self._code()
        self._do(lambda: ask_activation(self._workplace, code, folder), _REQUEST_READY)

    def take(self, folder: Path) -> None:
        """Read the answer to the request."""
        self._do(lambda: take_activation(self._workplace, [folder]), _ACTIVATED)

    def use(self, wanted: bool) -> None:  # noqa: FBT001 - a check box says it
        """Keep whether sticks are used as well."""
        self._runner.run(
            lambda: use_sticks(self._workplace, wanted=wanted),
            on_success=lambda _: self.load(),
            on_failure=self._broke,
        )

    def _do(self, work: Callable[[], object], words: str) -> None:
        self._view.let_work(working=True)

        def done(_: object) -> None:
            self._view.let_work(working=False)
            self._view.banner.say(Tone.SUCCESS, words)
            self.load()
            self._changed()

        self._slow.run(work, on_success=done, on_failure=self._broke)

    def _loaded(self, state: StickState) -> None:
        self._view.show_stick(state)

    def _broke(self, failure: Exception) -> None:
        self._view.let_work(working=False)
        self._view.banner.say(Tone.WARNING, failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it


def add_stick(
    page: ReglagesPage,
    runners: tuple[TaskRunner, TaskRunner],
    workplace: Workplace,
    navigate: Navigator,
) -> None:
    """Wire the card of the part « Département »; `runners`: the database's, the network's."""
    tab = page.departement
    database, slow = runners
    presenter = StickSettingsPresenter(
        tab.stick,
        (PageRunner(database, page, navigate), PageRunner(slow, page, navigate)),
        workplace,
        tab.code.text,
        page.stale.emit,
    )
    tab.stick.came.connect(presenter.load)
    tab.stick.request_asked.connect(presenter.ask)
    tab.stick.answer_asked.connect(presenter.take)
    tab.stick.use_chosen.connect(presenter.use)
    page.keep(presenter)
    presenter.load()
