"""The information, before anything is signed; each explanation keeps its hour (002 l. 167)."""

from dataclasses import replace
from typing import Protocol

from app.domain.mandat import Mandat
from app.domain.mandat_listes import Explication
from app.ui.asking.asked import Form, with_value
from app.ui.pages.mandats.prise.by_hand import is_by_hand, when_asked, when_of, when_said
from app.ui.pages.mandats.prise.form_presenter import first_of
from app.ui.pages.mandats.prise.presenter import StepPresenter, StepView
from app.ui.pages.mandats.prise.state import TellingState, Told
from app.ui.pages.mandats.prise.steps import Step
from app.ui.pages.mandats.prise.words import hour_words, script
from app.usecases.mandats import informing
from app.usecases.mandats import words as listed
from app.usecases.mandats.overview import MandatComplet

_MISTAKE = "Expliquez les trois points, puis cochez chacun."


class TellingView(StepView[TellingState], Protocol):
    """The page, as the presenter sees it."""

    def to_mistake(self, code: str = "") -> None:
        """Put the focus on when, else on the first thing that was not explained."""
        ...


class TellingPresenter(StepPresenter[TellingState, TellingView]):
    """An explanation is kept when it is ticked, with its hour."""

    step = Step.INFORMATION

    def tell(self, code: str) -> None:
        """Note that something was explained just now."""
        quoi = Explication(code)
        if any(one.code == code and one.when for one in self._state.told):
            return
        form, wrong, at = self._state.form, dict[str, str](), None
        if form.asked:
            at = when_of(form, self._workplace.clock.zone(), wrong)
        if wrong:
            self._show(replace(self._state, form=replace(form, mistakes=wrong)))
            self._view.to_mistake(first_of(self._state.form))
            return
        self._runner.run(
            lambda: informing.explain(self._workplace, self._id, quoi, at),
            on_success=self._explained,
            on_failure=self._failed,
        )

    def edit(self, code: str, value: tuple[str, ...]) -> None:
        """Take an answer about when."""
        self._state = replace(self._state, form=with_value(self._state.form, code, value))

    def go_on(self) -> None:
        """Go on with the identity, once the three points were explained."""
        if not all(one.when for one in self._state.told):
            self._show(replace(self._state, mistake=_MISTAKE))
            self._view.to_mistake()
        elif self._state.loaded:
            self._next()

    def _loaded(self, found: MandatComplet) -> None:
        mandat, clock = found.mandat, self._workplace.clock
        if is_by_hand(mandat):
            at = mandat.explique[0].at if mandat.explique else clock.now()
            form = Form(asked=when_asked("Expliqué le"), values=when_said(at, clock.zone()))
            self._state = replace(self._state, form=form)
        else:
            self._state = replace(self._state, script=script(self._workplace, mandat))
        self._explained(found.mandat)

    def _explained(self, mandat: Mandat) -> None:
        hours = {one.quoi: one.at for one in mandat.explique}
        zone = self._workplace.clock.zone()
        told = tuple(
            Told(
                code=quoi.value,
                words=words,
                when=f"Expliqué {hour_words(hours[quoi], zone)}" if quoi in hours else "",
            )
            for quoi, words in listed.EXPLANATIONS.items()
        )
        self._show(replace(self._state, told=told, mistake="", problem="", working=False))
