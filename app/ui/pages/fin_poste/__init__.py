"""« Détruire toutes les données de ce poste »: what is there, a paper to keep, then the end."""

from collections.abc import Callable

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.fin_poste.page import FinPostePage
from app.ui.pages.fin_poste.presenter import FinPostePresenter
from app.ui.tasks import TaskRunner
from app.usecases.laptop.ending_laptop import Farewell
from app.usecases.workplace import Workplace


def open_fin_poste(
    workplace: Workplace,
    runner: TaskRunner,
    navigate: Navigator,
    *,
    begin: Callable[[], None],
    ended: Callable[[Farewell], None],
) -> FinPostePage:
    """Return the page. `begin` may refuse by an `AppError`; `ended` closes the vault and goes on.

    `runner` is the database's: nothing else works while everything is about to go.
    """
    page = FinPostePage()
    last = PageRunner(runner, page, navigate, outlives=True)
    presenter = FinPostePresenter(
        page,
        PageRunner(runner, page, navigate),
        workplace,
        begin=begin,
        destroy=lambda work, failed: last.run(work, on_success=ended, on_failure=failed),
    )
    page.paper_chosen.connect(presenter.choose_paper)
    page.backup_asked.connect(presenter.back_up)
    page.end_asked.connect(presenter.end)
    page.synchronise_asked.connect(navigate.synchronise)
    page.left.connect(navigate.go_back)
    page.keep(presenter)
    presenter.load()
    return page
