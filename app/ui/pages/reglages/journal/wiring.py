"""Give the tab « Journal » its presenter."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.reglages.journal.presenter import JournalPresenter
from app.ui.pages.reglages.journal.tab import JournalTab
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.tasks import TaskRunner
from app.ui.widgets.printing import ask_where, save_bytes
from app.usecases.workplace import Workplace

_TABLE = "Tableau (*.csv)"


def add_journal(
    page: ReglagesPage,
    runners: tuple[TaskRunner, TaskRunner],
    workplace: Workplace,
    navigate: Navigator,
) -> None:
    """Wire the tab of `page`; `runners` are the database's and the network's."""
    tab = page.journal
    quick, slow = (PageRunner(runner, page, navigate) for runner in runners)
    presenter = JournalPresenter(tab, (quick, slow), workplace, navigate)
    tab.came.connect(presenter.load)
    tab.famille_picked.connect(presenter.pick_famille)
    tab.periode_picked.connect(presenter.pick_periode)
    tab.agent_picked.connect(presenter.pick_agent)
    tab.check_asked.connect(presenter.check)
    tab.paper_asked.connect(presenter.make_paper)
    tab.table_asked.connect(
        lambda: presenter.make_table(lambda table: _save(tab, presenter, table))
    )
    page.keep(presenter)


def _save(tab: JournalTab, presenter: JournalPresenter, table: bytes) -> None:
    path = ask_where(tab, "journal-passerelle.csv", _TABLE, suffix=".csv")
    if path is None:
        presenter.not_kept()
        return
    try:
        save_bytes(path, table)
    except OSError:
        presenter.refused()
    else:
        presenter.kept()
