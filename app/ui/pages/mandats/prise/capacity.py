"""Who may sign: four questions whose answers are kept nowhere (documents.md b1)."""

from dataclasses import replace
from typing import Final

from app.domain.mandat_listes import Empechement
from app.ui.asking.asked import Form
from app.ui.pages.mandats.prise import forms
from app.ui.pages.mandats.prise.form_presenter import FormPresenter, blocked_words
from app.ui.pages.mandats.prise.state import FormState
from app.ui.pages.mandats.prise.steps import Step
from app.usecases.mandats.overview import MandatComplet

_REFUSALS: Final = (
    (forms.MAJEURE, Empechement.MINEUR),
    (forms.COMPREND, Empechement.NE_COMPREND_PAS),
    (forms.SOUHAITE, Empechement.NE_VEUT_PAS),
)
_MISTAKE = "Posez la question, notez la réponse."


class CapacityPresenter(FormPresenter):
    """Holds the answers while the page is on screen."""

    step = Step.CAPACITE

    def go_on(self) -> None:
        """Go on with the démarches, if every question was answered and none stops."""
        missing = {
            one.code: _MISTAKE
            for one in self._state.form.asked
            if not self._state.form.text(one.code)
        }
        if not self._state.blocked and not self._wrong(missing):
            self._next()

    def _loaded(self, found: MandatComplet) -> None:  # noqa: ARG002 - nothing of it was kept
        """Ask anew whoever comes back: the draft may be another person's by now."""
        self._show(replace(self._state, form=Form(asked=forms.CAPACITE, values={})))

    def _follow(self, state: FormState) -> FormState:
        return replace(state, blocked=blocked_words(_why(state.form)))


def _why(form: Form) -> Empechement | None:
    """Return what keeps her from signing, by the answers so far."""
    measure = form.text(forms.MESURE)
    if measure and measure != forms.NO:
        return Empechement(measure)
    return next((why for code, why in _REFUSALS if form.text(code) == forms.NO), None)
