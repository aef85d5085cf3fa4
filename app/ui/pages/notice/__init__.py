"""The first step of an interview: the information notice, and what the person answers to it."""

from app.domain.identifiers import EntretienId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.notice.page import NoticePage
from app.ui.pages.notice.presenter import NoticePresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_notice(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, entretien_id: EntretienId
) -> NoticePage:
    """Return the page of an interview that stands at the notice."""
    page = NoticePage()
    presenter = NoticePresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, entretien_id
    )
    page.reading_picked.connect(presenter.pick_reading)
    page.purpose_answered.connect(presenter.answer)
    page.go_on_asked.connect(presenter.go_on)
    page.end_asked.connect(presenter.end)
    page.language_picked.connect(presenter.pick_language)
    page.print_asked.connect(presenter.print_notice)
    page.hold_asked.connect(presenter.hold)
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page
