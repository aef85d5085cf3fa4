"""The person of a mandate: the page of interviews, for another case."""

from app.domain.identifiers import MandatId, PersonneId
from app.ui.pages.mandats.prise.case import MandatCase
from app.ui.pages.mandats.prise.desk import Desk
from app.ui.pages.mandats.prise.steps import Step, trail
from app.ui.pages.personne import connect
from app.ui.pages.personne.page import PersonnePage
from app.ui.pages.personne.presenter import PersonPresenter


def open_person(
    desk: Desk, mandat_id: MandatId | None = None, about: PersonneId | None = None
) -> PersonnePage:
    """Return the step of the person; without `mandat_id` a draft begins once she is known."""
    page = PersonnePage(trail(Step.PERSONNE))
    page.hold_button.hide()  # what was typed is kept with « Continuer », as everywhere here
    here = desk.within(page)
    case = MandatCase(here.place, here.ways, mandat_id, about)
    presenter = PersonPresenter(page, here.runner, here.place, here.navigate, case)
    connect(page, presenter)
    presenter.load()
    return page
