"""The optional practical exercise of an interview (001 art. 4: « exercice de simulation »)."""

from functools import partial

from app.domain.identifiers import EntretienId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.exercice.page import ExercicePage
from app.ui.pages.exercice.presenter import ExercicePresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace

_LARGER = 2  # zoom steps: the person sits further away than the agent, and may see less well


def open_exercice(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, entretien_id: EntretienId
) -> ExercicePage:
    """Return the page, where the person is asked whether she wants to try."""
    page = ExercicePage()
    presenter = ExercicePresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, entretien_id
    )
    page.accepted.connect(presenter.hand)
    page.elsewhere_asked.connect(presenter.elsewhere)
    page.skipped.connect(presenter.skip)
    page.corrected.connect(presenter.correct)
    page.end_asked.connect(presenter.end)
    page.handed.connect(partial(navigate.hand_over, returned=presenter.taken_back, larger=_LARGER))
    page.task_finished.connect(presenter.finish_task)
    page.stop_asked.connect(presenter.stop)
    page.noting_asked.connect(presenter.begin_noting)
    page.outcome_picked.connect(presenter.note)
    page.next_asked.connect(presenter.next)
    page.back_asked.connect(presenter.previous)
    page.hold_asked.connect(presenter.hold)
    page.keep(presenter)
    presenter.load()
    return page
