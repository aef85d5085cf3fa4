"""One mandate: what was done under each line, who was told, what has led where it should."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import ActeMandatId, LigneId, MandatId
from app.domain.mandat_listes import EtatMandat, NatureActe, Resultat
from app.ui.asking.asked import Form, with_value
from app.ui.clock_words import parse_day
from app.ui.dossiers.mandates import state_pill
from app.ui.messages import failure_text
from app.ui.pages.mandats import forms, words
from app.ui.pages.mandats.end_words import LIMITED
from app.ui.pages.mandats.prise.desk import Desk
from app.ui.pages.mandats.prise.form_presenter import first_of
from app.ui.pages.mandats.state import Asking, MandatState
from app.ui.tasks import ResultT
from app.usecases.interview.papers import ProducedPaper
from app.usecases.mandats import acting, overview, papers, signing
from app.usecases.mandats.overview import MandatComplet
from app.usecases.mandats.refusal_words import REFUSALS
from app.usecases.mandats.signing import Started

_TOLD = "Noté\u00a0: la personne le sait."
_ACTED = "C’est noté. Rendez-en compte à la personne."
_NO_DAY = "Écrivez le jour, le mois et l’année, par exemple 15/03/2027."


class MandatView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: MandatState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_mistake(self, line_id: str, code: str) -> None:
        """Put the focus on what is missing in the form under a line."""
        ...


class MandatPresenter:
    """One action at a time; one form at a time."""

    def __init__(
        self,
        view: MandatView,
        desk: Desk,
        mandat_id: MandatId,
    ) -> None:
        self._view = view
        self._runner = desk.runner
        self._workplace = desk.place
        self._navigate = desk.navigate
        self._ways = desk.ways
        self._id = mandat_id
        self._found: MandatComplet | None = None
        self._state = MandatState()

    def load(self) -> None:
        """Read the mandate again."""
        self._runner.run(
            lambda: overview.load(self._workplace, self._id),
            on_success=self._loaded,
            on_failure=self._failed,
        )

    def ask(self, asking: Asking, line_id: str) -> None:
        """Open a form under a line."""
        clock = self._workplace.clock
        now = clock.now().astimezone(clock.zone())
        form = forms.act_form(now) if asking is Asking.ACT else Form(asked=forms.DONE)
        self._show(
            replace(self._state, asking=asking, asked_line=line_id, form=form, said="", problem="")
        )

    def ask_outcome(self, acte_id: str, line_id: str) -> None:
        """Open the form of another outcome of something done."""
        asked = tuple(one for one in forms.ACT if one.code == forms.RESULTAT)
        self._show(
            replace(
                self._state,
                asking=Asking.OUTCOME,
                asked_line=line_id,
                asked_act=acte_id,
                form=Form(asked=asked),
                said="",
                problem="",
            )
        )

    def edit(self, code: str, value: tuple[str, ...]) -> None:
        """Take an answer of the form."""
        self._show(replace(self._state, form=with_value(self._state.form, code, value)))

    def give_up(self) -> None:
        """Close the form."""
        self._show(self._closed())

    def submit(self) -> None:
        """Keep what the form says, if nothing is missing."""
        form, line_id = self._state.form, LigneId(self._state.asked_line)
        wrong = forms.missing(form)
        day = parse_day(form.text(forms.JOUR))
        if self._state.asking is Asking.ACT and day is None:
            wrong[forms.JOUR] = _NO_DAY
        if wrong:
            form = replace(form, mistakes=wrong)
            self._show(replace(self._state, form=form))
            self._view.to_mistake(line_id, first_of(form))
            return
        if self._state.asking is Asking.DONE:
            self._ways.end(self._id, (line_id,), by=form.text(forms.PAR))
            return
        self._do(self._keeping(form, line_id, day), lambda _: self._done(_ACTED))

    def _keeping(self, form: Form, line_id: LigneId, day: date | None) -> Callable[[], object]:
        place, result = self._workplace, Resultat(form.text(forms.RESULTAT))
        if self._state.asking is Asking.OUTCOME:
            acte_id = ActeMandatId(self._state.asked_act)
            return lambda: acting.outcome(place, self._id, acte_id, result)
        nature = NatureActe(form.text(forms.NATURE))
        return lambda: acting.act(place, self._id, line_id, nature, result, day)

    def tell(self, acte_id: str) -> None:
        """Note that the person knows what was done."""
        self._do(
            lambda: acting.told(self._workplace, self._id, ActeMandatId(acte_id)),
            lambda _: self._done(_TOLD),
        )

    def remove(self, acte_id: str) -> None:
        """Take back an act that was noted by mistake."""
        self._do(
            lambda: acting.remove(self._workplace, self._id, ActeMandatId(acte_id)),
            lambda _: self._done("C’est effacé."),
        )

    def hand(self) -> None:
        """Note that the person has her original: the mandate begins."""
        self._do(lambda: signing.hand_over(self._workplace, self._id), self._started)

    def end(self, lignes: tuple[str, ...]) -> None:
        """Go on to the end of these lines, of all when none is named."""
        self._ways.end(self._id, tuple(LigneId(one) for one in lignes))

    def renew(self) -> None:
        """Take another mandate with the same person."""
        if self._found is not None and self._found.personne is not None:
            self._ways.take(self._found.personne.id)

    def show_papers(self) -> None:
        """Show both originals as they were printed."""
        self._do(lambda: papers.originals(self._workplace, self._id), self._paper)

    def open_person(self) -> None:
        """Show her record."""
        if self._found is not None and self._found.personne is not None:
            self._navigate.open_person(self._found.personne.id)

    def leave(self) -> None:
        """Close the form, else go back to where it was opened from."""
        if self._state.asking is not Asking.NOTHING:
            self.give_up()
        else:
            self._navigate.go_back()

    def _loaded(self, found: MandatComplet) -> None:
        self._found = found
        mandat, place = found.mandat, self._workplace
        clock, tone = words.clock_of(found, place)
        if found.may_act is not None and mandat.etat is EtatMandat.ACTIF:
            clock = f"{clock} {REFUSALS[found.may_act]}"
        open_ = not mandat.etat.can_change and not mandat.etat.is_over
        self._show(
            replace(
                self._state,
                who=found.personne.display_name if found.personne else "",
                reference=f"Mandat {mandat.reference}",
                pill=state_pill(mandat),
                clock=clock,
                clock_tone=tone,
                lines=tuple(words.line_card(one, found, place) for one in mandat.lignes),
                facts=words.facts_of(found, place),
                to_hand=mandat.etat is EtatMandat.SIGNE,
                may_end=open_ and not found.limited,
                may_act=found.may_act is None and not found.limited,
                limited=LIMITED if found.limited else "",
                working=False,
                loaded=True,
            )
        )

    def _started(self, started: Started) -> None:
        over = [one for one in started.replaced if one.over]
        if over:
            self._ways.ended(over, then=self._id)
        else:
            self._done("Le mandat commence. Vous pouvez faire ce qu’il permet, rien d’autre.")

    def _paper(self, paper: ProducedPaper) -> None:
        self._show(replace(self._state, working=False))
        self._navigate.show_paper(paper)

    def _done(self, said: str) -> None:
        self._show(replace(self._closed(), said=said, problem="", working=False))
        self.load()

    def _closed(self) -> MandatState:
        return replace(self._state, asking=Asking.NOTHING, asked_line="", asked_act="", form=Form())

    def _do(self, work: Callable[[], ResultT], done: Callable[[ResultT], None]) -> None:
        if self._state.working:
            return
        self._show(replace(self._state, working=True, said="", problem=""))
        self._runner.run(work, on_success=done, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: MandatState) -> None:
        self._state = state
        self._view.show_state(state)
