"""The satisfaction survey: print its sheet, count a heap of sheets that came back."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.enquete.page import EnquetePage
from app.ui.pages.enquete.presenter import EnquetePresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_enquete(workplace: Workplace, runner: TaskRunner, navigate: Navigator) -> EnquetePage:
    """Return the page, on an empty count."""
    page = EnquetePage()
    presenter = EnquetePresenter(page, PageRunner(runner, page, navigate), workplace, navigate)
    page.sheets_changed.connect(presenter.change_sheets)
    page.answers_changed.connect(presenter.change_answers)
    page.count_asked.connect(presenter.count)
    page.undo_asked.connect(presenter.undo)
    page.print_asked.connect(presenter.print_sheet)
    page.back_asked.connect(presenter.back)
    page.keep(presenter)
    presenter.start()
    return page
