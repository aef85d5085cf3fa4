"""One movement: its slip again, its opposite."""

from dataclasses import replace
from typing import Protocol

from app.domain.carnets_registre import Mouvement
from app.domain.carnets_regles import may_take_back
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.ui.dates import long_day_words
from app.ui.dossiers.words import Fact
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.carnets.state import MoveState
from app.ui.pages.carnets.ways import CarnetWays
from app.ui.pages.carnets.words import place_of
from app.ui.tasks import TaskRunner
from app.usecases.carnets import papers, reversing, stock
from app.usecases.carnets.stock import LigneHistoire
from app.usecases.carnets.words import MOVEMENTS, count_words, numbers
from app.usecases.interview.papers import ProducedPaper
from app.usecases.laptop import habilitations
from app.usecases.workplace import Workplace

_WITH_SLIP = {
    Mouvement.RECEPTION,
    Mouvement.TRANSFERT,
    Mouvement.RETOUR,
    Mouvement.PERTE,
    Mouvement.VOL,
}
_SAID = "La contre-passation est écrite\u00a0: le registre garde les deux lignes."


class MoveView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: MoveState) -> None:
        """Show `state` and nothing else."""
        ...


class MovePresenter:
    """Shows a line of the ledger."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a page of a movement works with
        self,
        view: MoveView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        ways: CarnetWays,
        number: int,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._ways = ways
        self._number = number
        self._piece = ""
        self._keeps = Acte.STOCK in habilitations.mine(workplace).actes
        self._state = MoveState()
        view.show_state(self._state)

    def load(self) -> None:
        """Read the movement."""
        place, number = self._workplace, self._number

        def read() -> LigneHistoire | None:
            found = stock.history(place, limit=100_000)
            return next((one for one in found if one.ecriture.number == number), None)

        self._runner.run(read, on_success=self._loaded, on_failure=self._failed)

    def show_paper(self) -> None:
        """Show its slip again."""
        place, piece = self._workplace, self._piece
        self._runner.run(
            lambda: papers.slip(place, piece), on_success=self._made, on_failure=self._failed
        )

    def take_back(self) -> None:
        """Write its opposite."""
        place, number = self._workplace, self._number
        self._show(replace(self._state, working=True))
        self._runner.run(
            lambda: reversing.take_back(place, number),
            on_success=lambda _: self._ways.stock(said=_SAID),
            on_failure=self._failed,
        )

    def leave(self) -> None:
        """Come back to the stock."""
        self._ways.stock()

    def _loaded(self, found: LigneHistoire | None) -> None:
        if found is None:
            self._ways.stock()
            return
        written = found.ecriture
        self._piece = written.piece
        self._show(
            MoveState(
                title=MOVEMENTS[written.kind],
                facts=(
                    Fact("Jour", long_day_words(written.happened_on).capitalize()),
                    Fact("Bordereau", written.piece),
                    Fact("Lot", found.lot.name),
                    Fact("Numéros", numbers(found.lot, [written.run])),
                    Fact("Quantité", count_words(written.run.carnets)),
                    Fact("De", place_of(found, source=True)),
                    Fact("Vers", place_of(found)),
                    Fact("Noté par", found.agent),
                    Fact("Contre-passe", f"le mouvement n° {written.reverses}")
                    if written.reverses
                    else Fact("", ""),
                    Fact("État", "Contre-passé" if found.reversed_ else ""),
                ),
                has_paper=self._keeps and written.kind in _WITH_SLIP and bool(written.piece),
                may_take_back=self._keeps
                and not found.reversed_
                and may_take_back(written.kind, found.lot.tenu),
            )
        )

    def _made(self, paper: ProducedPaper | None) -> None:
        if paper is not None:
            self._navigate.show_paper(paper)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: MoveState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
