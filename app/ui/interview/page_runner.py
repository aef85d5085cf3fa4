"""A runner whose callbacks end with a page."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.tasks import ResultT, TaskRunner
from app.ui.widgets.tones import Tone


class PageRunner:
    """Runs work for a page that the user may leave before the work is done.

    The work itself is always done: an answer on its way to the database arrives there. Once the
    page is destroyed nobody is told of a success, and a failure is said on the page that follows.
    `outlives`: a success is told in any case, since what comes after it must be done.
    """

    def __init__(
        self, runner: TaskRunner, page: QWidget, navigate: Navigator, *, outlives: bool = False
    ) -> None:
        self._outlives = outlives
        self._runner = runner
        self._page = page
        self._navigate = navigate

    def run(
        self,
        work: Callable[[], ResultT],
        *,
        on_success: Callable[[ResultT], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        """Do `work`, then call exactly one of the callbacks if the page is still there."""

        def succeeded(result: ResultT) -> None:
            if self._outlives or isValid(self._page):
                on_success(result)

        def failed(failure: Exception) -> None:
            if isValid(self._page):
                on_failure(failure)
                return
            self._navigate.show_message(failure_text(failure), Tone.DANGER)
            if not isinstance(failure, AppError):
                raise failure  # a bug: the crash handler reports it

        self._runner.run(work, on_success=succeeded, on_failure=failed)
