"""Draws the forms that wait, makes their paper or table, and forgets them once they left."""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.ui.dossiers.words import plural_words
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.evaluation.handing_card import HandingState
from app.ui.tasks import TaskRunner
from app.usecases.activites import fiches
from app.usecases.activites.fiches import LEAST, Lot
from app.usecases.interview.papers import ProducedPaper
from app.usecases.workplace import Workplace


class HandingView(Protocol):
    """The card, as the presenter sees it."""

    def show_handing(self, state: HandingState) -> None:
        """Show `state` and nothing else."""
        ...


class HandingPresenter:
    """What was drawn is what is handed: forms that came meanwhile wait for the next time."""

    def __init__(
        self, view: HandingView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._lot: Lot | None = None
        self._state = HandingState()
        view.show_handing(self._state)

    def load(self) -> None:
        """Read how many wait."""
        place = self._workplace

        def read() -> tuple[int, bool]:
            may = fiches.may_hand(place)
            if may and self._lot is None and fiches.is_drawn(place):  # the page was left meanwhile
                self._lot = fiches.draw(place)
            return fiches.waiting(place), may

        self._runner.run(read, on_success=lambda read: self._loaded(*read), on_failure=self._failed)

    def show_paper(self) -> None:
        """Show the forms as they are printed; printed or saved, they may be noted as handed."""
        place = self._workplace

        def make() -> tuple[Lot, ProducedPaper]:
            lot = self._lot or fiches.draw(place)
            return lot, fiches.paper(place, lot)

        def shown(made: tuple[Lot, ProducedPaper]) -> None:
            lot, paper = made
            self._navigate.show_paper(paper, lambda _act: self._went_out(lot))

        self._runner.run(make, on_success=shown, on_failure=self._failed)

    def save_table(self, path: Path) -> None:
        """Write the forms as a table where somebody chose."""
        place = self._workplace

        def write() -> Lot:
            lot = self._lot or fiches.draw(place)
            fiches.save(place, lot, path)
            return lot

        self._runner.run(
            write,
            on_success=lambda lot: self._went_out(lot, "Le tableau est enregistré."),
            on_failure=self._failed,
        )

    def hand(self) -> None:
        """Note that what was drawn left."""
        place, lot = self._workplace, self._lot
        if lot is None or self._state.working:
            return
        self._show(replace(self._state, working=True))
        self._runner.run(
            lambda: fiches.handed(place, lot), on_success=self._handed, on_failure=self._failed
        )

    def _loaded(self, waiting: int, may: bool) -> None:  # noqa: FBT001 - as it was read
        drawn = len(self._lot.fiches) if self._lot else 0
        self._show(
            replace(
                self._state,
                shown=may and (waiting > 0 or bool(self._state.said)),
                words=_words(waiting, drawn),
                may_leave=drawn > 0 or waiting >= LEAST,
                drawn=drawn,
                working=False,
            )
        )

    def _went_out(self, lot: Lot, said: str = "") -> None:
        self._lot = lot
        self._show(replace(self._state, said=said, problem=""))
        self.load()

    def _handed(self, count: int) -> None:
        self._lot = None
        words = "1 fiche transmise" if count == 1 else f"{count} fiches transmises"
        self._show(replace(self._state, said=f"{words}, effacées de ce poste.", problem=""))
        self.load()

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError | OSError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: HandingState) -> None:
        self._state = state
        self._view.show_handing(state)


def _words(waiting: int, drawn: int) -> str:
    if drawn:
        words = f"{drawn} fiches sont tirées au sort\u00a0: dites ici quand elles sont transmises."
        others = plural_words(waiting - drawn, "autre attend", "autres attendent")
        return f"{words} {others} la fois suivante." if waiting > drawn else words
    if not waiting:
        return "Plus aucune fiche n’attend."
    words = "1 fiche attend" if waiting == 1 else f"{waiting} fiches attendent"
    if waiting < LEAST:
        return (
            f"{words}. Il en faut {LEAST} pour les transmettre\u00a0: moins désignerait quelqu’un."
        )
    return f"{words} d’être transmises. Une fois transmises, elles sont effacées de ce poste."
