"""The third step of an interview: the questions, one screen at a time."""

from functools import partial

from app.domain.identifiers import EntretienId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.questionnaire.page import QuestionnairePage
from app.ui.pages.questionnaire.presenter import QuestionnairePresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace

_LARGER = 3  # zoom steps: 150 % for who works at 100 %


def open_questionnaire(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, entretien_id: EntretienId
) -> QuestionnairePage:
    """Return the page, at the question where the interview stands."""
    page = QuestionnairePage()
    presenter = QuestionnairePresenter(
        page,
        PageRunner(runner, page, navigate),
        workplace,
        navigate,
        entretien_id,
    )
    page.answered.connect(presenter.answer)
    page.written.connect(presenter.write)
    page.add_asked.connect(presenter.add_repeat)
    page.remove_asked.connect(presenter.remove_repeat)
    page.filter_asked.connect(presenter.show_only_missing)
    page.language_asked.connect(presenter.speak)
    page.next_asked.connect(presenter.next)
    page.previous_asked.connect(presenter.previous)
    page.jump_asked.connect(presenter.jump)
    page.review_asked.connect(presenter.review)
    page.stop_asked.connect(presenter.finish)
    page.stop_declined.connect(presenter.decline_stop)
    page.face_asked.connect(presenter.face)
    page.handed.connect(partial(navigate.hand_over, returned=presenter.turned_back, larger=_LARGER))
    page.hold_asked.connect(presenter.hold)
    page.back_asked.connect(presenter.previous)
    page.keep(presenter)
    presenter.load()
    return page
