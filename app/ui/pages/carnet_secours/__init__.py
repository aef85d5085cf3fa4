"""The carnet de secours: numbered blank papers for a day without power, network or printer."""

from functools import partial

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.carnet_secours.page import CarnetPage
from app.ui.pages.carnet_secours.presenter import CarnetPresenter
from app.ui.pages.carnet_secours.printing import CarnetPrinting
from app.ui.pages.carnet_secours.words import day_mistake
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_carnet_secours(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator
) -> CarnetPage:
    """Return the page with the papers that are out."""
    page = CarnetPage(partial(day_mistake, workplace))
    own = PageRunner(runner, page, navigate)
    presenter = CarnetPresenter(page, own, workplace, navigate)
    printing = CarnetPrinting(page, own, workplace, presenter)
    page.print_asked.connect(printing.ask)
    page.enter_asked.connect(presenter.enter)
    page.spoil_asked.connect(presenter.spoil)
    page.put_back_asked.connect(presenter.put_back)
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    page.keep(printing)
    presenter.load()
    return page
