"""What the steps made of a form share: answers, mistakes, and the end where nobody may sign."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from app.domain.mandat_listes import Empechement
from app.ui.asking.asked import Form, with_value
from app.ui.pages.mandats.prise.presenter import StepPresenter, StepView
from app.ui.pages.mandats.prise.state import FormState
from app.usecases.interview.papers import ProducedPaper
from app.usecases.mandats import drafting, papers
from app.usecases.mandats import words as listed

_BLOCKED = "Terminé\u00a0: rien n’a été gardé de la personne ni de ses réponses."


class FormView(StepView[FormState], Protocol):
    """The page, as the presenter sees it."""

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing or wrong."""
        ...


class FormPresenter(StepPresenter[FormState, FormView]):
    """A step of a few answers."""

    def edit(self, code: str, value: tuple[str, ...]) -> None:
        """Take an answer."""
        self._show(
            self._follow(replace(self._state, form=with_value(self._state.form, code, value)))
        )

    def print_orientation(self) -> None:
        """Show the slip that says where help can be found; it bears no name and no reason."""
        self._do(lambda: papers.orientation(self._workplace), self._slip)

    def block(self) -> None:
        """No mandate can be signed: nothing is kept, and why is told to nobody."""
        self._do(lambda: drafting.block(self._workplace, self._id), lambda _: self._gone(_BLOCKED))

    def _follow(self, state: FormState) -> FormState:
        """Return what follows from the answers."""
        return state

    def _wrong(self, mistakes: Mapping[str, str]) -> bool:
        """Show what is missing, if anything; tell whether something is."""
        form = replace(self._state.form, mistakes=mistakes)
        self._show(replace(self._state, form=form))
        if mistakes:
            self._view.to_mistake(first_of(form))
        return bool(mistakes)

    def _slip(self, paper: ProducedPaper) -> None:
        self._show(replace(self._state, working=False))
        self._navigate.show_paper(paper)


def first_of(form: Form) -> str:
    """Return the first thing that is wrong, in the order of the form."""
    return next((one.code for one in form.asked if one.code in form.mistakes), "")


def blocked_words(why: Empechement | None) -> str:
    """Return what to say aloud to who cannot sign; empty for who can."""
    return listed.WHY_NOT[why] if why else ""
