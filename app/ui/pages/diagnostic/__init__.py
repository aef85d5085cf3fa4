"""The diagnosis of an interview, and the decision."""

from app.domain.identifiers import EntretienId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.diagnostic.page import DiagnosticPage
from app.ui.pages.diagnostic.presenter import DiagnosticPresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_diagnostic(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, entretien_id: EntretienId
) -> DiagnosticPage:
    """Return the page of an interview that stands at the diagnosis."""
    page = DiagnosticPage()
    presenter = DiagnosticPresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, entretien_id
    )
    page.follow_asked.connect(presenter.follow)
    page.otherwise_asked.connect(presenter.choose_otherwise)
    page.service_picked.connect(presenter.pick_service)
    page.reason_picked.connect(presenter.pick_reason)
    page.confirm_asked.connect(presenter.confirm)
    page.answer_asked.connect(presenter.answer)
    page.alternatives_asked.connect(presenter.look_for_alternatives)
    page.earlier_asked.connect(presenter.open_earlier)
    page.end_asked.connect(presenter.end_refused)
    page.hold_asked.connect(presenter.hold)
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page
