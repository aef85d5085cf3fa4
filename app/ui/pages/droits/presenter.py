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
from app.ui.pages.droits.plans import plan_of
from app.ui.pages.droits.questions import erasing_question, lifting, refusing, unlocking
from app.ui.pages.droits.state import Ask, Plan, RightsState
from app.ui.tasks import ResultT, TaskRunner
from app.ui.widgets.confirm_dialog import Question
from app.usecases import erasing, erasing_proof
from app.usecases.droits import access, limiting, portability
from app.usecases.droits import refusing as refusals
from app.usecases.droits.overview import Standing, standing
from app.usecases.droits.portability import Package
from app.usecases.droits.refusing import Served
from app.usecases.erasing import Loss
from app.usecases.papers import ProducedPaper
from app.usecases.records import Destruction
from app.usecases.workplace import Workplace

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

    def save(self, file_name: str, content: bytes) -> Path | None:
        """Ask where a file goes and write it there; None when nothing was written."""
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
        self._state = RightsState()

    def load(self) -> None:
        """Read where the rights of the person stand."""
        self._do(lambda: standing(self._workplace, self._id), self._loaded)

    def ask(self, code: str) -> None:
        """Show what serving this right does."""
        if self._found is None or self._state.working:
            return
        asked = Ask(code)
        self._show(
            replace(
                self._state,
                asked=asked,
                plan=self._plan(asked, self._found),
                chosen="" if asked is not self._state.asked else self._state.chosen,
                mistake="",
                passphrase="",
                said="",
                problem="",
            )
        )

    def choose(self, code: str) -> None:
        """Note the reason, or the purpose."""
        self._show(replace(self._state, chosen=code, mistake=""))

    def act(self) -> None:
        """Serve the right that is asked, once what it needs was chosen."""
        plan, asked = self._state.plan, self._state.asked
        if plan is None or asked is None or not plan.act or self._state.working:
            return
        if plan.choices and not self._state.chosen:
            self._show(replace(self._state, mistake="Choisissez dans la liste."))
            self._view.to_mistake()
            return
        match asked:
            case Ask.VOIR:
                self._do(lambda: access.access(self._workplace, self._id), self._to_read)
            case Ask.EMPORTER:
                self._prepare(locked=True)
            case Ask.CORRIGER:
                self._correct()
            case Ask.LIMITER:
                self._limit_or_lift()
            case Ask.RETIRER | Ask.OPPOSER:
                self._ask_refusal(asked, Finalite(self._state.chosen))
            case Ask.EFFACER:
                self._do(lambda: erasing.loss(self._workplace, self._id), self._ask_erasure)

    def ask_unlocked(self) -> None:
        """Warn, then make the file without a passphrase."""
        if not self._state.working:
            self._view.confirm(unlocking(), lambda: self._prepare(locked=False))

    def leave(self) -> None:
        """Go back to the record."""
        self._navigate.go_back()

    def _prepare(self, *, locked: bool) -> None:
        self._do(lambda: portability.prepare(self._workplace, self._id, locked=locked), self._save)

    def _save(self, package: Package) -> None:
        self._show(replace(self._state, working=False))
        try:
            path = self._view.save(package.file_name, package.content)
        except OSError:
            self._show(
                replace(
                    self._state,
                    problem="Le fichier n’a pas pu être écrit à cet endroit. Rien n’est noté. "
                    "Choisissez un autre dossier.",
                )
            )
            return
        if path is None:
            return
        said = "Le fichier est enregistré. Donnez le mot de passe à part."
        if not package.locked:
            said = "Le fichier est enregistré sans mot de passe\u00a0: remettez-le en main propre."
        self._do(
            lambda: portability.saved(self._workplace, self._id, package, path),
            lambda _: self._after(said, passphrase=package.passphrase),
        )

    def _to_read(self, paper: ProducedPaper) -> None:
        self._after("Le document est prêt\u00a0: imprimez-le ou enregistrez-le.")
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
        self._do(
            lambda: limiting.limit(self._workplace, self._id, motif),
            lambda _: self._after("Le dossier est limité\u00a0: il se lit, il ne sert plus."),
        )

    def _lift(self) -> None:
        self._do(
            lambda: limiting.lift(self._workplace, self._id),
            lambda _: self._after("La limitation est levée\u00a0: le dossier sert de nouveau."),
        )

    def _ask_refusal(self, asked: Ask, finalite: Finalite) -> None:
        effet = refusals.consequence(self._workplace, finalite)
        droit = _DROITS[asked]

        def question(loss: Loss) -> None:
            self._show(replace(self._state, working=False))
            name = self._found.personne.display_name if self._found else ""
            self._view.confirm(
                refusing(droit, finalite, effet, name, loss),
                lambda: self._refuse(finalite, droit),
            )

        self._do(lambda: erasing.loss(self._workplace, self._id), question)

    def _refuse(self, finalite: Finalite, droit: Droit) -> None:
        def work() -> tuple[Served, ProducedPaper | None]:
            served = refusals.refuse(self._workplace, self._id, finalite, droit)
            return served, self._certificate(served.proof)

        def done(result: tuple[Served, ProducedPaper | None]) -> None:
            served, paper = result
            if served.is_everything:
                self._gone(paper)
                return
            self._after(words.DONE[served.effet])
            if paper is not None:
                self._navigate.show_paper(paper)

        self._do(work, done)

    def _ask_erasure(self, loss: Loss) -> None:
        self._show(replace(self._state, working=False))
        name = self._found.personne.display_name if self._found else ""
        self._view.confirm(
            erasing_question(name, loss),
            lambda: self._do(
                lambda: self._certificate(refusals.erase(self._workplace, self._id)), self._gone
            ),
        )

    def _certificate(self, proof: Destruction | None) -> ProducedPaper | None:
        return None if proof is None else erasing_proof.certificate(self._workplace, proof.numero)

    def _gone(self, paper: ProducedPaper | None) -> None:
        """Leave the page and the record under it: nobody is there any more."""
        self._navigate.go_back()
        self._navigate.go_back()
        self._navigate.refresh_status()
        later = "L’attestation sera signée à la prochaine ouverture. "
        self._navigate.show_message(
            f"La personne est effacée. {'' if paper else later}L’attestation se retrouve dans "
            "Réglages, Effacements."
        )
        if paper is not None:
            self._navigate.show_paper(paper)

    def _after(self, said: str, *, passphrase: str = "") -> None:
        self._show(replace(self._state, working=False, said=said, passphrase=passphrase, chosen=""))
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
        asked = self._state.asked
        self._show(
            replace(
                self._state,
                working=False,
                who=found.personne.display_name,
                facts=words.facts_of(found, zone),
                files=tuple(words.file_line(one, zone) for one in found.files),
                limited=limited_words(found.limitation, zone),
                asks=words.ASKS,
                plan=None if asked is None else self._plan(asked, found),
            )
        )

    def _plan(self, asked: Ask, found: Standing) -> Plan:
        effects = {one: refusals.consequence(self._workplace, one) for one in Finalite}
        return plan_of(asked, found, effects)

    def _do(self, work: Callable[[], ResultT], done: Callable[[ResultT], None]) -> None:
        self._show(replace(self._state, working=True, problem=""))
        self._runner.run(work, on_success=done, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, said="", problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: RightsState) -> None:
        self._state = state
        self._view.show_state(state)
