"""The persons: finding them, and the record of one."""

from app.domain.identifiers import PersonneId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.personnes.conservation_presenter import ConservationPresenter
from app.ui.pages.personnes.dossier import DossierPage
from app.ui.pages.personnes.dossier_presenter import DossierPresenter
from app.ui.pages.personnes.page import PersonnesPage
from app.ui.pages.personnes.presenter import PersonnesPresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_personnes(workplace: Workplace, runner: TaskRunner, navigate: Navigator) -> PersonnesPage:
    """Return the list; it looks again whenever it comes back on screen."""
    page = PersonnesPage()
    presenter = PersonnesPresenter(page, PageRunner(runner, page, navigate), workplace, navigate)
    page.came.connect(presenter.load)
    page.looked_for.connect(presenter.look_for)
    page.everyone_asked.connect(presenter.show_everyone)
    page.opened.connect(presenter.open)
    page.keep(presenter)
    presenter.load()
    return page


def open_dossier(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, personne_id: PersonneId
) -> DossierPage:
    """Return a record; a colleague's asks for a reason first."""
    page = DossierPage()
    within = PageRunner(runner, page, navigate)
    card = page.conservation
    keeping = ConservationPresenter(card, within, workplace)
    presenter = DossierPresenter(page, within, workplace, navigate, personne_id)
    presenter.opened, keeping.host = keeping.show_record, presenter
    card.hold_asked.connect(keeping.ask_hold)
    card.hold_given_up.connect(keeping.give_up)
    card.reason_picked.connect(keeping.pick_reason)
    card.until_typed.connect(keeping.type_until)
    card.hold_submitted.connect(keeping.submit)
    card.lift_asked.connect(keeping.lift)
    card.erase_asked.connect(presenter.open_erasure)
    page.keep(keeping)
    page.reason_picked.connect(presenter.pick_reason)
    page.reason_given.connect(presenter.open_with_reason)
    page.rights_asked.connect(presenter.open_rights)
    page.correct_asked.connect(presenter.correct)
    page.edited.connect(presenter.edit)
    page.keep_asked.connect(presenter.keep)
    page.person_opened.connect(presenter.open_person)
    page.interview_opened.connect(presenter.open_interview)
    page.prescription_opened.connect(presenter.open_prescription)
    page.mandate_opened.connect(presenter.open_mandate)
    page.mandate_asked.connect(presenter.take_mandate)
    page.lead_asked.connect(presenter.lead)
    page.reevaluate_asked.connect(presenter.reevaluate)
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page
