"""Reads, keeps and prints what « Conformité » is about."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.conformite import Rubrique
from app.domain.failures import AppError
from app.ui.interview.written import TypedError
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.reglages.conformite import words
from app.ui.pages.reglages.conformite.state import ConformiteState, Typed
from app.ui.tasks import CancelledError, ResultT, TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases import journal
from app.usecases.conformity import conformite, conformite_papers
from app.usecases.conformity.conformite import Etat, MistakenError
from app.usecases.interview.papers import SAVED, ProducedPaper
from app.usecases.workplace import Workplace

Progress = Callable[[int, int], None]
Make = Callable[[Workplace, Progress], ProducedPaper]
_KEPT = "C’est enregistré. Les papiers le disent désormais."
_SAVED = "Les données sont enregistrées. Elles ne nomment aucune personne aidée."
_UNWRITTEN = "Ce fichier n’a pas pu être écrit. Rien n’est perdu. Choisissez un autre endroit."
_STOPPED = "Vous avez arrêté. Rien n’a été écrit."


class ConformiteView(Protocol):
    """The tab, as the presenter sees it."""

    def show_state(self, state: ConformiteState) -> None:
        """Show `state` and nothing else."""
        ...


class ConformitePresenter:
    """One action at a time. `runners` are the database's and the one that may wait for a stick.

    `begin` returns the progress of a new work, which stops it when the user asked to; `save`
    writes a file and may raise an `OSError`.
    """

    def __init__(  # noqa: PLR0913 -- everything that the one tab is joined to
        self,
        view: ConformiteView,
        runners: tuple[TaskRunner, TaskRunner],
        workplace: Workplace,
        navigate: Navigator,
        *,
        begin: Callable[[], Progress],
        save: Callable[[Path, bytes], None],
    ) -> None:
        self._view = view
        self._runner, self._slow = runners
        self._workplace = workplace
        self._navigate = navigate
        self._begin = begin
        self._save = save
        convention = workplace.convention
        self._state = ConformiteState(
            asks_responsable=not convention.protection.structure_decides,
            dpo_ecrit=convention.traitement.dpo_ecrit,
        )
        view.show_state(self._state)

    def load(self) -> None:
        """Read anew what was kept; call it whenever the tab comes."""
        place = self._workplace
        self._runner.run(
            lambda: conformite.state(place), on_success=self._loaded, on_failure=self._failed
        )

    def keep(self, typed: Typed) -> None:
        """Keep the fields, or say at each one what is wrong with it."""
        try:
            said = words.said_in(typed)
        except TypedError as mistake:
            self._wrong({Rubrique.AIPD_ON: str(mistake)})
            return
        place = self._workplace
        self._runner.run(
            lambda: conformite.keep(place, said),
            on_success=lambda _: self._done(_KEPT),
            on_failure=self._failed,
        )

    def show_register(self) -> None:
        """Make the register and show it."""
        self._make(conformite_papers.produce_register, "Registre…")

    def show_assessment(self) -> None:
        """Make the impact assessment and show it."""
        self._make(conformite_papers.produce_assessment, "Analyse d’impact…")

    def show_file(self) -> None:
        """Make the whole file and show it."""
        self._make(conformite_papers.produce_file, "Dossier de conformité…")

    def save_data(self, path: Path) -> None:
        """Write the file as data to `path`."""
        place, progress = self._workplace, self._begin()

        def work() -> bool:
            content = conformite_papers.produce_data(place, progress)
            try:
                self._save(path, content)
            except OSError:
                return False
            journal.note(place, SAVED, conformite_papers.DATA)
            return True

        self._work(work, "Données…", self._written)

    def progressed(self, done: int, total: int) -> None:
        """Show how far the work is."""
        if self._state.working:
            self._show(replace(self._state, done=done, total=total))

    def _make(self, make: Make, working: str) -> None:
        place, progress = self._workplace, self._begin()
        self._work(lambda: make(place, progress), working, self._made)

    def _work(
        self, work: Callable[[], ResultT], working: str, done: Callable[[ResultT], None]
    ) -> None:
        if self._state.working:
            return
        self._show(replace(self._state, working=working, message="", done=0, total=0))
        self._slow.run(work, on_success=done, on_failure=self._failed)

    def _made(self, paper: ProducedPaper) -> None:
        self._show(replace(self._state, working=""))
        self._navigate.show_paper(paper)

    def _written(self, well: bool) -> None:  # noqa: FBT001 - the result of the work
        self._say(Tone.SUCCESS if well else Tone.DANGER, _SAVED if well else _UNWRITTEN)

    def _loaded(self, etat: Etat) -> None:
        self._show(
            replace(
                self._state,
                loaded=True,
                pill=words.pill_of(etat),
                facts=words.facts_of(etat, self._workplace.convention),
                lacks=words.lacks_of(etat),
                kept=words.typed_of(etat.said),
                may_write=etat.may_write,
            )
        )

    def _done(self, sentence: str) -> None:
        self._state = replace(self._state, mistakes={})
        self._say(Tone.SUCCESS, sentence, about_form=True)
        self.load()

    def _wrong(self, mistakes: dict[Rubrique, str]) -> None:
        self._state = replace(self._state, mistakes=mistakes)
        sentence = "Rien n’est encore enregistré\u00a0: corrigez ce qui est signalé."
        self._say(Tone.DANGER, sentence, about_form=True)

    def _failed(self, failure: Exception) -> None:
        if isinstance(failure, MistakenError):
            self._wrong({one: words.fault_words(one, why) for one, why in failure.fautes.items()})
            return
        stopped = isinstance(failure, CancelledError)
        self._say(
            Tone.INFO if stopped else Tone.DANGER, _STOPPED if stopped else failure_text(failure)
        )
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _say(self, tone: Tone, sentence: str, *, about_form: bool = False) -> None:
        self._show(
            replace(self._state, working="", message=sentence, tone=tone, about_form=about_form)
        )

    def _show(self, state: ConformiteState) -> None:
        self._state = state
        self._view.show_state(state)
