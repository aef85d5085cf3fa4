"""Turns what a person asks into the use case of that right."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.demande import Droit
from app.domain.droits import Finalite, MotifLimitation
from app.domain.failures import AppError
from app.domain.identifiers import PersonneId
from app.ui.dossiers.limited import limited_words
from app.ui.messages import failure_text
from app.ui.navigation import Navigator, RecordBelow
from app.ui.pages.droits import words
from app.ui.pages.droits.losing import Losing
from app.ui.pages.droits.plans import HERS, plan_of
from app.ui.pages.droits.questions import lifting, unlocking
from app.ui.pages.droits.state import Ask, Plan, RightsState
from app.ui.tasks import ResultT, TaskRunner
from app.ui.widgets.confirm_dialog import Question
from app.usecases.droits import access, limiting, portability
from app.usecases.droits import refusing as refusals
from app.usecases.droits.overview import Standing, standing
from app.usecases.droits.portability import Package
from app.usecases.interview.papers import ProducedPaper
from app.usecases.workplace import Workplace

_NOT_WRITTEN = (
    "Le fichier n’a pas pu être écrit à cet endroit. Choisissez un autre dossier, puis refaites."
)
_DROITS = {Ask.RETIRER: Droit.RETRAIT_CONSENTEMENT, Ask.OPPOSER: Droit.OPPOSITION}


class RightsView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: RightsState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_mistake(self) -> None:
        """Put the focus where something has to be chosen."""
        ...

    def confirm(self, question: Question, confirmed: Callable[[], None]) -> None:
        """Ask before something that cannot be undone."""
        ...

    def place(self, file_name: str) -> Path | None:
        """Ask where a file goes; None when the agent changed his mind."""
        ...


class RightsPresenter:
    """One right at a time; each says before what it does, and after what was done."""

    def __init__(
        self,
        view: RightsView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        personne_id: PersonneId,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._id = personne_id
        self._found: Standing | None = None
        self.below: RecordBelow | None = None
        self.at_once: Ask | None = None
        self._state = RightsState()
        self._losing = Losing(view, self, workplace, navigate, personne_id)

    def load(self) -> None:
        """Read where the rights of the person stand."""
        self.do(lambda: standing(self._workplace, self._id), self._loaded)

    def ask(self, code: str) -> None:
        """Note what the person asks."""
        self._show(replace(self._state, asked=Ask(code), mistake=""))

    def choose(self, code: str) -> None:
        """Note the reason, or the purpose."""
        self._show(replace(self._state, chosen=code, mistake=""))

    def act(self) -> None:
        """Say what serving the right does; then serve it, once what it needs was chosen."""
        plan, asked = self._state.plan, self._state.asked
        if self._state.working or self._found is None:
            return
        if asked is None:
            self._show(replace(self._state, mistake="Choisissez ce qu’elle demande."))
            self._view.to_mistake()
            return
        if plan is None:
            self._go_on(self._plan(asked, self._found))
            return
        if not plan.act:
            return
        if plan.choices and not self._state.chosen:
            self._show(replace(self._state, mistake="Choisissez dans la liste."))
            self._view.to_mistake()
            return
        self._serve(asked, self._found)

    def ask_unlocked(self) -> None:
        """Warn, then make the file without a passphrase."""
        if not self._state.working:
            self._view.confirm(unlocking(), lambda: self._prepare(locked=False))

    def leave(self) -> None:
        """Go back to what may be asked, else to the record."""
        if self._state.plan is None:
            self._navigate.go_back()
        else:
            self._show(replace(self._state, plan=None, chosen="", mistake="", problem=""))

    def _go_on(self, plan: Plan) -> None:
        self._show(
            replace(
                self._state,
                plan=plan,
                chosen=plan.chosen,
                mistake="",
                passphrase="",
                said="",
                problem="",
            )
        )

    def _serve(self, asked: Ask, found: Standing) -> None:
        first = found.sends_first
        match asked:
            case Ask.VOIR:
                self.do(lambda: access.access(self._workplace, self._id), self._to_read)
            case Ask.EMPORTER:
                self._prepare(locked=True)
            case Ask.CORRIGER:
                self._correct()
            case Ask.LIMITER:
                self._limit_or_lift()
            case Ask.RETIRER | Ask.OPPOSER:
                finalite = Finalite(self._state.chosen)
                self._losing.ask_refusal(_DROITS[asked], finalite, sends_first=first)
            case Ask.EFFACER:
                tied = found.namesakes if self._state.chosen == HERS else ()
                self._losing.ask_erasure([one.demande.id for one in tied], sends_first=first)

    def _prepare(self, *, locked: bool) -> None:
        self.do(lambda: portability.prepare(self._workplace, self._id, locked=locked), self._save)

    def _save(self, package: Package) -> None:
        self.idle()
        path = self._view.place(package.file_name)
        if path is None:
            return
        said = "Le fichier est enregistré. Donnez le mot de passe à part."
        if not package.locked:
            said = "Le fichier est enregistré sans mot de passe\u00a0: remettez-le en main propre."
        self.do(
            lambda: portability.save(self._workplace, self._id, package, path),
            lambda _: self.after(said, passphrase=package.passphrase),
        )

    def _to_read(self, paper: ProducedPaper) -> None:
        self.after("Le document est prêt\u00a0: imprimez-le ou enregistrez-le.")
        self._navigate.show_paper(paper)

    def _correct(self) -> None:
        below = self.below
        self._navigate.go_back()
        if below is not None:
            below.rectify()

    def _limit_or_lift(self) -> None:
        if self._found is not None and self._found.limitation is not None:
            self._view.confirm(lifting(), self._lift)
            return
        motif = MotifLimitation(self._state.chosen)
        self.do(
            lambda: limiting.limit(self._workplace, self._id, motif),
            lambda _: self.after("Le dossier est limité\u00a0: il se lit, il ne sert plus."),
        )

    def _lift(self) -> None:
        self.do(
            lambda: limiting.lift(self._workplace, self._id),
            lambda _: self.after("La limitation est levée\u00a0: le dossier sert de nouveau."),
        )

    def after(self, said: str, *, passphrase: str = "") -> None:
        """Say what was done, and show what may be asked again."""
        self._show(
            replace(
                self._state,
                working=False,
                said=said,
                passphrase=passphrase,
                asked=None,
                plan=None,
                chosen="",
            )
        )
        self._runner.run(
            lambda: standing(self._workplace, self._id),
            on_success=self._loaded,
            on_failure=self._failed,
        )
        if self.below is not None:
            self.below.load()
        self._navigate.refresh_status()

    def _loaded(self, found: Standing) -> None:
        self._found = found
        zone = self._workplace.clock.zone()
        self._show(
            replace(
                self._state,
                working=False,
                who=found.personne.display_name,
                facts=words.facts_of(found, zone),
                files=tuple(words.file_line(one, zone) for one in found.files),
                limited=limited_words(found.limitation, zone),
                asks=words.ASKS,
                asked=self._state.asked or _waiting(found),
            )
        )
        if self.at_once is not None:
            asked, self.at_once = self.at_once, None
            self.ask(asked.value)
            self._go_on(self._plan(asked, found))

    def _plan(self, asked: Ask, found: Standing) -> Plan:
        effects = {one: refusals.consequence(self._workplace, one) for one in Finalite}
        return plan_of(asked, found, effects)

    def idle(self) -> None:
        """Nothing runs: something is asked, or somebody decides."""
        self._show(replace(self._state, working=False))

    def do(self, work: Callable[[], ResultT], done: Callable[[ResultT], None]) -> None:
        """Do `work` in its thread; a failure is said on the page."""
        self._show(replace(self._state, working=True, problem=""))
        self._runner.run(work, on_success=done, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        problem = _NOT_WRITTEN if isinstance(failure, OSError) else failure_text(failure)
        self._show(replace(self._state, working=False, said="", problem=problem))
        if not isinstance(failure, AppError | OSError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: RightsState) -> None:
        self._state = state
        self._view.show_state(state)


def _waiting(found: Standing) -> Ask | None:
    """Return what remains to be done: a request that had to leave first has left."""
    limitation = found.limitation
    waits = limitation is not None and limitation.motif is MotifLimitation.EFFACEMENT
    return Ask.EFFACER if waits and not found.sends_first else None
