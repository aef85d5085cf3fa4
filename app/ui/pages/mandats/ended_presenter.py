"""The last papers of what ended; held in memory alone, forgotten when the page is left."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import MandatId
from app.ui.messages import failure_text
from app.ui.pages.mandats.prise.desk import Desk
from app.ui.pages.mandats.state import EndedCard, EndedState
from app.usecases import journal
from app.usecases.interview.papers import ProducedPaper
from app.usecases.mandats import papers
from app.usecases.mandats import words as listed
from app.usecases.mandats.ended import Ended
from app.usecases.papers.take_home import TakeHome, take_home

_GO_ON = "&Voir le nouveau mandat"


class EndedView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: EndedState) -> None:
        """Show `state` and nothing else."""
        ...


class EndedPresenter:
    """`printed`: the person has her certificate of withdrawal already."""

    def __init__(
        self,
        view: EndedView,
        desk: Desk,
        ended: Sequence[Ended],
        then: MandatId | None,
        *,
        printed: bool,
    ) -> None:
        self._view = view
        self._runner = desk.runner
        self._workplace = desk.place
        self._navigate = desk.navigate
        self._ways = desk.ways
        self._ended = tuple(ended)
        self._then = then
        self._left = {n for n, one in enumerate(ended) if one.retrait and not printed}
        self._state = EndedState(
            cards=tuple(_card(one) for one in ended),
            go_on=_GO_ON if then else "",
            missing=bool(self._left),
        )

    def load(self) -> None:
        """Show what ended."""
        self._show(self._state)

    def show_withdrawal(self, place: int) -> None:
        """Show the certificate of withdrawal once more."""
        ended = self._ended[place]
        self._runner.run(
            lambda: papers.withdrawal(self._workplace, ended),
            on_success=lambda paper: self._paper(paper, place),
            on_failure=self._failed,
        )

    def show_certificate(self, place: int) -> None:
        """Show the certificate of destruction."""
        ended = self._ended[place]
        self._runner.run(
            lambda: papers.attestation(self._workplace, ended),
            on_success=self._navigate.show_paper,
            on_failure=self._failed,
        )

    def show_sheet(self, place: int) -> None:
        """Show the page that the person takes home; like the others, from what is in memory."""
        said = _sheet(self._ended[place])
        self._runner.run(
            lambda: take_home(self._workplace, said),
            on_success=self._navigate.show_paper,
            on_failure=self._failed,
        )

    def leave(self) -> None:
        """Go on with the mandate that replaced it, else to the mandates."""
        if self._then is not None:
            self._ways.open(self._then)
        else:
            self._navigate.go_back()

    def _paper(self, paper: ProducedPaper, place: int) -> None:
        self._navigate.show_paper(paper, done=lambda act: self._given(paper, act, place))

    def _given(self, paper: ProducedPaper, act: str, place: int) -> None:
        """Note that the paper went out, of no record: there is none any more."""
        self._runner.run(
            lambda: journal.note(self._workplace, act, paper.code),
            on_success=lambda _: None,
            on_failure=self._failed,
        )
        self._left.discard(place)
        self._show(replace(self._state, missing=bool(self._left)))

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: EndedState) -> None:
        self._state = state
        self._view.show_state(state)


def _sheet(ended: Ended) -> TakeHome:
    """Return what was done: the lines of the mandate under which something was."""
    acted = {acte.ligne_id for acte in ended.actes}
    lines = [ligne for ligne in ended.mandat.lignes if ligne.id in acted]
    return TakeHome(
        acts=tuple(f"{ligne.objet} ({ligne.organisme})" for ligne in lines),
        prenom=ended.personne.prenom if ended.personne else "",
        reference=ended.mandat.reference,
    )


def _card(ended: Ended) -> EndedCard:
    done = ended.destruction
    words = (
        f"Ses données sont détruites. Numéro de destruction\u00a0: {done.numero}."
        if done is not None
        else "Ses données sont détruites. L’attestation sera signée à la prochaine ouverture."
    )
    state = listed.STATES[ended.mandat.etat]
    return EndedCard(
        reference=ended.mandat.reference,
        words=f"{state}. {words}",
        withdrawal=ended.retrait is not None,
        certificate=done is not None,
    )
