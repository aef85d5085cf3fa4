"""Remembers the papers' language for an interview, and makes the papers that are asked for."""

from dataclasses import replace
from typing import Protocol

from app.documents.kinds import PapierKind
from app.domain.entretien import Etape
from app.domain.failures import AppError
from app.domain.identifiers import EntretienId
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.papiers.extras import ExtrasState
from app.ui.tasks import TaskRunner
from app.usecases.interview import paper_languages, papers
from app.usecases.interview.at_papers import at_papers
from app.usecases.workplace import Workplace


class ExtrasView(Protocol):
    """The part of the page, as the presenter sees it."""

    def show_state(self, state: ExtrasState) -> None:
        """Show `state` and nothing else."""
        ...


class ExtrasPresenter:
    """Nothing that it makes is kept: each paper is made when it is asked for."""

    def __init__(
        self,
        view: ExtrasView,
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
        self._state = ExtrasState()

    def load(self) -> None:
        """Read what may be chosen and asked for."""
        self._runner.run(self._read, on_success=self._show, on_failure=self._failed)

    def pick_language(self, code: str) -> None:
        """Remember a language; papers made from now on have it."""

        def choose() -> ExtrasState:
            paper_languages.choose(self._workplace, self._id, code)
            return replace(self._read(), chosen=code)

        self._runner.run(choose, on_success=self._show, on_failure=self._failed)

    def ask(self, kind: PapierKind) -> None:
        """Make a paper and show it."""
        self._runner.run(
            lambda: papers.produce_on_request(self._workplace, self._id, kind),
            on_success=self._navigate.show_paper,
            on_failure=self._failed,
        )

    def lead(self) -> None:
        """Lead the person to a structure; « Votre feuille » will name the one she chose."""
        self._navigate.lead_to_structure(self._id)

    def _read(self) -> ExtrasState:
        found = at_papers(self._workplace, self._id)
        mine = found.entretien.agent_id == self._workplace.agent.id
        running = mine and found.entretien.etape is not Etape.TERMINE
        return ExtrasState(
            languages=paper_languages.offered(self._workplace) if running else (),
            chosen=paper_languages.chosen(self._workplace, self._id),
            kinds=papers.on_request(self._workplace, self._id),
            limited=found.limitation is not None,
        )

    def _show(self, state: ExtrasState) -> None:
        self._state = state
        self._view.show_state(state)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it
