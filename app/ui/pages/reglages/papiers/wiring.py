"""Give the tab « Papiers » its presenter."""

from functools import partial

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.papiers.presenter import PapiersTabPresenter
from app.ui.printing.offset_card import OffsetCard
from app.ui.tasks import TaskRunner
from app.usecases.papers.desk_papers import window_page
from app.usecases.workplace import Workplace


def add_papiers(
    page: ReglagesPage, runner: TaskRunner, workplace: Workplace, navigate: Navigator
) -> None:
    """Wire the tab; `runner` is the database's."""
    tab = page.papiers
    own = PageRunner(runner, page, navigate)
    presenter = PapiersTabPresenter(tab, own, workplace, navigate)
    tab.came.connect(presenter.load)
    tab.shuttle_asked.connect(presenter.show_shuttle)
    tab.notice_asked.connect(presenter.show_notice)
    tab.carnet_asked.connect(presenter.open_carnet)
    tab.letters.activate_asked.connect(presenter.activate_letters)
    tab.add_offsets(OffsetCard(own, partial(window_page, workplace)))
    page.keep(presenter)
