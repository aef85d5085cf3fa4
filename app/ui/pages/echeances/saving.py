"""Keeps the calendar as a file for another program."""

from app.domain.failures import AppError
from app.ui.pages.echeances.presenter import CalendarPresenter
from app.ui.tasks import TaskRunner
from app.ui.widgets.page import Page
from app.ui.widgets.printing import ask_where, save_bytes
from app.usecases.echeances import agenda
from app.usecases.workplace import Workplace

_KIND = "Calendrier (*.ics)"
_SAVED = "Fichier enregistré. Ouvrez-le dans votre agenda\u00a0; refaites-le quand une date change."


class AgendaNotSavedError(AppError):
    """The file could not be written there."""


def save_agenda(
    page: Page, runner: TaskRunner, workplace: Workplace, presenter: CalendarPresenter
) -> None:
    """Ask where, then write the file; nobody is named in it."""
    path = ask_where(page, agenda.FILE_NAME, _KIND, suffix=".ics")
    if path is None:
        return

    def write() -> None:
        try:
            save_bytes(path, agenda.export(workplace))
        except OSError as error:
            raise AgendaNotSavedError from error

    runner.run(
        write,
        on_success=lambda _: presenter.said(_SAVED),
        on_failure=presenter.failed,
    )
