"""Reads what the tab « Effacements » shows, opens certificates and checks them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId, MandatId, PersonneId
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.reglages.effacements import words
from app.ui.pages.reglages.effacements.state import EffacementsState
from app.ui.tasks import ResultT, TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.destruction import erasing, erasing_proof
from app.usecases.destruction.erasing import Foreseen
from app.usecases.destruction.erasing_certificate import Checked
from app.usecases.destruction.retention_words import clocks_of
from app.usecases.interview.papers import ProducedPaper
from app.usecases.laptop.habilitations import actes
from app.usecases.records import Destruction
from app.usecases.workplace import Workplace

_LARGEST = 8 * 1024 * 1024


class EffacementsView(Protocol):
    """The tab, as the presenter sees it."""

    def show_state(self, state: EffacementsState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    foreseen: list[Foreseen] | None  # None: his roles do not let him look people up
    done: list[Destruction]


class EffacementsPresenter:
    """Everything here only reads: holding and erasing is done from the person's record."""

    def __init__(
        self, view: EffacementsView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._persons: frozenset[str] = frozenset()
        self._mandates: frozenset[str] = frozenset()
        self._state = EffacementsState()

    def load(self) -> None:
        """Read everything anew."""
        self._do(
            self._read,
            self._loaded,
        )

    def open_record(self, id_: str) -> None:
        """Show the record or the mandate that will be erased, or the interview of nobody."""
        if id_ in self._mandates:
            self._navigate.open_mandate(MandatId(id_))
        elif id_ in self._persons:
            self._navigate.open_person(PersonneId(id_))
        else:
            self._navigate.open_review(EntretienId(id_))

    def open_certificate(self, numero: str) -> None:
        """Show the certificate of a destruction."""
        self._do(lambda: erasing_proof.certificate(self._workplace, numero), self._produced)

    def check(self, path: Path) -> None:
        """Check a certificate that was handed in as a file."""
        self._show(replace(self._state, checked=(), message=""))
        self._do(lambda: self._checked_file(path), self._checked)

    def _checked_file(self, path: Path) -> Checked | None:
        try:
            with path.open("rb") as file:
                content = file.read(_LARGEST + 1)
        except OSError:
            return None
        return erasing_proof.verify_certificate(self._workplace, content)

    def _read(self) -> _Read:
        place = self._workplace
        consults = Acte.CONSULTER in actes(place)
        return _Read(erasing.foreseen(place) if consults else None, erasing.done(place))

    def _loaded(self, read: _Read) -> None:
        convention = self._workplace.convention
        clocks = clocks_of(convention)
        foreseen = read.foreseen or ()
        self._persons = frozenset(one.id for one in foreseen if one.name)
        self._mandates = frozenset(one.id for one in foreseen if one.mandat)
        self._show(
            replace(
                self._state,
                loaded=True,
                working=False,
                consults=read.foreseen is not None,
                foreseen=tuple(words.foreseen_row(one) for one in foreseen),
                done=tuple(words.done_row(one, self._workplace) for one in read.done),
                clocks=tuple(words.clock_fact(one) for one in clocks),
            )
        )

    def _produced(self, paper: ProducedPaper) -> None:
        self._show(replace(self._state, working=False, message=""))
        self._navigate.show_paper(paper)

    def _checked(self, checked: Checked | None) -> None:
        if checked is None:
            self._say(Tone.DANGER, "Ce fichier ne se laisse pas lire. Choisissez-en un autre.")
            return
        self._state = replace(self._state, checked=words.checked_facts(checked))
        words_ = "L’attestation est intacte\u00a0: ni le papier ni les nombres n’ont changé."
        self._say(Tone.SUCCESS, words_)

    def _do(self, work: Callable[[], ResultT], done: Callable[[ResultT], None]) -> None:
        self._show(replace(self._state, working=True))
        self._runner.run(work, on_success=done, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        self._say(Tone.DANGER, failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _say(self, tone: Tone, sentence: str) -> None:
        self._show(replace(self._state, working=False, message=sentence, tone=tone))

    def _show(self, state: EffacementsState) -> None:
        self._state = state
        self._view.show_state(state)
