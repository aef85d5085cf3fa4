"""« Fin de la convention »: one step after the other, each kept; it goes on where it stopped."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.fin_convention.page import FinConventionPage
from app.ui.pages.fin_convention.presenter import FinConventionPresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_fin_convention(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator
) -> FinConventionPage:
    """Return the page; `runner` is the database's."""
    page = FinConventionPage()
    presenter = FinConventionPresenter(page, PageRunner(runner, page, navigate), workplace)
    page.go_on_asked.connect(presenter.go_on)
    page.reason_picked.connect(presenter.pick_reason)
    page.return_chosen.connect(presenter.give_back)
    page.code_given.connect(presenter.receive)
    page.writing_given.connect(presenter.receive_in_writing)
    page.destroy_asked.connect(presenter.destroy)
    page.certificate_chosen.connect(presenter.keep_certificate)
    page.give_up_asked.connect(presenter.give_up)
    page.synchronise_asked.connect(navigate.synchronise)
    page.left.connect(navigate.go_back)
    page.keep(presenter)
    presenter.load()
    return page
