"""The evaluation questionnaire of the Pass: a few questions, counted without a name."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.evaluation.page import EvaluationPage
from app.ui.pages.evaluation.presenter import EvaluationPresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_evaluation(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator
) -> EvaluationPage:
    """Return the page, on an empty questionnaire."""
    page = EvaluationPage()
    presenter = EvaluationPresenter(page, PageRunner(runner, page, navigate), workplace, navigate)
    page.answered.connect(presenter.answer)
    page.count_asked.connect(presenter.count)
    page.another_asked.connect(presenter.another)
    page.undo_asked.connect(presenter.undo)
    page.done_asked.connect(presenter.done)
    page.keep(presenter)
    presenter.start()
    return page
