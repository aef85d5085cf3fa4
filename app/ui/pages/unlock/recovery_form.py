"""Open with the printed sheet, and choose a new passphrase at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.pages.unlock.presenter import UnlockState
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import FormField
from app.ui.widgets.layouts import column, sized
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.strength_meter import StrengthMeter

_LINES_HIGH = 110


class RecoveryForm(QWidget):
    """The sheet's key, and the new passphrase twice.

    Signals:
        recover_asked: the sheet's text, the passphrase and the passphrase again.
        back_asked: the user remembers the passphrase after all.
        structure_asked: the sheet is lost too.
        estimate_asked: the new passphrase as it is being typed.
    """

    recover_asked = Signal(str, str, str)
    back_asked = Signal()
    structure_asked = Signal()
    estimate_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.key = sized(QPlainTextEdit(), min_height=_LINES_HIGH, max_height=_LINES_HIGH)
        self.key.setTabChangesFocus(True)
        self._key_field = FormField(
            "&Clé de la feuille de secours",
            self.key,
            hint_text="Les 13 groupes imprimés, dans l’ordre. Majuscules et espaces ne comptent "
            "pas.",
            name="recoveryKey",
        )
        self.first = PassphraseField("&Nouvelle phrase de passe", name="newPassphrase")
        self.second = PassphraseField("La même, encore une &fois", name="newPassphraseAgain")
        self.meter = StrengthMeter()
        self.first.changed.connect(self._changed)
        self.second.submitted.connect(self._recover)
        self.recover_button = primary(
            "&Ouvrir et changer ma phrase", icon="deverrouille", name="recover"
        )
        self.recover_button.clicked.connect(self._recover)
        self.back_button = secondary("&Retour", icon="retour", name="backToPassphrase")
        self.back_button.clicked.connect(self.back_asked)
        self.structure_button = link(
            "Récupérer avec la clé de la &structure…", name="recoverByStructure"
        )
        self.structure_button.clicked.connect(self.structure_asked)
        layout = column(self, gap=Space.L)
        for part in (self._key_field, self.first, self.meter, self.second):
            layout.addWidget(part)
        buttons = flow(gap=Space.M)
        buttons.addWidget(self.recover_button)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.structure_button)
        layout.addLayout(buttons)

    def show_state(self, state: UnlockState) -> None:
        """Show the mistakes of `state` and whether work is under way."""
        self.first.set_error(state.first_mistake)
        self.second.set_error(state.second_mistake)
        self.structure_button.setVisible(state.structure)
        self.setEnabled(not state.working)

    def clear(self) -> None:
        """Forget everything typed."""
        self.key.clear()
        self.first.clear()
        self.second.clear()
        self.meter.show_strength(None)

    def _changed(self) -> None:
        self.estimate_asked.emit(self.first.passphrase())

    def _recover(self) -> None:
        self.recover_asked.emit(
            self.key.toPlainText(), self.first.passphrase(), self.second.passphrase()
        )
