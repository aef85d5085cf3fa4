"""Background work: what a presenter asks for, and how a piece of work learns that it must stop.

This module does not know Qt, so presenters and their tests may use it; the threads are in
`app.ui.threads`.
"""

import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from app.domain.failures import AppError

ResultT = TypeVar("ResultT")


class CancelledError(AppError):
    """The user stopped the work; what was finished before stays finished."""


class CancelFlag:
    """Carries « stop » from the window to work in another thread.

    The work looks at it between its steps, never in the middle of one, so each step is whole.
    """

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Ask the work to stop at its next step."""
        self._event.set()

    def is_set(self) -> bool:
        """Tell whether somebody asked to stop."""
        return self._event.is_set()

    def raise_if_set(self) -> None:
        """Stop here when somebody asked for it.

        Raises:
            CancelledError: somebody asked to stop.
        """
        if self._event.is_set():
            raise CancelledError


class TaskRunner(Protocol):
    """Does work away from the window and calls back in the window's thread."""

    def run(
        self,
        work: Callable[[], ResultT],
        *,
        on_success: Callable[[ResultT], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        """Do `work`, then call exactly one of the callbacks in the window's thread.

        `work` opens its own session and touches no widget. Works of one runner never overlap and
        keep their order. Once the runner is closed no callback comes any more.
        """
        ...


class InlineRunner:
    """Does the work at once, in the caller's thread: for tests and for scripts."""

    def run(
        self,
        work: Callable[[], ResultT],
        *,
        on_success: Callable[[ResultT], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        """Do `work` and call one of the callbacks before returning."""
        try:
            result = work()
        except Exception as failure:  # noqa: BLE001 - the callback decides what a failure means
            on_failure(failure)
            return
        on_success(result)
