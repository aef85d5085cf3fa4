"""Give the tab « Journal » its presenter."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.reglages.journal_presenter import JournalPresenter
from app.ui.pages.reglages.journal_tab import JournalTab
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.tasks import TaskRunner
from app.ui.widgets.printing import ask_where, print_text, save_bytes
from app.usecases.workplace import Workplace

_TEXT = "Texte (*.txt)"


def add_journal(
    page: ReglagesPage, runner: TaskRunner, workplace: Workplace, navigate: Navigator
) -> None:
    """Wire the tab of `page`; `runner` is the database's."""
    tab = page.journal
    presenter = JournalPresenter(tab, PageRunner(runner, page, navigate), workplace)
    tab.came.connect(presenter.load)
    tab.famille_picked.connect(presenter.pick_famille)
    tab.agent_picked.connect(presenter.pick_agent)
    tab.check_asked.connect(presenter.check)
    tab.print_asked.connect(lambda: presenter.make_text(lambda text: _print(tab, text)))
    tab.save_asked.connect(lambda: presenter.make_text(lambda text: _save(tab, presenter, text)))
    page.keep(presenter)


def _print(tab: JournalTab, text: str) -> None:
    print_text(text, tab, "Journal")


def _save(tab: JournalTab, presenter: JournalPresenter, text: str) -> None:
    path = ask_where(tab, "journal-passerelle.txt", _TEXT, suffix=".txt")
    if path is None:
        return
    try:
        save_bytes(path, text.encode("utf-8"))
    except OSError:
        presenter.kept(well=False)
    else:
        presenter.kept(well=True)
