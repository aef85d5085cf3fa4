"""The laptop in the person's hands and back (docs/decisions/0018)."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.shell.window import MainWindow
from app.ui.tasks import TaskRunner
from app.ui.widgets.handed_screen import HandedScreen
from app.usecases.interview.returning import confirm_agent
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.ui.shell.handed import HandedFrame


class Handing:
    """Gives a screen to the person, and takes the laptop back by the agent's passphrase."""

    def __init__(self, window: MainWindow, runner: TaskRunner, workplace: Workplace) -> None:
        self._window = window
        self._runner = runner
        self._workplace = workplace

    def hand_over(
        self, screen: HandedScreen, *, returned: Callable[[], None], larger: int = 0
    ) -> None:
        """Put `screen` in the person's hands until the agent types his passphrase."""
        frame = self._window.hand_over(screen, larger=larger)
        frame.return_asked.connect(partial(self._confirm_agent, frame, returned))

    def _confirm_agent(
        self, frame: "HandedFrame", returned: Callable[[], None], passphrase: str
    ) -> None:
        place = self._workplace

        def confirmed(_done: None) -> None:
            if self._window.handed is frame:  # else it has locked meanwhile
                self._window.take_back()
                returned()

        def refused(failure: Exception) -> None:
            if self._window.handed is frame:
                frame.refuse(failure_text(failure))
            if not isinstance(failure, AppError):
                raise failure  # a bug: the crash handler reports it

        self._runner.run(
            lambda: confirm_agent(place, passphrase), on_success=confirmed, on_failure=refused
        )
