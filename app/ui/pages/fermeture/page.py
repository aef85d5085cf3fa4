"""The end of the program: how far the last backup is, or why there is none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar

from app.ui.pages.fermeture.state import FermetureState
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.flow import flow
from app.ui.widgets.gate import Gate
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import show_if
from app.ui.widgets.tones import Tone

_UNDER_WAY = "Sauvegarde en cours…"
_NOT_MADE = "La sauvegarde n’a pas été faite"
_PREPARING = (
    "Vos dossiers sont enregistrés. La sauvegarde se prépare\u00a0: quelques secondes, puis "
    "Passerelle se ferme."
)
_CARRYING = (
    "Vos dossiers sont enregistrés et le coffre est fermé. Laissez la clé branchée\u00a0: "
    "Passerelle se ferme dès que la sauvegarde est écrite et relue."
)
_LATER = (
    "Vos dossiers sont enregistrés et le coffre est fermé. Passerelle réessaiera à la prochaine "
    "ouverture."
)
_HUNDRED = 100


class FermeturePage(Gate):
    """Shows a `FermetureState`.

    Signals:
        leave_asked: end now, whatever becomes of the backup.
    """

    leave_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_UNDER_WAY, width=560)
        self._about = body("")
        self._about.setObjectName("closingWords")
        self._problem = Banner()
        self._bar = QProgressBar()
        self._bar.setObjectName("closingBar")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_UNDER_WAY)
        self.leave = secondary("&Fermer sans attendre", icon="fermer", name="closeNow")
        self.close_button = primary("&Fermer Passerelle", name="closeAfter")
        for button in (self.leave, self.close_button):
            button.clicked.connect(self.leave_asked)
        buttons = flow()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.close_button)
        for part in (self._problem, self._about, self._bar):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_first_focus(self)  # a key too many must not give up the backup
        self.show_state(FermetureState())

    def show_state(self, state: FermetureState) -> None:
        """Show `state` and nothing else."""
        over = bool(state.problem)
        self.set_heading(_NOT_MADE if over else _UNDER_WAY)
        if over != bool(self._problem.text):
            self._problem.say(Tone.WARNING, state.problem)
        self._about.setText(_LATER if over else _PREPARING if state.preparing else _CARRYING)
        self._bar.setRange(0, _HUNDRED if state.total else 0)
        self._bar.setValue(state.done * _HUNDRED // state.total if state.total else 0)
        show_if(self._bar, not over)
        show_if(self.leave, not over)
        show_if(self.close_button, over)
        if over:
            self.set_first_focus(self.close_button)
            self.take_focus()
