"""This laptop and the Département: the activation code."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.politiques import FIXED
from app.ui.pages.reglages.state import DeviceWords, ReglagesState
from app.ui.pages.reglages.stick_settings import StickSettings
from app.ui.widgets.buttons import primary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import body, hint
from app.ui.widgets.layouts import column
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone

_ACTIVE = Pill("Poste autorisé", Tone.SUCCESS)
_UNKNOWN = Pill("Pas encore autorisé", Tone.WARNING)

_BY_FORM = (
    "Cette convention passe par Démarches simplifiées. Passerelle y prépare les dossiers et les "
    "suit\u00a0; vous les ouvrez et les déposez depuis Aujourd’hui. Ce poste n’a pas besoin de "
    "code d’activation pour cela."
)
_MOTIVES = (
    "Avec un code d’activation du Département, il reçoit aussi le motif des refus, que Démarches "
    "simplifiées ne dit pas."
)


class DepartementTab(QWidget):
    """The state of this laptop, and the form to make it known.

    Signals:
        activate_asked: the service's address and the activation code.
    """

    activate_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._known = ""  # the address that the laptop uses
        self._pill = StatePill(_UNKNOWN)
        self._words = body("")
        state = Card("Ce poste et le Département")
        state.body.addWidget(self._pill)
        state.body.addWidget(self._words)
        layout = column(self)
        layout.addWidget(state)
        self._code_card = self._form()
        layout.addWidget(self._code_card)
        self.stick = StickSettings()
        layout.addWidget(self.stick)
        layout.addStretch(1)

    def show_state(self, state: ReglagesState) -> None:
        """Show whether this laptop is known."""
        device = state.device
        self._pill.show_pill(_ACTIVE if device.active else _UNKNOWN)
        self._pill.setVisible(not device.by_form)
        if device.by_form:
            self._words.setText(f"{_BY_FORM}\n{_motives(device)}")
        elif device.active:
            by = "" if device.address else ", par clé USB"
            self._words.setText(f"Il échange avec\u00a0: {device.service or device.address}{by}")
        else:
            self._words.setText(
                "Vos prescriptions sont gardées ici. Elles partiront quand le Département aura "
                "donné un code d’activation pour ce poste."
            )
        if device.imposed_address:
            self.address.set_text(device.imposed_address)
        elif not self.address.text() or device.address != self._known:
            self.address.set_text(device.address)
        self._known = device.address
        self.address.setEnabled(not device.imposed_address)
        self._fixed.setVisible(bool(device.imposed_address))

    @property
    def is_begun(self) -> bool:
        """Tell whether a code is half typed, or another address than the one in use."""
        line = self.address.line
        other = line.isModified() and self.address.text() not in {"", self._known}
        return bool(self.code.text()) or other

    def forget_secrets(self) -> None:
        """Empty the code: it served. The address that went with it is no longer half typed."""
        self.code.set_text("")
        self.address.line.setModified(False)

    def _form(self) -> Card:
        card = Card("Saisir un code d’activation")
        self.address = LineField(
            "&Adresse du service",
            name="serviceAddress",
            hint_text="Elle figure sur la feuille du Département, par exemple "
            "https:/\u2060/\u2060pass.departement.example",  # a line never ends inside it
            max_length=300,
        )
        self.code = LineField(
            "&Code d’activation",
            name="activationCode",
            hint_text="Dix groupes de quatre caractères. Il ne sert qu’une fois.",
        )
        self.code.submitted.connect(self._activate)
        self.activate_button = primary("Ac&tiver ce poste", icon="cle", name="activate")
        self.activate_button.clicked.connect(self._activate)
        self._fixed = hint(FIXED)
        self._fixed.setObjectName("addressFixed")
        self._fixed.hide()
        card.body.addWidget(self.address)
        card.body.addWidget(self._fixed)
        card.body.addWidget(self.code)
        buttons = flow()
        buttons.addWidget(self.activate_button)
        card.body.addLayout(buttons)
        return card

    def _activate(self) -> None:
        self.activate_asked.emit(self.address.text(), self.code.text())


def _motives(device: DeviceWords) -> str:
    """Return where the motives come from, or how they could."""
    if device.active and device.address:
        return f"Il reçoit le motif des refus de\u00a0: {device.service or device.address}"
    return _MOTIVES
