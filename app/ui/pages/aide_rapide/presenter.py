"""Counts one quick help at a time, takes it back, counts the same once more."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from app.documents.languages import Language
from app.domain.activite import Aide
from app.domain.failures import AppError
from app.ui.activites.act_input import ActInput, place_code
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.once import once
from app.ui.pages.aide_rapide.state import AideInput, AideState
from app.ui.tasks import TaskRunner
from app.usecases.activites import aides, navettes
from app.usecases.activites.aides import Comptee, Habitudes
from app.usecases.activites.offre import Offre, offre
from app.usecases.papers import desk_papers
from app.usecases.papers.desk_papers import Shuttle
from app.usecases.papers.take_home import quick_sheet
from app.usecases.workplace import Workplace

_ON_SHEET = 3  # subjects that « Votre feuille » names


class AideView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: AideState) -> None:
        """Show `state` and nothing else."""
        ...

    def go_to_mistake(self) -> None:
        """Give the focus to what is missing."""
        ...


class AideRapidePresenter:
    """Theme, done: nothing is asked or kept of the person but what the profile counts."""

    def __init__(
        self, view: AideView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._state = AideState()

    def start(self) -> None:
        """Read what is offered, and where and how long the last help was."""

        def read() -> tuple[Offre, Habitudes, int]:
            return offre(self._workplace, Aide), *aides.habits(self._workplace)

        self._runner.run(read, on_success=lambda read: self._read(*read), on_failure=self._failed)

    def change(self, said: AideInput) -> None:
        """Note what is chosen; nothing is counted yet."""
        self._show(replace(self._state, said=said, words=""))

    def count(self) -> None:
        """Count the help as it stands on screen."""
        state = self._state
        if state.working or state.counted or state.offre is None:
            return
        aide = _aide(state.said)
        if aide is None:
            self._show(replace(state, shows_mistakes=True))
            self._view.go_to_mistake()
            return
        self._count(aide)

    def again(self) -> None:
        """Count once more the help just counted, for somebody else: of whom nothing is known."""
        counted = self._state.counted
        if counted is not None and not self._state.working:
            aide = aides.again(self._workplace, counted.aide)
            act = replace(self._state.said.act, criteres=aide.criteres)
            self._state = replace(self._state, said=AideInput(act=act))  # what an undo brings back
            self._count(aide)

    def undo(self) -> None:
        """Take back what was just counted; the choices come back to be put right."""
        counted = self._state.counted
        if self._state.working or counted is None:
            return
        self._show(replace(self._state, working=True, problem=""))
        self._runner.run(
            lambda: aides.take_back(self._workplace, counted),
            on_success=self._undone,
            on_failure=self._failed,
        )

    def another(self) -> None:
        """Count one more: the place and the duration stay, the rest is empty."""
        state = self._state
        if state.offre is None or state.counted is None:
            return
        act = state.said.act
        said = AideInput(act=ActInput(minutes=act.minutes, lieu=act.lieu))
        self._show(AideState(offre=state.offre, said=said, today=state.today))

    def done(self) -> None:
        """Go back to Aujourd’hui."""
        self._navigate.go_home()

    def show_sheet(self, langue: str) -> None:
        """Make « Votre feuille » for the help just counted."""
        counted = self._state.counted
        if counted is None:
            return
        themes = counted.aide.themes[:_ON_SHEET]
        self._runner.run(
            lambda: quick_sheet(self._workplace, themes, langue=langue),
            on_success=self._navigate.show_paper,
            on_failure=self._failed,
        )

    def show_shuttle(self, said: Shuttle) -> None:
        """Make the sheet that sends the person on; nothing of it is kept but that one left."""
        self._runner.run(
            lambda: desk_papers.shuttle(self._workplace, said),
            on_success=lambda paper: self._navigate.show_paper(paper, once(self._shuttle_left)),
            on_failure=self._failed,
        )

    def _shuttle_left(self, _how: str) -> None:
        self._runner.run(
            lambda: navettes.count(self._workplace, navettes.Passage.EMISE),
            on_success=lambda _counted: None,
            on_failure=self._failed,
        )

    def _count(self, aide: Aide) -> None:
        self._show(replace(self._state, working=True, problem=""))

        def count() -> tuple[Comptee, tuple[Language, ...], dict[str, str]]:
            return (
                aides.count(self._workplace, aide),
                desk_papers.notice_languages(self._workplace),
                desk_papers.motifs(self._workplace),
            )

        self._runner.run(
            count, on_success=lambda read: self._counted(*read), on_failure=self._failed
        )

    def _read(self, offered: Offre, habits: Habitudes, today: int) -> None:
        lieu = place_code(habits.lieu, offered)
        if offered.ici and not today:  # another day: where one is open today
            lieu = offered.ici
        act = ActInput(minutes=str(habits.minutes), lieu=lieu)
        self._show(AideState(offre=offered, said=AideInput(act=act), today=today))

    def _counted(
        self, counted: Comptee, languages: tuple[Language, ...], motifs: Mapping[str, str]
    ) -> None:
        self._show(
            replace(
                self._state,
                working=False,
                shows_mistakes=False,
                languages=languages,
                motifs=motifs,
                counted=counted,
                today=counted.today,
                words=f"C’est compté\u00a0: {self._subjects(counted.aide)}.",
            )
        )

    def _undone(self, done: bool) -> None:  # noqa: FBT001 - the runner gives what the call returned
        if not done:
            told = "Le mois a été transmis\u00a0: cette aide y reste comptée."
            self._show(replace(self._state, working=False, problem=told))
            return
        self._show(
            replace(
                self._state,
                working=False,
                counted=None,
                today=max(0, self._state.today - 1),
                words="L’aide n’est plus comptée. Corrigez, puis comptez-la de nouveau.",
            )
        )

    def _subjects(self, aide: Aide) -> str:
        offered = self._state.offre
        labels = dict(offered.themes) if offered else {}
        return ", ".join(labels[theme] for theme in aide.themes)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: AideState) -> None:
        self._state = state
        self._view.show_state(state)


def _aide(said: AideInput) -> Aide | None:
    """Return the help that is meant, None while something is missing."""
    act, minutes = said.act, said.act.duration
    if act.mistakes or minutes is None:
        return None
    return Aide(
        themes=act.themes,
        demarches=act.kept_demarches,
        minutes=minutes,
        lieu=act.place,
        materiel=act.materiel,
        mission=act.mission,
        criteres=act.criteres,
        autonomie=said.autonomie,
        redirection=said.redirection,
        publics={liste: code for liste, code in said.publics.items() if code},
    )
