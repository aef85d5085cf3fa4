"""Workshops: the year with its targets, one grid for a whole workshop."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.ateliers.page import AteliersPage
from app.ui.pages.ateliers.presenter import AteliersPresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_ateliers(workplace: Workplace, runner: TaskRunner, navigate: Navigator) -> AteliersPage:
    """Return the page, on the workshops of the year."""
    page = AteliersPage()
    presenter = AteliersPresenter(page, PageRunner(runner, page, navigate), workplace, navigate)
    page.listing.new_asked.connect(presenter.new)
    page.listing.model_asked.connect(presenter.new_from)
    page.listing.opened.connect(presenter.open)
    page.listing.year_asked.connect(presenter.show_year)
    page.listing.put_back_asked.connect(presenter.put_back)
    page.listing.sheet_asked.connect(presenter.print_count_sheet)
    page.listing.programme_asked.connect(presenter.print_programme)
    page.listing.catalogue_chosen.connect(presenter.take_in_catalogue)
    page.form.changed.connect(presenter.change)
    page.form.submitted.connect(presenter.keep)
    page.keep_asked.connect(presenter.keep)
    page.again_asked.connect(presenter.again)
    page.poster_asked.connect(presenter.print_poster)
    page.remove_asked.connect(presenter.remove)
    page.back_asked.connect(presenter.back)
    page.keep(presenter)
    presenter.start()
    return page
