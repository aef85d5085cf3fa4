"""Reads, filters and checks the journal for its tab, and makes its PDF and its table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import AgentId
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.reglages.journal import words
from app.ui.pages.reglages.journal.paper_words import paper_words, table_of
from app.ui.pages.reglages.journal.state import JournalState
from app.ui.tasks import TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases import journal
from app.usecases.interview.papers import SAVED, ProducedPaper
from app.usecases.journal import Famille, Ligne, Periode
from app.usecases.journal_paper import CODE, JournalWords, produce_journal
from app.usecases.laptop import colleagues
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
    """One filter at a time; what a check found stays said until something else is asked.

    `runners` are the database's and the slow one: the paper of a month takes seconds to draw, and
    no answer may wait for that.
    """

    def __init__(
        self,
        view: JournalView,
        runners: tuple[TaskRunner, TaskRunner],
        workplace: Workplace,
        navigate: Navigator,
    ) -> None:
        self._view = view
        self._runner, self._slow = runners
        self._workplace = workplace
        self._navigate = navigate
        self._state = JournalState()
        view.show_state(self._state)

    def load(self) -> None:
        """Read the entries anew."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self._failed)

    def pick_famille(self, famille: Famille) -> None:
        """Show the entries of one family."""
        self._state = replace(self._state, famille=famille, message="")
        self.load()

    def pick_periode(self, periode: Periode) -> None:
        """Show the entries of one month, or of all."""
        self._state = replace(self._state, periode=periode, message="")
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
        self._slow.run(
            lambda: journal.check(place), on_success=self._checked, on_failure=self._failed
        )

    def make_paper(self) -> None:
        """Make the PDF of what is chosen, with a check, and show it."""
        place, state = self._workplace, self._state
        self._show(replace(state, working=True, message="Préparation du PDF…", tone=Tone.INFO))
        self._slow.run(
            lambda: produce_journal(place, self._words(state)),
            on_success=self._produced,
            on_failure=self._failed,
        )

    def make_table(self, deliver: Callable[[bytes], None]) -> None:
        """Make the table of what is chosen and give it to `deliver`."""
        place, state = self._workplace, self._state
        self._show(replace(state, working=True, message=""))
        self._slow.run(
            lambda: table_of(self._lines(state), place.clock.zone()),
            on_success=deliver,
            on_failure=self._failed,
        )

    def kept(self) -> None:
        """Say that the table was written, and note it."""
        place = self._workplace
        self._runner.run(
            lambda: journal.note(place, SAVED, CODE),
            on_success=lambda _: self._say(
                Tone.SUCCESS,
                "Le tableau est enregistré. Ce fichier n’est pas chiffré et nomme vos "
                "collègues\u00a0: gardez-le en lieu sûr.",
            ),
            on_failure=self._failed,
        )

    def not_kept(self) -> None:
        """Go on: the user did not want the file after all."""
        self._show(replace(self._state, working=False))

    def refused(self) -> None:
        """Say that the file could not be written there."""
        self._say(
            Tone.DANGER,
            "Ce fichier n’a pas pu être écrit. Rien n’est perdu. Choisissez un autre endroit.",
        )

    def _lines(self, state: JournalState) -> list[Ligne]:
        return journal.read(
            self._workplace, state.famille, agent_id=state.who, periode=state.periode
        )

    def _words(self, state: JournalState) -> JournalWords:
        place = self._workplace
        return paper_words(
            self._lines(state),
            journal.check(place),
            segment=journal.month_of(place, state.periode),
            famille=state.famille,
            who=dict(state.agents).get(state.who, "") if state.who else "",
            zone=place.clock.zone(),
            today=place.clock.today(),
        )

    def _produced(self, paper: ProducedPaper) -> None:
        self._show(replace(self._state, working=False, message=""))
        self._navigate.show_paper(paper)

    def _read(self) -> _Loaded:
        return _Loaded(
            lines=self._lines(self._state),
            agents=tuple((one.id, one.display_name) for one in colleagues.present(self._workplace)),
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

    def _failed(self, failure: Exception) -> None:
        self._say(Tone.DANGER, failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _say(self, tone: Tone, message: str) -> None:
        self._show(replace(self._state, working=False, tone=tone, message=message))

    def _show(self, state: JournalState) -> None:
        self._state = state
        self._view.show_state(state)
