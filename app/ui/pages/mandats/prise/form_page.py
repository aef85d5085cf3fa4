"""A step that asks a few things: who may sign, for how long, which proof of identity."""

from PySide6.QtCore import Qt, QTimer, Signal

from app.ui.asking.form import AskedForm
from app.ui.pages.mandats.prise.frame import MandatStep
from app.ui.pages.mandats.prise.state import FormState
from app.ui.pages.mandats.prise.steps import Step
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import danger, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.labels import body
from app.ui.widgets.tones import Tone

_NOTHING_KEPT = (
    "Rien de cela n’est gardé. Vous pouvez faire la démarche ensemble, avec elle, sans mandat, ou "
    "l’orienter\u00a0: la fiche ne porte ni nom ni motif."
)


class FormStep(MandatStep):
    """Shows a `FormState`.

    Signals:
        edited: the code of an answer, and the value.
        orientation_asked: print where help can be found, when no mandate can be signed.
        block_asked: it ends here, and nothing is kept.
    """

    edited = Signal(str, object)
    orientation_asked = Signal()
    block_asked = Signal()

    def __init__(self, heading: str, step: Step, subtitle: str = "") -> None:
        super().__init__(heading, step, subtitle=subtitle)
        card = Card()
        self.form = AskedForm(f"mandat{step.name.title()}")
        self._note = Banner()
        card.body.addWidget(self.form)
        card.body.addWidget(self._note)
        self.body.addWidget(card)
        self._make_blocked()
        self._asked_anew = step is Step.CAPACITE  # its answers are kept nowhere
        self.form.edited.connect(self.edited)
        self.form.submitted.connect(self._submitted)
        self._came = False

    def show_state(self, state: FormState) -> None:
        """Show `state` and nothing else."""
        self.show_frame(state)
        self.form.show_form(state.form)
        self._note.say(state.note_tone, state.note)
        blocked = bool(state.blocked)
        came = blocked and self._blocked.isHidden()
        self._why.say(Tone.WARNING, state.blocked)
        self._blocked.setVisible(blocked)
        self.go_on.setVisible(not blocked)
        self.drop.setVisible(not blocked)
        self._end.setVisible(blocked)
        for button in (self._end, self._orientation):
            button.setEnabled(not state.working)
        if came:
            QTimer.singleShot(0, self, lambda: self.bring_into_view(self._orientation))
        if state.loaded and not self._came and state.form.asked:
            self._came = True
            self.set_first_focus(self.form.field(state.form.asked[0].code).editor)
            self.take_focus()

    @property
    @override
    def unkept(self) -> bool:
        return self.form.is_begun and not self._asked_anew

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing or wrong."""
        self.form.focus_on(code)
        self.bring_into_view(self.form.field(code))

    def _make_blocked(self) -> None:
        self._blocked = Card("Pas de mandat aujourd’hui")
        self._why = Banner()
        self._orientation = secondary(
            "&Imprimer la fiche d’orientation", icon="imprimer", name="printOrientation"
        )
        self._orientation.clicked.connect(self.orientation_asked)
        self._blocked.body.addWidget(self._why)
        self._blocked.body.addWidget(body(_NOTHING_KEPT))
        self._blocked.body.addWidget(self._orientation, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._blocked)
        self._blocked.hide()
        self._end = danger("&Terminer sans rien garder", name="endBlocked")
        self._end.clicked.connect(self.block_asked)
        self.add_answer(self._end)
        self._end.hide()

    def _submitted(self) -> None:
        if not self.go_on.isHidden():
            self.go_on_asked.emit()
