"""Give the tab « Effacements » its presenter."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.reglages.effacements.presenter import EffacementsPresenter
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def add_effacements(
    page: ReglagesPage, runner: TaskRunner, workplace: Workplace, navigate: Navigator
) -> None:
    """Wire the tab of `page`."""
    tab = page.effacements
    presenter = EffacementsPresenter(tab, PageRunner(runner, page, navigate), workplace, navigate)
    tab.came.connect(presenter.load)
    tab.record_opened.connect(presenter.open_record)
    tab.certificate_opened.connect(presenter.open_certificate)
    tab.file_chosen.connect(presenter.check)
    page.keep(presenter)
