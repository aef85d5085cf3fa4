"""The optional practical exercise of an interview (001 art. 4: « exercice de simulation »)."""

from app.domain.identifiers import EntretienId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.exercice.page import ExercicePage
from app.ui.pages.exercice.presenter import ExercicePresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_exercice(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, entretien_id: EntretienId
) -> ExercicePage:
    """Return the page, where the person is asked whether she wants to try."""
    page = ExercicePage()
    presenter = ExercicePresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, entretien_id
    )
    page.accepted.connect(presenter.accept)
    page.skipped.connect(presenter.skip)
    page.outcome_picked.connect(presenter.note)
    page.next_asked.connect(presenter.next)
    page.back_asked.connect(presenter.previous)
    page.hold_asked.connect(presenter.hold)
    page.keep(presenter)
    presenter.load()
    return page
