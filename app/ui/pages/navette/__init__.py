"""The shuttle sheet of a facilitateur: print one, count the coupons that come back."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.navette.page import NavettePage
from app.ui.pages.navette.presenter import NavettePresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_navette(workplace: Workplace, runner: TaskRunner, navigate: Navigator) -> NavettePage:
    """Return the page, on an empty sheet."""
    page = NavettePage()
    presenter = NavettePresenter(page, PageRunner(runner, page, navigate), workplace, navigate)
    page.form.asked.connect(presenter.show_sheet)
    page.blank_asked.connect(presenter.show_blank)
    page.returned.connect(presenter.note_return)
    page.undo_asked.connect(presenter.undo)
    page.back_asked.connect(presenter.back)
    page.keep(presenter)
    presenter.start()
    return page
