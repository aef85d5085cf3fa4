"""The evaluation questionnaire of the Pass: a few questions, counted without a name."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.evaluation.handing_presenter import HandingPresenter
from app.ui.pages.evaluation.page import EvaluationPage
from app.ui.pages.evaluation.presenter import EvaluationPresenter
from app.ui.tasks import TaskRunner
from app.ui.widgets.printing import ask_where
from app.usecases.workplace import Workplace

_TABLE = "fiches-evaluation.csv"


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
    page.back_asked.connect(presenter.done)
    handing = HandingPresenter(
        page.handing, PageRunner(runner, page, navigate), workplace, navigate
    )

    def save() -> None:
        path = ask_where(page, _TABLE, "Tableau (*.csv)", suffix=".csv")
        if path is not None:
            handing.save_table(path)

    page.handing.paper_asked.connect(handing.show_paper)
    page.handing.table_asked.connect(save)
    page.handing.handed.connect(handing.hand)
    presenter.counted.append(handing.load)
    page.keep(presenter)
    page.keep(handing)
    presenter.start()
    handing.load()
    return page
