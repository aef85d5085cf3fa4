"""The prescriptions: their list by state, and one of them whole."""

from app.domain.identifiers import PrescriptionId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.prescriptions import words
from app.ui.pages.prescriptions.detail import PrescriptionPage
from app.ui.pages.prescriptions.page import PrescriptionsPage
from app.ui.pages.prescriptions.presenter import PrescriptionPresenter, PrescriptionsPresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_prescriptions(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator
) -> PrescriptionsPage:
    """Return the list; it reads again what it shows whenever it comes back on screen."""
    page = PrescriptionsPage()
    presenter = PrescriptionsPresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate
    )
    page.came.connect(presenter.load)
    page.kept_to.connect(presenter.keep_to)
    page.opened.connect(presenter.open)
    page.keep(presenter)
    presenter.load()
    return page


def open_prescription(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, prescription_id: PrescriptionId
) -> PrescriptionPage:
    """Return the page of one prescription."""
    page = PrescriptionPage(words.names_of(workplace.convention))
    presenter = PrescriptionPresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, prescription_id
    )
    page.papers_asked.connect(presenter.open_papers)
    page.person_asked.connect(presenter.open_person)
    page.earlier_asked.connect(presenter.open_earlier)
    page.answers_asked.connect(presenter.open_review)
    page.undo_asked.connect(presenter.undo)
    page.dossier_asked.connect(presenter.open_dossier)
    page.redo_asked.connect(presenter.redo_dossier)
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page
