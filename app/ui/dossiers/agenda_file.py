"""Keeps dates as a file for another program: deadlines, permanences."""

from collections.abc import Callable

from app.domain.failures import AppError
from app.ui.tasks import TaskRunner
from app.ui.widgets.page import Page
from app.ui.widgets.printing import ask_where, save_bytes

_KIND = "Calendrier (*.ics)"
_SAVED = "Fichier enregistré. Ouvrez-le dans votre agenda\u00a0; refaites-le quand une date change."


class AgendaNotSavedError(AppError):
    """The file could not be written there."""


def save_agenda(
    page: Page,
    runner: TaskRunner,
    made: tuple[str, Callable[[], bytes]],
    *,
    said: Callable[[str], None],
    failed: Callable[[Exception], None],
) -> None:
    """Ask where, then write the file; `made` is its usual name, and what gives its content."""
    name, content = made
    path = ask_where(page, name, _KIND, suffix=".ics")
    if path is None:
        return

    def write() -> None:
        try:
            save_bytes(path, content())
        except OSError as error:
            raise AgendaNotSavedError from error

    runner.run(write, on_success=lambda _: said(_SAVED), on_failure=failed)
