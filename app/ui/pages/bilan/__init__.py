"""« Bilan »: figures without names, and the reports that the convention asks for."""

from collections.abc import Callable

from app.domain.bilan import BilanId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.bilan.board_page import BoardPage
from app.ui.pages.bilan.board_presenter import BoardPresenter
from app.ui.pages.bilan.report_page import ReportPage
from app.ui.pages.bilan.report_presenter import ReportPresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_board(
    workplace: Workplace,
    runner: TaskRunner,
    navigate: Navigator,
    open_report: Callable[[BilanId], None],
) -> BoardPage:
    """Return the page of the column; it reads again what it shows whenever it comes."""
    page = BoardPage()
    presenter = BoardPresenter(page, PageRunner(runner, page, navigate), workplace, open_report)
    page.came.connect(presenter.load)
    page.opened.connect(presenter.open)
    page.begun.connect(presenter.begin)
    page.period_picked.connect(presenter.pick_period)
    page.source_picked.connect(presenter.pick_source)
    page.file_chosen.connect(presenter.receive)
    page.keep(presenter)
    presenter.load()
    return page


def open_report(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, bilan_id: BilanId
) -> ReportPage:
    """Return the page of one report."""
    page = ReportPage()
    presenter = ReportPresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, bilan_id
    )
    page.written.connect(presenter.write)
    page.typed.connect(presenter.type_number)
    page.kept.connect(presenter.keep)
    page.source_picked.connect(presenter.pick_source)
    page.validated.connect(presenter.validate)
    page.undone.connect(presenter.undo)
    page.dropped.connect(presenter.drop)
    page.sent.connect(presenter.send)
    page.paper_asked.connect(presenter.make_paper)
    page.file_asked.connect(presenter.save)
    page.left.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page
