"""Reading an interview again: its questions and answers, without resuming it."""

from app.domain.identifiers import EntretienId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.relecture.page import RelecturePage
from app.ui.pages.relecture.presenter import RelecturePresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_relecture(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, entretien_id: EntretienId
) -> RelecturePage:
    """Return the page of an interview, finished or on hold."""
    page = RelecturePage()
    presenter = RelecturePresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, entretien_id
    )
    page.resume_asked.connect(presenter.resume)
    page.papers_asked.connect(presenter.open_papers)
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page
