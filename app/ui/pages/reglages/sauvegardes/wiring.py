"""Give the part « Sauvegardes » its presenter."""

from collections.abc import Callable

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.sauvegardes.presenter import BackupsPresenter
from app.ui.relay import ProgressRelay
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def add_sauvegardes(  # noqa: PLR0913 -- what the part leads to, named at the only call
    page: ReglagesPage,
    runner: TaskRunner,
    workplace: Workplace,
    navigate: Navigator,
    *,
    restore: Callable[[], None],
    return_to_former: Callable[[], None],
) -> None:
    """Wire the part; `runner` is the network's: a stick may take minutes, an answer must not wait.

    `restore` leaves for the page that restores, `return_to_former` for the gate; both lock.
    """
    tab = page.sauvegardes
    relay = ProgressRelay()
    presenter = BackupsPresenter(tab, PageRunner(runner, page, navigate), workplace, relay.begin)
    relay.deliver_to(presenter.progressed)
    page.destroyed.connect(relay.end)
    tab.came.connect(presenter.load)
    tab.folder_chosen.connect(presenter.choose_folder)
    tab.backup_asked.connect(presenter.back_up)
    tab.export_asked.connect(presenter.export)
    tab.cancel_asked.connect(relay.stop)
    tab.destroy_asked.connect(presenter.destroy_former)
    tab.destroy_in_former_asked.connect(presenter.destroy_in_former)
    tab.restore_asked.connect(restore)
    tab.return_asked.connect(return_to_former)
    page.keep(presenter)
    page.keep(relay)
