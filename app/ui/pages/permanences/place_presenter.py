"""Shows a place; keeps what the référent fills in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.failures import AppError
from app.domain.horaires import write_osm
from app.domain.lieu import Lieu, constats, questions_locales
from app.ui.dates import day_words
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.permanences import words
from app.ui.pages.permanences.state import PlaceState
from app.ui.tasks import TaskRunner
from app.usecases.permanences import lieux
from app.usecases.permanences.lieux import LieuSuivi, PlaceGoneError, Tableau
from app.usecases.workplace import Workplace


class PlaceView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: PlaceState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, slots=True)
class _Loaded:
    board: Tableau
    followed: LieuSuivi | None


class PlacePresenter:
    """`lieu_id` is empty for a new place."""

    def __init__(
        self,
        view: PlaceView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        lieu_id: str,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._lieu_id = lieu_id
        self._state = PlaceState()

    def load(self) -> None:
        """Read the place."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self._failed)

    def keep(self, lieu: Lieu) -> None:
        """Keep the place as it was filled in."""
        self._runner.run(
            lambda: lieux.keep(self._workplace, lieu),
            on_success=self._kept,
            on_failure=self._failed,
        )

    def verify(self) -> None:
        """Note that what is known of the place holds."""
        self._act(lambda: lieux.verify(self._workplace, self._lieu_id), "Vérification notée.")

    def turn_closed(self) -> None:
        """Note that nobody is received there any more, or again."""
        lieu = self._state.lieu
        if lieu is None:
            return
        said = "On reçoit de nouveau ici." if lieu.ferme else "On ne reçoit plus ici."
        self._act(lambda: lieux.set_closed(self._workplace, lieu.id, ferme=not lieu.ferme), said)

    def leave(self) -> None:
        """Go back to the list."""
        self._navigate.go_back()

    def _act(self, work: Callable[[], None], said: str) -> None:
        def done(_result: None) -> None:
            self._show(replace(self._state, said=said, problem=""))
            self.load()

        self._runner.run(work, on_success=done, on_failure=self._failed)

    def _kept(self, lieu: Lieu) -> None:
        self._lieu_id = lieu.id
        self._show(replace(self._state, said="Lieu enregistré.", problem=""))
        self.load()

    def _read(self) -> _Loaded:
        board = lieux.load(self._workplace)
        found = next(
            (one for one in (*board.lieux, *board.fermes) if one.lieu.id == self._lieu_id), None
        )
        if found is None and self._lieu_id:
            raise PlaceGoneError
        return _Loaded(board, found)

    def _loaded(self, loaded: _Loaded) -> None:
        board, followed = loaded.board, loaded.followed
        lieu = followed.lieu if followed else Lieu(id="", nom="")
        found = followed.constats if followed else constats(board.regles, lieu)
        self._show(
            replace(
                self._state,
                loaded=True,
                lieu=lieu,
                summary=_summary(lieu),
                constats=tuple(words.constat_row(*pair) for pair in enumerate(found)),
                exigences=(*board.regles.exigences, *questions_locales(board.departement)),
                osm=write_osm(lieu.semaine, feries=lieu.feries, vacances=lieu.vacances)
                if lieu.semaine.plages
                else "",
                verified=_verified(followed),
                asks_verification=board.regles.verifier_mois > 0 and bool(lieu.id),
                may_change=board.may_change,
            )
        )

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, said="", problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: PlaceState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


def _summary(lieu: Lieu) -> str:
    expected = ", ".join(f"{one.duree} {one.frequence}" for one in lieu.prevu)
    parts = [lieu.commune if lieu.commune not in lieu.nom else ""]
    parts.append(words.week_words(lieu))
    parts.append(f"prévu par la convention\u00a0: {expected}" if expected else "")
    return " · ".join(part for part in parts if part)


def _verified(followed: LieuSuivi | None) -> str:
    if followed is None or followed.lieu.verifie_le is None:
        return ""
    by = f" par {followed.verifie_par}" if followed.verifie_par else ""
    said = f"Vérifié le {day_words(followed.lieu.verifie_le)}{by}."
    if followed.verifier_le is not None:
        said += f" À revoir au plus tard le {day_words(followed.verifier_le)}."
    return said
