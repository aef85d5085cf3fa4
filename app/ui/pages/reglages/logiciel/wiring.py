"""Give the part « Logiciel » its presenter."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.reglages.logiciel.presenter import LogicielPresenter
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.relay import ProgressRelay
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def add_logiciel(
    page: ReglagesPage,
    runners: tuple[TaskRunner, TaskRunner],
    workplace: Workplace,
    navigate: Navigator,
) -> None:
    """Wire the part; `runners` are the database's and the network's, which may be slow."""
    tab = page.logiciel
    relay = ProgressRelay()
    database, slow = (PageRunner(one, page, navigate) for one in runners)
    presenter = LogicielPresenter(tab, (database, slow), workplace, relay.begin)
    relay.deliver_to(presenter.progressed)
    page.destroyed.connect(relay.end)
    tab.came.connect(presenter.load)
    tab.verify_asked.connect(presenter.verify)
    tab.cancel_asked.connect(relay.stop)
    page.keep(presenter)
    page.keep(relay)
