"""Taking a mandate: calm steps, one after the other, each kept on going on."""

from typing import TYPE_CHECKING

from app.domain.identifiers import MandatId
from app.domain.mandat import Mandat
from app.domain.mandat_listes import EtatMandat
from app.ui.pages.mandats.prise.capacity import CapacityPresenter
from app.ui.pages.mandats.prise.desk import Desk
from app.ui.pages.mandats.prise.form_page import FormStep
from app.ui.pages.mandats.prise.form_presenter import FormPresenter
from app.ui.pages.mandats.prise.frame import MandatStep
from app.ui.pages.mandats.prise.identity import IdentityPresenter
from app.ui.pages.mandats.prise.lines import LinesPresenter
from app.ui.pages.mandats.prise.lines_page import LinesPage
from app.ui.pages.mandats.prise.signing import SigningPresenter
from app.ui.pages.mandats.prise.signing_page import SigningPage
from app.ui.pages.mandats.prise.state import FormState, LinesState, SigningState, TellingState
from app.ui.pages.mandats.prise.steps import Step
from app.ui.pages.mandats.prise.telling import TellingPresenter
from app.ui.pages.mandats.prise.telling_page import TellingPage
from app.ui.pages.mandats.prise.terms import TermsPresenter

if TYPE_CHECKING:
    from collections.abc import Callable

_TITLES = {
    Step.CAPACITE: (
        "Peut-elle signer un mandat\u00a0?",
        "Quatre questions, à poser simplement. Les réponses ne sont pas gardées.",
    ),
    Step.DUREE: ("Où, et pour combien de temps\u00a0?", ""),
    Step.IDENTITE: ("Vérifier l’identité", "Regardez le document, puis rendez-le."),
}


def step_of(mandat: Mandat) -> Step:
    """Return the step at which a draft stands: the first whose facts are missing."""
    if mandat.personne_id is None:
        return Step.PERSONNE
    if not mandat.lignes:
        return Step.CAPACITE
    if not mandat.explique:
        return Step.DUREE  # where and how long are said again: nothing is picked beforehand
    if mandat.etat is EtatMandat.BROUILLON:
        return Step.INFORMATION
    return Step.IDENTITE if mandat.etat is EtatMandat.INFORME else Step.SIGNATURE


def open_step(desk: Desk, mandat_id: MandatId, step: Step) -> MandatStep:
    """Return the page of a step of a draft; that of the person is opened elsewhere."""
    openers: dict[Step, Callable[[Desk, MandatId], MandatStep]] = {
        Step.CAPACITE: _capacity,
        Step.DEMARCHES: _lines,
        Step.DUREE: _terms,
        Step.INFORMATION: _telling,
        Step.IDENTITE: _identity,
        Step.SIGNATURE: _signing,
    }
    return openers[step](desk, mandat_id)


def _capacity(desk: Desk, of: MandatId) -> FormStep:
    page = FormStep(*_heading(Step.CAPACITE))
    presenter = CapacityPresenter(page, desk.within(page), of, FormState())
    page.go_on_asked.connect(presenter.go_on)
    return _form(page, presenter)


def _terms(desk: Desk, of: MandatId) -> FormStep:
    page = FormStep(*_heading(Step.DUREE))
    presenter = TermsPresenter(page, desk.within(page), of, FormState())
    page.go_on_asked.connect(presenter.go_on)
    return _form(page, presenter)


def _identity(desk: Desk, of: MandatId) -> FormStep:
    page = FormStep(*_heading(Step.IDENTITE))
    presenter = IdentityPresenter(page, desk.within(page), of, FormState())
    page.go_on_asked.connect(presenter.go_on)
    return _form(page, presenter)


def _form(page: FormStep, presenter: FormPresenter) -> FormStep:
    page.edited.connect(presenter.edit)
    page.orientation_asked.connect(presenter.print_orientation)
    page.block_asked.connect(presenter.block)
    _common(page, presenter)
    return page


def _lines(desk: Desk, of: MandatId) -> LinesPage:
    page = LinesPage()
    presenter = LinesPresenter(page, desk.within(page), of, LinesState())
    page.add_asked.connect(presenter.add)
    page.edited.connect(presenter.edit)
    page.kept.connect(presenter.keep)
    page.given_up.connect(presenter.give_up)
    page.change_asked.connect(presenter.change)
    page.remove_asked.connect(presenter.remove)
    page.undo_asked.connect(presenter.undo)
    page.reopen_asked.connect(presenter.reopen)
    page.go_on_asked.connect(presenter.go_on)
    _common(page, presenter)
    return page


def _telling(desk: Desk, of: MandatId) -> TellingPage:
    page = TellingPage()
    presenter = TellingPresenter(page, desk.within(page), of, TellingState())
    page.told.connect(presenter.tell)
    page.edited.connect(presenter.edit)
    page.go_on_asked.connect(presenter.go_on)
    _common(page, presenter)
    return page


def _signing(desk: Desk, of: MandatId) -> SigningPage:
    page = SigningPage()
    presenter = SigningPresenter(page, desk.within(page), of, SigningState())
    page.edited.connect(presenter.edit)
    page.project_asked.connect(presenter.show_project)
    page.print_asked.connect(presenter.print_both)
    page.one_asked.connect(presenter.print_one)
    page.signing_edited.connect(presenter.edit_signing)
    page.go_on_asked.connect(presenter.go_on)
    _common(page, presenter)
    return page


def _common(
    page: MandatStep,
    presenter: FormPresenter | LinesPresenter | TellingPresenter | SigningPresenter,
) -> None:
    page.back_asked.connect(presenter.back)
    page.hold_asked.connect(presenter.hold)
    page.drop_asked.connect(presenter.drop)
    page.keep(presenter)
    presenter.load()


def _heading(step: Step) -> tuple[str, Step, str]:
    heading, subtitle = _TITLES[step]
    return heading, step, subtitle
