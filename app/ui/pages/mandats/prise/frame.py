"""The frame of a step: back, wait, give up, go on."""

from PySide6.QtCore import Signal

from app.ui.interview.dropping import drop_question
from app.ui.interview.frame import StepPage
from app.ui.pages.mandats.prise.state import StepState
from app.ui.pages.mandats.prise.steps import Step, trail
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.confirm_dialog import ask
from app.ui.widgets.tones import Tone

_WAITING = "Le projet reste dans «\u00a0À finir\u00a0», sur Aujourd’hui"


class MandatStep(StepPage):
    """A page of the preparation.

    Signals:
        go_on_asked: what the step asks is answered.
        drop_asked: nothing of the draft is to be kept; the agent has confirmed.
    """

    go_on_asked = Signal()
    drop_asked = Signal()

    def __init__(self, heading: str, step: Step, *, subtitle: str = "") -> None:
        super().__init__(heading, trail(step), subtitle=subtitle)
        self.set_window_title("Mandat")
        self._message = ""
        self.hold_button.setToolTip(_WAITING)
        self.hold_button.setAccessibleDescription(_WAITING)
        self.back = secondary("&Retour", icon="retour", name="back")
        self.drop = link("Abandonner ce projet", name="dropMandate")
        self.go_on = primary("&Continuer", icon="suite", name="goOn")
        self.back.clicked.connect(self.ask_back)
        self.drop.clicked.connect(self._ask_drop)
        self.go_on.clicked.connect(self.go_on_asked)
        self.add_answer(self.back, left=True)
        self.add_answer(self.drop, left=True)
        self.add_answer(self.go_on)
        self.show_frame(StepState())  # nothing can be pressed before the draft is read

    def show_frame(self, state: StepState) -> None:
        """Show what every step shows."""
        message = state.problem or state.said
        if message != self._message:  # else what another page left to say would go at once
            self._message = message
            self.say(Tone.DANGER if state.problem else Tone.SUCCESS, message)
        for button in (self.go_on, self.drop, self.hold_button):
            button.setEnabled(state.loaded and not state.working)

    def _ask_drop(self) -> None:
        ask(drop_question(), self.drop_asked.emit, self)
