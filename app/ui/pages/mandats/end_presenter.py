"""The end of a mandate or of some of its lines: nothing is destroyed before it was said."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import LigneId, MandatId
from app.domain.mandat import Ligne
from app.domain.mandat_listes import Aboutissement, CanalRetrait, NatureFin
from app.ui.asking.asked import Form, with_value
from app.ui.clock_words import parse_day, parse_hour
from app.ui.messages import failure_text
from app.ui.pages.mandats import forms
from app.ui.pages.mandats.end_words import DESTROYED, LINES_ENDED, REMAINS, untold_words
from app.ui.pages.mandats.prise.desk import Desk
from app.ui.pages.mandats.prise.form_presenter import first_of
from app.ui.pages.mandats.prise.words import line_words
from app.ui.pages.mandats.state import EndState
from app.ui.tasks import ResultT
from app.usecases import journal
from app.usecases.interview.papers import SAVED, ProducedPaper
from app.usecases.mandats import ending, overview, papers
from app.usecases.mandats.ended import Caducite, Ended
from app.usecases.mandats.ending import Consequence
from app.usecases.mandats.overview import MandatComplet

_NO_DAY = "Écrivez le jour, le mois et l’année, par exemple 15/03/2027."
_NO_HOUR = "Écrivez l’heure et les minutes, par exemple 9:05."


class EndView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: EndState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing or wrong."""
        ...


class EndPresenter:
    """Lines named end alone; none named, the whole mandate. `by`: they have led home."""

    def __init__(
        self,
        view: EndView,
        desk: Desk,
        mandat_id: MandatId,
        lignes: Sequence[LigneId],
        by: str,
    ) -> None:
        self._view = view
        self._runner = desk.runner
        self._workplace = desk.place
        self._navigate = desk.navigate
        self._ways = desk.ways
        self._id = mandat_id
        self._lignes = tuple(lignes)
        self._by = Aboutissement(by) if by else None
        self._found: MandatComplet | None = None
        self._consequence: Consequence | None = None
        clock = desk.place.clock
        now = clock.now().astimezone(clock.zone())
        form = Form() if by else forms.end_form(now, whole=not lignes)
        self._state = EndState(form=form)

    def load(self) -> None:
        """Read the mandate and what its end would mean."""
        place = self._workplace
        self._runner.run(
            lambda: (
                overview.load(place, self._id),
                ending.foresee(place, self._id, *self._lignes),
            ),
            on_success=self._loaded,
            on_failure=self._failed,
        )

    def edit(self, code: str, value: tuple[str, ...]) -> None:
        """Take an answer."""
        form = with_value(self._state.form, code, value)
        if code == forms.FIN:
            why = form.text(forms.FIN)
            form = replace(form, asked=forms.end_asked(why, whole=not self._lignes))
        fresh = replace(self._state, printed=False, saved=False)  # a paper says why and when
        self._show(replace(fresh, form=form, problem=""))

    def go_on(self) -> None:
        """Show what will happen, if nothing is missing."""
        form = self._state.form
        wrong = forms.missing(form)
        if any(one.code == forms.CANAL for one in form.asked):
            if parse_day(form.text(forms.JOUR)) is None:
                wrong[forms.JOUR] = _NO_DAY
            if parse_hour(form.text(forms.HEURE)) is None:
                wrong[forms.HEURE] = _NO_HOUR
        if wrong:
            form = replace(form, mistakes=wrong)
            self._show(replace(self._state, form=form))
            self._view.to_mistake(first_of(form))
            return
        mourned = form.text(forms.FIN) == Caducite.DECES.value
        state = replace(self._state, confirming=True, paper=True, mourned=mourned, problem="")
        self._show(state)

    def show_paper(self) -> None:
        """Show the certificate of withdrawal, before anything is destroyed."""
        self._do(self._prepared, self._paper)

    def end(self) -> None:
        """End the lines now (the page asked whether it is meant)."""
        self._do(self._end, self._ended)

    def back(self) -> None:
        """Go back to why and when, else to the mandate."""
        if self._state.confirming and self._by is None:
            self._show(replace(self._state, confirming=False, problem=""))
        else:
            self._ways.open(self._id)

    # -- behind --------------------------------------------------------------------------------

    def _loaded(self, read: tuple[MandatComplet, Consequence]) -> None:
        self._found, self._consequence = found, consequence = read
        open_ = found.mandat.open_lines
        ends = [one for one in open_ if not self._lignes or one.id in self._lignes]
        self._show(
            replace(
                self._state,
                who=found.personne.display_name if found.personne else "",
                reference=f"Mandat {found.mandat.reference}",
                confirming=self._by is not None,
                ends=_said(ends),
                stays=_said([one for one in open_ if one not in ends]),
                destroys=DESTROYED if consequence.last else (),
                remains=REMAINS if consequence.last else (),
                warning=untold_words(consequence),
                loaded=True,
                working=False,
            )
        )

    def _asked(self) -> tuple[NatureFin, CanalRetrait | None, datetime | None]:
        form = self._state.form
        why = form.text(forms.FIN)
        if why == NatureFin.RETIRE.value:
            day, hour = parse_day(form.text(forms.JOUR)), parse_hour(form.text(forms.HEURE))
            zone = self._workplace.clock.zone()
            at = datetime.combine(day, hour, tzinfo=zone) if day and hour else None
            return NatureFin.RETIRE, CanalRetrait(form.text(forms.CANAL)), at
        if why == NatureFin.RENONCE.value:
            return NatureFin.RENONCE, None, None
        return NatureFin.CADUC, None, None

    def _prepared(self) -> ProducedPaper:
        nature, canal, at = self._asked()
        cause = Caducite(self._state.form.text(forms.FIN)) if nature is NatureFin.CADUC else None
        ended = ending.prepare(
            self._workplace,
            self._id,
            *self._lignes,
            nature=nature,
            canal=canal,
            recu_at=at,
            cause=cause,
        )
        return papers.withdrawal(self._workplace, ended)

    def _end(self) -> Ended:
        place, mandat_id, lignes = self._workplace, self._id, self._lignes
        if self._by is not None:
            return ending.complete(place, mandat_id, lignes[0], self._by)
        nature, canal, at = self._asked()
        if nature is NatureFin.RETIRE and canal is not None:
            return ending.withdraw(place, mandat_id, *lignes, canal=canal, recu_at=at)
        if nature is NatureFin.RENONCE:
            return ending.renounce(place, mandat_id, *lignes)
        return ending.lapse(place, mandat_id, Caducite(self._state.form.text(forms.FIN)))

    def _paper(self, paper: ProducedPaper) -> None:
        self._show(replace(self._state, working=False))
        self._navigate.show_paper(paper, done=lambda act: self._given(paper, act))

    def _given(self, paper: ProducedPaper, act: str) -> None:
        """Note a paper that went out; a file of it goes with the data that are destroyed."""
        place = self._workplace
        self._runner.run(
            lambda: journal.note(place, act, paper.code, subject_id=paper.subject_id),
            on_success=lambda _: None,
            on_failure=self._failed,
        )
        goes = act == SAVED and bool(self._state.destroys)
        printed = self._state.printed or not goes
        self._show(replace(self._state, printed=printed, saved=goes and not printed))

    def _ended(self, ended: Ended) -> None:
        self._navigate.refresh_status()
        if ended.over:
            self._ways.ended((ended,), printed=not self._state.lacks_paper)
            return
        self._ways.open(self._id, said=LINES_ENDED)

    def _do(self, work: Callable[[], ResultT], done: Callable[[ResultT], None]) -> None:
        if self._state.working:
            return
        self._show(replace(self._state, working=True, problem=""))
        self._runner.run(work, on_success=done, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: EndState) -> None:
        self._state = state
        self._view.show_state(state)


def _said(lignes: Sequence[Ligne]) -> tuple[str, ...]:
    words = [line_words(one) for one in lignes]
    return tuple(f"{one[:1].upper()}{one[1:]}" for one in words)
