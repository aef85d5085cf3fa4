"""Shows, prints and notes the papers of an interview, then ends it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.documents.kinds import ORDER
from app.domain.entretien import Etape, Issue
from app.domain.failures import AppError
from app.domain.identifiers import EntretienId, PapierId
from app.domain.papier import Fait
from app.ui.dossiers.limited import limited_elsewhere
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.papiers.state import PapiersState, Trait
from app.ui.pages.papiers.words import (
    ENDINGS,
    SAVED,
    answers_words,
    later_words,
    paper_line,
    traits_of,
)
from app.ui.tasks import TaskRunner
from app.usecases.interview import deciding, papers, receiving
from app.usecases.interview.at_papers import AtPapers, at_papers
from app.usecases.interview.papers import ProducedPaper
from app.usecases.papers import life
from app.usecases.people.exporting import track_paper
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.documents.window import Offset


class PapiersView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: PapiersState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_ending(self) -> None:
        """Put the focus on the question how the interview ended."""
        ...


class PapiersPresenter:
    """A paper is made again each time it is wanted; only facts about it are kept."""

    def __init__(
        self,
        view: PapiersView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        entretien_id: EntretienId,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._id = entretien_id
        self._prescribed = False
        self._state = PapiersState()

    def load(self) -> None:
        """Read the papers and what happened to them."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self._failed)

    def open_paper(self, papier_id: PapierId) -> None:
        """Make a paper and show it."""
        if self._state.working or self._state.limited:
            return
        self._show(replace(self._state, working=True, problem="", said="", opened=papier_id))
        self._runner.run(
            lambda: papers.produce(self._workplace, papier_id),
            on_success=self._produced,
            on_failure=self._failed,
        )

    def close_paper(self) -> None:
        """Forget the paper on screen: it can be printed later."""
        self._show(replace(self._state, opened=None, preview=None))

    def made_for(self, offset: "Offset") -> ProducedPaper:
        """Make the paper on screen for a printer; in the database's thread."""
        if self._state.opened is None:
            raise papers.PaperGoneError
        return papers.produce(self._workplace, self._state.opened, offset)

    def printed(self, pdf_hash: str = "") -> None:
        """Note that the paper on screen went to a printer; as which PDF, if made for it."""
        self._note_printed("Papier envoyé à l’imprimante.", papers.PRINTED, pdf_hash)

    def not_printed(self, failure: Exception) -> None:
        """Say what kept a paper from the printer."""
        self._failed(failure)

    def tell(self, said: str, problem: str) -> None:
        """Say what came of several papers."""
        self._show(replace(self._state, said=said, problem=problem))

    def put_right(self, papier_id: PapierId, facts: frozenset[Fait]) -> None:
        """Note the facts that hold of a paper and were not noted, take back the others."""
        line = next((one for one in self._state.papers if one.id == papier_id), None)
        if line is None:
            return
        known = {fait for fait, _ in line.facts}

        def change() -> None:
            for fait in sorted(facts - known):
                life.mark(self._workplace, papier_id, fait)
            for fait in sorted(known - facts):
                life.take_back(self._workplace, papier_id, fait)

        self._show(replace(self._state, said="", problem=""))
        self._change(change)

    def saved(self, path: Path) -> None:
        """Note that the paper on screen was saved for another's printer, and where."""
        preview = self._state.preview
        if preview is not None:
            self._runner.run(
                lambda: track_paper(self._workplace, preview, path),
                on_success=lambda _done: None,
                on_failure=self._failed,
            )
        self._note_printed(SAVED, papers.SAVED)

    def not_saved(self) -> None:
        """Say that the paper could not be saved where the agent wanted."""
        problem = (
            "Le papier n’a pas pu être enregistré à cet endroit. Il est gardé dans Passerelle. "
            "Choisissez un autre dossier."
        )
        self._show(replace(self._state, problem=problem))

    def signed(self, papier_id: PapierId) -> None:
        """Note that a paper was signed."""
        self._change(lambda: papers.mark_signed(self._workplace, papier_id))

    def handed(self, papier_id: PapierId) -> None:
        """Note that a paper was handed to the person."""
        self._change(lambda: papers.mark_handed(self._workplace, papier_id))

    def note_trait(self, name: str, code: str) -> None:
        """Note one answer of the sheet without a name."""
        values = {"sexe": self._state.fiche.sexe, "csp": self._state.fiche.csp}
        values |= {"allophone": self._state.fiche.allophone, "handicap": self._state.fiche.handicap}
        if name in values:
            fiche = type(self._state.fiche)(**(values | {name: code}))
            self._show(replace(self._state, fiche=fiche))

    def pick_ending(self, issue: Issue) -> None:
        """Note how an interview without a prescription ended."""
        self._show(replace(self._state, ending=issue, ending_mistake=""))

    def finish(self) -> None:
        """End the interview; papers not printed yet wait in Aujourd’hui."""
        state = self._state
        if state.working or state.finished or state.limited or not state.loaded:
            return
        issue = Issue.PRESCRIPTION if self._prescribed else state.ending
        if issue is None:
            mistake = "Dites comment l’entretien se termine."
            self._show(replace(state, ending_mistake=mistake))
            self._view.to_ending()
            return
        self._work()
        self._runner.run(
            lambda: deciding.finish(self._workplace, self._id, issue, fiche=state.fiche),
            on_success=lambda _done: self._finished(),
            on_failure=self._failed,
        )

    def hold(self) -> None:
        """Put the interview on hold."""
        self._work()
        self._runner.run(
            lambda: receiving.hold(self._workplace, self._id),
            on_success=lambda _done: self._navigate.go_home(),
            on_failure=self._failed,
        )

    def leave(self) -> None:
        """Close the preview, else go back to Aujourd’hui."""
        if self._state.preview is not None:
            self.close_paper()
        else:
            self._navigate.go_home()

    def _note_printed(self, said: str, act: str, pdf_hash: str = "") -> None:
        opened, preview = self._state.opened, self._state.preview
        if opened is None or preview is None:
            return
        self._show(replace(self._state, said=said, problem="", opened=None, preview=None))
        self._change(
            lambda: papers.mark_printed(
                self._workplace, opened, pdf_hash or preview.pdf_hash, act=act
            )
        )

    def _change(self, work: Callable[[], None]) -> None:
        self._runner.run(work, on_success=lambda _done: self.load(), on_failure=self._failed)

    def _read(self) -> tuple[AtPapers, tuple[Trait, ...]]:
        found = at_papers(self._workplace, self._id)
        return found, traits_of(self._workplace) if found.may_count else ()

    def _loaded(self, read: tuple[AtPapers, tuple[Trait, ...]]) -> None:
        found, traits = read
        self._prescribed = found.prescribed
        entretien = found.entretien
        mine = entretien.agent_id == self._workplace.agent.id
        finished = entretien.etape is not Etape.PAPIERS or not mine
        limited = limited_elsewhere(found.limitation, self._workplace.clock.zone())
        asks = not finished and not limited
        ordered = sorted(found.papers, key=lambda paper: ORDER.index(paper.kind))
        lines = tuple(paper_line(paper) for paper in ordered)
        answers = answers_words(entretien, self._workplace.convention)
        self._show(
            replace(
                self._state,
                loaded=True,
                who=found.who,
                finished=finished,
                limited=limited,
                papers=lines,
                later="" if limited else later_words(lines, answers),
                traits=traits if asks else (),
                endings=tuple(ENDINGS) if asks and not found.prescribed else (),
            )
        )

    def _produced(self, produced: ProducedPaper) -> None:
        self._show(replace(self._state, working=False, preview=produced))

    def _finished(self) -> None:
        self._navigate.refresh_status()
        self._navigate.go_home()
        self._navigate.show_message("Entretien terminé. " + (self._state.later or "Tout est fait."))

    def _work(self) -> None:
        self._show(replace(self._state, working=True, problem=""))

    def _failed(self, failure: Exception) -> None:
        kept = replace(self._state, working=False, problem=failure_text(failure))
        self._show(kept if kept.preview else replace(kept, opened=None))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: PapiersState) -> None:
        self._state = state
        self._view.show_state(state)
