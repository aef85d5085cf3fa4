"""Notes workshops, corrects them while their month is open, takes them out and puts them back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from app.domain.activite import Atelier
from app.domain.failures import AppError
from app.ui.activites.act_input import ActInput, place_code
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.ateliers.state import AtelierInput, AteliersState, input_of
from app.ui.pages.ateliers.words import told_words
from app.ui.tasks import TaskRunner
from app.usecases.activites import ateliers, catalogue, coherence, papers
from app.usecases.activites.ateliers import Annee, Tenu
from app.usecases.activites.catalogue import Importe, Modele
from app.usecases.activites.coherence import Remarque
from app.usecases.activites.offre import Offre, offre, still_offered
from app.usecases.interview.papers import ProducedPaper
from app.usecases.workplace import Workplace

_Made = TypeVar("_Made")
_USUAL = "120"  # minutes of a workshop before anybody said otherwise


class AteliersView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: AteliersState) -> None:
        """Show `state` and nothing else."""
        ...

    def go_to_mistake(self) -> None:
        """Give the focus to what is missing."""
        ...


class AteliersPresenter:
    """One grid for a whole workshop; nobody who came is named (S2-07)."""

    def __init__(
        self, view: AteliersView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._year = workplace.clock.today().year
        self._state = AteliersState()

    def start(self, said: str = "", removed: Atelier | None = None) -> None:
        """Read the year, what looks wrong in it, and what is offered."""
        year = self._year

        def read() -> tuple[Offre, Annee, Sequence[Remarque], Sequence[Modele]]:
            place = self._workplace
            months = (f"{year}-01", min(f"{year}-12", f"{place.clock.today():%Y-%m}"))
            looked = coherence.remarks(place, *months) if months[0] <= months[1] else ()
            here, held = offre(place, Atelier), ateliers.year(place, year)
            return here, held, looked, catalogue.models(place)

        def show(
            read: tuple[Offre, Annee, Sequence[Remarque], Sequence[Modele]],
        ) -> None:
            offered, annee, remarques, modeles = read
            self._show(
                replace(
                    self._state,
                    offre=offered,
                    annee=annee,
                    today=self._workplace.clock.today(),
                    remarques=remarques,
                    modeles=modeles,
                    form=None,
                    shows_mistakes=False,
                    told=False,
                    said=said,
                    removed=removed,
                    problem="",
                    working=False,
                )
            )

        self._runner.run(read, on_success=show, on_failure=self._failed)

    def show_year(self, year: int) -> None:
        """Show the workshops of another year."""
        self._year = year
        self.start()

    def new(self) -> None:
        """Begin a workshop."""
        self._begin(Modele(titre=""))

    def new_from(self, titre: str) -> None:
        """Begin a workshop of the catalogue."""
        found = [one for one in self._state.modeles if one.titre == titre]
        self._begin(found[0] if found else Modele(titre=""))

    def open(self, atelier_id: str) -> None:
        """Show a workshop, to read it or to put it right."""
        self._run(lambda: ateliers.load(self._workplace, atelier_id), self._opened)

    def change(self, said: AtelierInput) -> None:
        """Note what is chosen; nothing is counted yet."""
        self._show(replace(self._state, form=said, problem=""))

    def keep(self) -> None:
        """Note the workshop as it stands on screen."""
        form = self._state.form
        if form is None or self._state.working or self._state.told:
            return
        atelier = form.atelier()
        if atelier is None or form.mistakes(self._state.today):
            self._show(replace(self._state, shows_mistakes=True))
            self._view.go_to_mistake()
            return
        done = "Atelier noté." if form.is_new else "Atelier corrigé."
        self._year = atelier.day.year
        self._run(
            lambda: ateliers.keep(self._workplace, atelier),
            lambda _kept: self.start(f"{done} {told_words(atelier)}"),
        )

    def again(self) -> None:
        """Begin another workshop like the one on screen, held today."""
        atelier = self._state.form.atelier() if self._state.form else None
        if atelier is not None:
            fresh = ateliers.again(self._workplace, atelier)
            form = replace(input_of(fresh, is_new=True), participants=0)
            self._show(replace(self._state, form=form, told=False, shows_mistakes=False))

    def remove(self) -> None:
        """Take the workshop on screen out."""
        form = self._state.form
        if form is None or self._state.working:
            return
        self._run(
            lambda: ateliers.remove(self._workplace, form.id),
            lambda gone: self.start("L’atelier n’est plus compté.", removed=gone),
        )

    def put_back(self) -> None:
        """Note again the workshop just taken out."""
        gone, offered = self._state.removed, self._state.offre
        if gone is not None and offered is not None and not self._state.working:
            _, again = still_offered(offered, gone)
            self._run(
                lambda: ateliers.keep(self._workplace, again),
                lambda _kept: self.start("L’atelier est de nouveau compté."),
            )

    def back(self) -> None:
        """Leave the form for the list, the list for Aujourd’hui."""
        if self._state.form is None:
            self._navigate.go_home()
        else:
            self.start()

    def take_in_catalogue(self, file: Path) -> None:
        """Take in the catalogue of the Département."""
        self._run(lambda: catalogue.take_in(self._workplace, file), self._taken_in)

    def print_count_sheet(self) -> None:
        """Show the sheet on which a workshop is counted by hand."""
        self._paper(lambda: papers.count_sheet(self._workplace))

    def print_programme(self) -> None:
        """Show the programme of the catalogue."""
        self._paper(lambda: papers.programme(self._workplace))

    def print_poster(self) -> None:
        """Show the invitation to the workshop on screen."""
        atelier = self._state.form.invitation() if self._state.form else None
        if atelier is not None:
            self._paper(lambda: papers.invitation(self._workplace, atelier))

    def _begin(self, modele: Modele) -> None:
        offered = self._state.offre
        if offered is None:
            return
        lieu = offered.ici or place_code(None, offered)
        minutes = str(modele.minutes) if modele.minutes else _USUAL
        form = AtelierInput(
            id=ateliers.new_id(),
            is_new=True,
            day=f"{self._state.today:%d/%m/%Y}",
            act=ActInput(themes=tuple(modele.themes), minutes=minutes, lieu=lieu),
            titre=modele.titre,
            niveau=modele.niveau,
            sensibilisation=tuple(modele.sensibilisation),
        )
        self._show(
            replace(self._state, form=form, told=False, shows_mistakes=False, said="", problem="")
        )

    def _opened(self, found: Tenu) -> None:
        if self._state.offre is None:
            return
        offered, atelier = still_offered(self._state.offre, found.atelier)
        self._show(
            replace(
                self._state,
                offre=offered,
                form=input_of(atelier, is_new=False),
                told=not found.open,
                working=False,
                said="",
                problem="",
            )
        )

    def _taken_in(self, found: Importe) -> None:
        number = len(found.modeles)
        said = "1 atelier au catalogue." if number == 1 else f"{number} ateliers au catalogue."
        if found.refus:
            rows = "\u00a0; ".join(f"ligne {line}, {why}" for line, why in found.refus[:10])
            said = f"{said} Lignes laissées de côté ({len(found.refus)})\u00a0: {rows}"
        self.start(said)

    def _paper(self, make: Callable[[], ProducedPaper]) -> None:
        self._run(make, self._shown)

    def _shown(self, paper: ProducedPaper) -> None:
        self._show(replace(self._state, working=False))
        self._navigate.show_paper(paper)

    def _run(self, do: Callable[[], _Made], then: Callable[[_Made], None]) -> None:
        if self._state.working:
            return  # pressed twice
        self._show(replace(self._state, working=True, problem=""))
        self._runner.run(do, on_success=then, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: AteliersState) -> None:
        self._state = state
        self._view.show_state(state)
