"""Turns what is asked of the list of structures into use cases, and says how each ended."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from app.domain.failures import AppError
from app.domain.mediation import Service
from app.domain.orientation import PropreStructure
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.structures import words
from app.ui.pages.structures.list_presenter import Searcher
from app.ui.pages.structures.place_presenter import PlaceDesk, PlaceParts
from app.ui.pages.structures.report_words import report_state
from app.ui.pages.structures.state import PlaceState, SearchState, Shown, StructuresState
from app.ui.tasks import CancelledError, TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.interview.papers import ProducedPaper
from app.usecases.structures import appointments, catalogue, importing, own, papers
from app.usecases.structures.catalogue import EtatCatalogue
from app.usecases.structures.importing import Imported, Progress, Tell
from app.usecases.structures.needs import PourQui
from app.usecases.structures.own import Avis
from app.usecases.structures.place_words import SHORT_SERVICES
from app.usecases.structures.reporting import RapportImport
from app.usecases.workplace import Workplace

_STOPPED: Final = "Vous avez arrêté. La liste d’avant sert toujours."
_NO_LINE: Final = (
    "Aucune ligne de ce fichier ne peut servir\u00a0: la liste d’avant reste en service."
)
_HUNDRED: Final = 100


class StructuresView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: StructuresState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_top_of(self, shown: Shown) -> None:
        """Put the focus where this part of the page begins."""
        ...


class Work(Protocol):
    """Carries the progress of an import out of its thread, and « stop » into it."""

    def begin(self) -> Callable[[int, int], None]:
        """Return the progress of a new work, callable from any thread."""
        ...

    def stop(self) -> None:
        """Stop the work at its next step."""
        ...


class StructuresPresenter:
    """`runners` are the database's, and one whose works may take seconds."""

    def __init__(  # noqa: PLR0913 - what the page is wired to
        self,
        view: StructuresView,
        runners: tuple[TaskRunner, TaskRunner],
        workplace: Workplace,
        navigate: Navigator,
        work: Work,
        *,
        whom: PourQui | None = None,
    ) -> None:
        self._view = view
        self._runner, self._slow = runners
        self._workplace, self._navigate, self._work = workplace, navigate, work
        self._catalogue: EtatCatalogue | None = None
        self._rapport, self._file = RapportImport(), ""
        self._state = StructuresState(
            whom=f"Pour {whom.qui}" if whom and whom.qui else "",
            points=_points(whom),
        )
        self.search = Searcher(
            workplace, self._runner, show=self._searched, failed=self._failed, whom=whom
        )
        self._whom = whom
        self.place = PlaceDesk(
            PlaceParts(
                workplace=workplace,
                runner=self._runner,
                show=self._placed,
                show_paper=navigate.show_paper,
                verified=self._verified,
                failed=self._failed,
                whom=whom,
                may_verify=lambda: self._state.may_change and whom is None,
            )
        )
        self._state = replace(self._state, search=self.search.state)

    def load(self) -> None:
        """Read where the list stands, then what was looked for."""
        place = self._workplace
        self._runner.run(
            lambda: catalogue.state(place), on_success=self._loaded, on_failure=self._failed
        )

    # -- one place ----------------------------------------------------------------------------

    def open(self, numero: str) -> None:
        """Show a place of the list."""
        found = self.search.found(int(numero))
        if found is not None:
            self._show(replace(self._state, said="", shown=Shown.PLACE))
            self.place.open(found)
            self._view.to_top_of(Shown.PLACE)

    def close(self) -> None:
        """Go back to the list, from a place or a report."""
        self._show(replace(self._state, shown=Shown.LIST, said=""))
        self._view.to_top_of(Shown.LIST)

    # -- the whole list -----------------------------------------------------------------------

    def print_list(self) -> None:
        """Show the whole list that answers, to be printed."""
        place, asked = self._workplace, self.search.asked
        self._runner.run(
            lambda: papers.printed_list(place, asked),
            on_success=self._list_made,
            on_failure=self._failed,
        )

    def _list_made(self, paper: ProducedPaper) -> None:
        left = [appointments.LIST] if self._whom else []  # what somebody takes along counts once

        def went_out(act: str) -> None:
            what = left.pop() if left else ""
            self._runner.run(
                lambda: appointments.went_out(self._workplace, act, paper.code, what),
                on_success=lambda _: None,
                on_failure=self._failed,
            )

        self._navigate.show_paper(paper, went_out)

    # -- taking a list in ---------------------------------------------------------------------

    def import_file(self, path: Path) -> None:
        """Take in a list that somebody chose."""
        place = self._workplace
        self._read(lambda tell: importing.import_file(place, path, tell=tell))

    def import_proposed(self) -> None:
        """Take in the list that the Département proposes."""
        place = self._workplace
        self._read(lambda tell: catalogue.import_proposed(place, tell=tell))

    def put_away(self) -> None:
        """Leave the proposed list aside."""
        place = self._workplace
        self._runner.run(
            lambda: catalogue.put_away(place),
            on_success=lambda _: self.load(),
            on_failure=self._failed,
        )

    def cancel(self) -> None:
        """Stop the reading; the list in force stands."""
        if self._state.progress is not None:
            self._work.stop()
            self._show(replace(self._state, working="Arrêt en cours…"))

    def progressed(self, done: int, expected: int) -> None:
        """Say how far the reading is; said too late, it is ignored."""
        if self._state.progress is not None:
            percent = min(_HUNDRED, done * _HUNDRED // max(1, expected))
            said = f"Lecture de la liste\u00a0: {done} lignes sur {max(done, expected)} environ"
            self._show(replace(self._state, progress=percent, working=said))

    def show_report(self) -> None:
        """Show how the list in force was read."""
        place, name = self._workplace, self._catalogue
        self._runner.run(
            lambda: catalogue.last_report(place),
            on_success=lambda found: self._report(
                found, name.catalogue.fichier if name and name.catalogue else ""
            ),
            on_failure=self._failed,
        )

    def report_csv(self) -> bytes:
        """Return the report shown as a table."""
        return papers.report_csv(self._rapport)

    def report_text(self) -> str:
        """Return the report shown as a text to print."""
        return papers.report_text(self._rapport, file=self._file)

    def kept(self, path: Path) -> None:
        """The report was written to a file."""
        self._say(Tone.SUCCESS, f"Enregistré\u00a0: {path.name}.")

    def not_kept(self) -> None:
        """The report could not be written where it was wanted."""
        self._say(
            Tone.DANGER, "Ce fichier n’a pas pu être enregistré ici. Choisissez un autre dossier."
        )

    def keep_siret(self, typed: str) -> None:
        """Keep the SIRET of the laptop's own structure."""
        place = self._workplace
        self._runner.run(
            lambda: own.keep_siret(place, typed),
            on_success=lambda _: self._siret_kept(),
            on_failure=self._siret_refused,
        )

    def leave(self) -> None:
        """Close the place or the report on screen, else go back where one came from."""
        if self._state.shown is not Shown.LIST:
            self.close()
        elif self._whom is not None:
            self._navigate.go_back()

    # -- what comes back ----------------------------------------------------------------------

    def _read(self, take: Callable[[Tell], Imported | None]) -> None:
        if self._state.progress is not None:
            return
        told = self._work.begin()

        def tell(progress: Progress) -> None:
            told(progress.done, progress.expected)

        self._show(replace(self._state, progress=0, working="Lecture de la liste…", said=""))
        self._slow.run(lambda: take(tell), on_success=self._imported, on_failure=self._failed)

    def _imported(self, imported: Imported | None) -> None:
        self._show(replace(self._state, progress=None, working=""))
        if imported is not None:
            self._report(imported.rapport, imported.file)
            if not imported.kept:
                self._say(Tone.DANGER, _NO_LINE)
            elif not imported.rapport.lignes:
                self.close()
                count = imported.rapport.prises
                self._say(Tone.SUCCESS, f"C’est fait\u00a0: {count} structures, sans remarque.")
        self.load()

    def _report(self, rapport: RapportImport, file: str) -> None:
        self._rapport, self._file = rapport, file
        shown = report_state(rapport, file)
        self._show(replace(self._state, shown=Shown.REPORT, report=shown, said=""))
        self._view.to_top_of(Shown.REPORT)

    def _loaded(self, state: EtatCatalogue) -> None:
        self._catalogue = state
        rules = self._workplace.convention.orientation
        cares = rules.propre_structure is not PropreStructure.LIBRE and state.may_change
        proposed = "Le Département a publié une autre liste de structures." if (
            state.propose_le and state.may_change
        ) else ""  # fmt: skip
        alarm = state.propre.avis is Avis.LABELLISEE
        self._show(
            replace(
                self._state,
                loaded=True,
                about=words.about_words(state),
                empty=state.catalogue is None,
                may_change=state.may_change,
                proposed=proposed,
                own=words.own_words(state.propre),
                own_tone=Tone.DANGER if alarm else Tone.WARNING,
                siret=state.propre.siret if cares and state.catalogue else None,
                has_report=state.catalogue is not None and state.may_change,
            )
        )
        self.search.again()

    def _searched(self, state: SearchState) -> None:
        self._show(replace(self._state, search=state))

    def _placed(self, state: PlaceState) -> None:
        self._show(replace(self._state, place=state))

    def _verified(self, said: str) -> None:
        self.close()
        self._say(Tone.SUCCESS, said)
        self.load()

    def _siret_kept(self) -> None:
        self._show(replace(self._state, siret_mistake=""))
        self._say(Tone.SUCCESS, "SIRET enregistré.")
        self.load()

    def _siret_refused(self, failure: Exception) -> None:
        self._show(replace(self._state, siret_mistake=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _say(self, tone: Tone, text: str) -> None:
        self._show(replace(self._state, said=text, tone=tone))

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, progress=None, working=""))
        if isinstance(failure, CancelledError):
            self._say(Tone.INFO, _STOPPED)
            return
        self._say(Tone.DANGER, failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: StructuresState) -> None:
        self._state = state
        self._view.show_state(state)


def _points(whom: PourQui | None) -> str:
    """Return what the diagnosis asks of a place, and what is to be seen with the person."""
    if whom is None:
        return ""
    needs = [SHORT_SERVICES[one] for one in Service if one in whom.besoin.services]
    said = [f"Besoins d’après le diagnostic\u00a0: {', '.join(needs)}."] if needs else []
    if whom.points:
        said.append("À voir avec la personne\u00a0: " + "\u00a0; ".join(whom.points) + ".")
    return " ".join(said)
