"""The second step of an interview: who the person is, and where letters reach her."""

from app.domain.identifiers import EntretienId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.personne.case import InterviewCase
from app.ui.pages.personne.page import PersonnePage
from app.ui.pages.personne.presenter import PersonPresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_personne(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, entretien_id: EntretienId
) -> PersonnePage:
    """Return the page of an interview whose person is to be found or entered."""
    page = PersonnePage()
    case = InterviewCase(workplace, navigate, entretien_id)
    presenter = PersonPresenter(page, PageRunner(runner, page, navigate), workplace, navigate, case)
    connect(page, presenter)
    presenter.load()
    return page


def connect(page: PersonnePage, presenter: PersonPresenter) -> None:
    """Let the presenter hear what is done on the page."""
    page.search_changed.connect(presenter.search)
    page.person_picked.connect(presenter.open_found)
    page.new_asked.connect(presenter.new_person)
    page.household_asked.connect(presenter.same_household)
    page.edited.connect(presenter.edit)
    page.details_asked.connect(presenter.open_details)
    page.proposal_taken.connect(presenter.use_proposal)
    page.go_on_asked.connect(presenter.go_on)
    page.back_asked.connect(presenter.back)
    page.hold_asked.connect(presenter.hold)
    page.end_asked.connect(presenter.end)
    page.keep(presenter)
