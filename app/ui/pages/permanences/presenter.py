"""Shows the permanences; notes what was held, closures, and who agreed to the poster."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from typing import Protocol

from app.domain.failures import AppError
from app.domain.horaires import Periode, Plage
from app.domain.lieu import Lieu
from app.ui.messages import failure_text
from app.ui.pages.permanences import words
from app.ui.pages.permanences.state import BoardState, TodayRow
from app.ui.tasks import TaskRunner
from app.usecases.permanences import affiches, lieux, tenues
from app.usecases.permanences.affiches import Validation
from app.usecases.permanences.lieux import Tableau
from app.usecases.permanences.tenues import TenueSuivie
from app.usecases.workplace import Workplace


class BoardView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: BoardState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, slots=True)
class _Loaded:
    board: Tableau
    held: list[TenueSuivie]
    posters: tuple[Lieu, ...]
    agreement: Validation | None
    needs_agreement: bool


class BoardPresenter:
    """Reads everything again after each act and whenever the page comes."""

    def __init__(self, view: BoardView, runner: TaskRunner, workplace: Workplace) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self.state = BoardState(
            agent=workplace.agent.prenom, telephone=workplace.structure.telephone
        )

    def load(self) -> None:
        """Read the places, the permanences and the agreement again."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self.failed)

    def open_now(self, lieu_id: str) -> None:
        """Open the permanence of a place."""
        self._act(
            lambda: tenues.ouvrir(self._workplace, lieu_id),
            "Permanence ouverte. Entrée sur sa ligne la ferme, ce soir.",
        )

    def close(self, tenue_id: str, heures: tuple[Plage, ...]) -> None:
        """Close a permanence that was held at these hours."""
        self._act(
            lambda: tenues.fermer(self._workplace, tenue_id, heures),
            "Permanence fermée et comptée.",
        )

    def note(self, lieu_id: str, day: date, heures: tuple[Plage, ...]) -> None:
        """Note a permanence that was held at these hours."""
        self._act(
            lambda: tenues.noter(self._workplace, lieu_id, day, heures),
            "Permanence notée et comptée.",
        )

    def take_back(self, tenue_id: str) -> None:
        """Take a permanence back, with what it counted."""
        self._act(lambda: tenues.retirer(self._workplace, tenue_id), "Permanence retirée.")

    def add_periode(self, periode: Periode) -> None:
        """Keep a dated exception."""
        self._act(lambda: lieux.add_periode(self._workplace, periode), "Période enregistrée.")

    def remove_periode(self, periode_id: str) -> None:
        """Take a dated exception back."""
        self._act(lambda: lieux.remove_periode(self._workplace, periode_id), "Période retirée.")

    def agree(self, par: str, le: date) -> None:
        """Note who agreed to the poster."""
        self._act(lambda: affiches.valider(self._workplace, par, le), "Accord noté.")

    def disagree(self) -> None:
        """Take the agreement back."""
        self._act(lambda: affiches.retirer_validation(self._workplace), "Accord retiré.")

    def say(self, said: str, problem: str = "") -> None:
        """Say what came of a printing."""
        self._show(replace(self.state, said=said, problem=problem))

    def failed(self, failure: Exception) -> None:
        """Say what went wrong."""
        self._show(replace(self.state, said="", problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _act(self, work: Callable[[], object], said: str) -> None:
        def done(_result: object) -> None:
            self._show(replace(self.state, said=said, problem=""))
            self.load()

        self._runner.run(work, on_success=done, on_failure=self.failed)

    def _read(self) -> _Loaded:
        place = self._workplace
        return _Loaded(
            board=lieux.load(place),
            held=tenues.listed(place),
            posters=affiches.affichables(place),
            agreement=affiches.validation(place),
            needs_agreement=affiches.demande_validation(place),
        )

    def _loaded(self, loaded: _Loaded) -> None:
        clock, board = self._workplace.clock, loaded.board
        today, zone = clock.today(), clock.zone()
        names = {one.lieu.id: one.lieu.nom for one in (*board.lieux, *board.fermes)}
        self._show(
            replace(
                self.state,
                loaded=True,
                day=today,
                summary=words.summary_words(board.lieux),
                today=_today(loaded, today, zone),
                lieux=tuple(words.place_row(one, today) for one in board.lieux),
                fermes=tuple(words.place_row(one, today) for one in board.fermes),
                periodes=tuple(words.periode_row(one, names) for one in board.periodes),
                held=tuple(words.held_row(one, zone) for one in loaded.held),
                places=tuple((one.lieu.id, one.lieu.nom) for one in board.lieux),
                posters=tuple((one.id, one.nom) for one in loaded.posters),
                has_hours=any(one.semaine.plages for one in loaded.posters),
                may_change=board.may_change,
                needs_agreement=loaded.needs_agreement,
                agreement=loaded.agreement,
            )
        )

    def _show(self, state: BoardState) -> None:
        if state != self.state:
            self.state = state
            self._view.show_state(state)


def _today(loaded: _Loaded, today: date, zone: tzinfo) -> tuple[TodayRow, ...]:
    """Return the places that open today, and those that somebody opened all the same."""
    held: dict[str, list[TenueSuivie]] = {}
    for one in loaded.held:
        if one.day == today:
            held.setdefault(one.lieu_id, []).append(one)
    return tuple(
        words.today_row(one, held.get(one.lieu.id, []), zone)
        for one in loaded.board.lieux
        if one.aujourd_hui.plages or one.lieu.id in held
    )
