"""Give the tab « Papiers » its presenter."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.papiers.presenter import PapiersTabPresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def add_papiers(
    page: ReglagesPage, runner: TaskRunner, workplace: Workplace, navigate: Navigator
) -> None:
    """Wire the tab; `runner` is the database's."""
    tab = page.papiers
    presenter = PapiersTabPresenter(tab, PageRunner(runner, page, navigate), workplace, navigate)
    tab.came.connect(presenter.load)
    tab.poster_asked.connect(presenter.show_poster)
    tab.shuttle_asked.connect(presenter.show_shuttle)
    tab.notice_asked.connect(presenter.show_notice)
    tab.window_asked.connect(presenter.show_window_page)
    page.keep(presenter)
