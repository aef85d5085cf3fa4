"""The mandates: which run, what was done under each, how each ends."""

from collections.abc import Sequence

from app.domain.identifiers import LigneId, MandatId
from app.ui.pages.mandats.end_page import EndPage
from app.ui.pages.mandats.end_presenter import EndPresenter
from app.ui.pages.mandats.ended_page import EndedPage
from app.ui.pages.mandats.ended_presenter import EndedPresenter
from app.ui.pages.mandats.list_page import MandatsPage
from app.ui.pages.mandats.list_presenter import ListPresenter
from app.ui.pages.mandats.mandat_page import MandatPage
from app.ui.pages.mandats.mandat_presenter import MandatPresenter
from app.ui.pages.mandats.prise.desk import Desk
from app.usecases.mandats.ended import Ended


def open_mandats(desk: Desk) -> MandatsPage:
    """Return the list; it reads again what it shows whenever it comes back on screen."""
    page = MandatsPage()
    presenter = ListPresenter(page, desk.within(page))
    page.came.connect(presenter.load)
    page.take_asked.connect(presenter.take)
    page.looked_for.connect(presenter.look_for)
    page.opened.connect(presenter.open)
    page.keep(presenter)
    presenter.load()
    return page


def open_mandat(desk: Desk, mandat_id: MandatId) -> MandatPage:
    """Return the page of one mandate that is signed."""
    page = MandatPage()
    presenter = MandatPresenter(page, desk.within(page), mandat_id)
    page.asked.connect(presenter.ask)
    page.outcome_asked.connect(presenter.ask_outcome)
    page.edited.connect(presenter.edit)
    page.submitted.connect(presenter.submit)
    page.given_up.connect(presenter.give_up)
    page.told.connect(presenter.tell)
    page.removed.connect(presenter.remove)
    page.handed.connect(presenter.hand)
    page.end_asked.connect(presenter.end)
    page.renew_asked.connect(presenter.renew)
    page.papers_asked.connect(presenter.show_papers)
    page.person_asked.connect(presenter.open_person)
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page


def open_end(
    desk: Desk, mandat_id: MandatId, lignes: Sequence[LigneId], *, by: str = ""
) -> EndPage:
    """Return the page on which lines end, all of them when none is named."""
    page = EndPage()
    presenter = EndPresenter(page, desk.within(page), mandat_id, lignes, by)
    page.edited.connect(presenter.edit)
    page.go_on_asked.connect(presenter.go_on)
    page.paper_asked.connect(presenter.show_paper)
    page.end_asked.connect(presenter.end)
    page.back_asked.connect(presenter.back)
    page.keep(presenter)
    presenter.load()
    return page


def open_ended(
    desk: Desk, ended: Sequence[Ended], then: MandatId | None, *, printed: bool = False
) -> EndedPage:
    """Return the page of what ended a moment ago."""
    page = EndedPage()
    presenter = EndedPresenter(page, desk.within(page), ended, then, printed=printed)
    page.withdrawal_asked.connect(presenter.show_withdrawal)
    page.certificate_asked.connect(presenter.show_certificate)
    page.sheet_asked.connect(presenter.show_sheet)
    page.left.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page
