"""Reads, filters and checks the journal for its tab."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import AgentId
from app.ui.messages import failure_text
from app.ui.pages.reglages import journal_words as words
from app.ui.pages.reglages.journal_state import JournalState
from app.ui.tasks import TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases import colleagues, journal
from app.usecases.journal import Famille, Ligne
from app.usecases.records import Mois
from app.usecases.workplace import Workplace

SHOWN = 200


class JournalView(Protocol):
    """The tab, as the presenter sees it."""

    def show_state(self, state: JournalState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    lines: Sequence[Ligne]
    agents: tuple[tuple[AgentId, str], ...]


class JournalPresenter:
    """One filter at a time; what a check found stays said until something else is asked."""

    def __init__(self, view: JournalView, runner: TaskRunner, workplace: Workplace) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._state = JournalState()
        view.show_state(self._state)

    def load(self) -> None:
        """Read the entries anew."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self._failed)

    def pick_famille(self, famille: Famille) -> None:
        """Show the entries of one family."""
        self._state = replace(self._state, famille=famille, message="")
        self.load()

    def pick_agent(self, agent_id: AgentId | None) -> None:
        """Show the entries of one agent, or of everybody."""
        self._state = replace(self._state, who=agent_id, message="")
        self.load()

    def check(self) -> None:
        """Check the whole journal and say what was found."""
        self._show(
            replace(self._state, working=True, message="Vérification du journal…", tone=Tone.INFO)
        )
        place = self._workplace
        self._runner.run(
            lambda: journal.check(place), on_success=self._checked, on_failure=self._failed
        )

    def make_text(self, deliver: Callable[[str], None]) -> None:
        """Make the text of all entries of the filter, with a check, and give it to `deliver`."""
        self._runner.run(self._text, on_success=deliver, on_failure=self._failed)

    def kept(self, *, well: bool) -> None:
        """Say that the file was written, or that it could not be."""
        done = (
            "Le journal est enregistré. Ce fichier n’est pas chiffré\u00a0: gardez-le en lieu sûr."
        )
        failed = "Ce fichier n’a pas pu être écrit. Rien n’est perdu. Choisissez un autre endroit."
        self._say(Tone.SUCCESS if well else Tone.DANGER, done if well else failed)

    def _read(self) -> _Loaded:
        place, state = self._workplace, self._state
        return _Loaded(
            lines=journal.read(place, state.famille, agent_id=state.who),
            agents=tuple((one.id, one.display_name) for one in colleagues.present(place)),
        )

    def _loaded(self, loaded: _Loaded) -> None:
        zone = self._workplace.clock.zone()
        shown = enumerate(loaded.lines[:SHOWN])
        self._show(
            replace(
                self._state,
                rows=tuple(words.row_of(number, line, zone) for number, line in shown),
                more=max(0, len(loaded.lines) - SHOWN),
                agents=loaded.agents,
            )
        )

    def _checked(self, months: Sequence[Mois]) -> None:
        self._say(*words.verdict(months))

    def _text(self) -> str:
        place, state = self._workplace, self._state
        return words.text_of(
            journal.read(place, state.famille, agent_id=state.who),
            journal.check(place),
            structure=place.structure.name,
            zone=place.clock.zone(),
            today=place.clock.today(),
        )

    def _failed(self, failure: Exception) -> None:
        self._say(Tone.DANGER, failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _say(self, tone: Tone, message: str) -> None:
        self._show(replace(self._state, working=False, tone=tone, message=message))

    def _show(self, state: JournalState) -> None:
        self._state = state
        self._view.show_state(state)
