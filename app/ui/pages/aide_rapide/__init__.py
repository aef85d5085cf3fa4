"""Aide rapide: count an anonymous act in ten seconds, by keyboard."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.aide_rapide.page import AideRapidePage
from app.ui.pages.aide_rapide.presenter import AideRapidePresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_aide_rapide(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator
) -> AideRapidePage:
    """Return the page, on the list of themes."""
    page = AideRapidePage()
    presenter = AideRapidePresenter(page, PageRunner(runner, page, navigate), workplace, navigate)
    page.changed.connect(presenter.change)
    page.count_asked.connect(presenter.count)
    page.again_asked.connect(presenter.again)
    page.undo_asked.connect(presenter.undo)
    page.another_asked.connect(presenter.another)
    page.after.sheet_asked.connect(presenter.show_sheet)
    page.after.shuttle_asked.connect(presenter.show_shuttle)
    page.done_asked.connect(presenter.done)
    page.keep(presenter)
    presenter.start()
    return page
