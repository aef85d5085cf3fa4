"""The card of « Département » for laptops without a network."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from app.ui.widgets.answer_face import Answer
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import CheckRow
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body
from app.ui.widgets.moments import when_it_comes
from app.usecases.exchange.stick_notes import StickState

_USE = "Échanger aussi par clé USB"
_USE_HINT = "La page Synchroniser propose alors de préparer une clé et de lire la réponse."
_TO_ASK = (
    "Saisissez le code ci-dessus, sans adresse, puis préparez la demande sur une clé USB. Le "
    "Département y mettra sa réponse."
)
_ASKED = (
    "La demande est faite. Quand la clé revient du Département, lisez sa réponse. Préparer la "
    "demande de nouveau ne change rien."
)
_ONLY_WAY = (
    "Ce poste connaît le Département par clé USB. Pour synchroniser aussi par le réseau, saisissez "
    "ci-dessus l’adresse du service et un nouveau code."
)


class StickSettings(Card):
    """Shows a `StickState`.

    Signals:
        came: the card is on screen; what it shows is to be read again.
        request_asked, answer_asked: the `Path` of the stick.
        use_chosen: whether sticks are used as well.
    """

    came = Signal()
    request_asked = Signal(object)
    answer_asked = Signal(object)
    use_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__("Sans réseau\u00a0: par clé USB")
        self.banner = Banner()
        self._words = body("")
        self.use = CheckRow()
        self.use.setObjectName("useSticks")
        self.use.show_answer(Answer(_USE, _USE_HINT))
        self.use.clicked.connect(self.use_chosen)
        self.request = secondary("Préparer la &demande sur une clé…", name="prepareRequest")
        self.answer = secondary("Lire la &réponse…", name="readActivation")
        self.request.clicked.connect(self._choose_for_request)
        self.answer.clicked.connect(self._choose_answer)
        buttons = flow()
        buttons.addWidget(self.request)
        buttons.addWidget(self.answer)
        for part in (self.banner, self._words, self.use):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        self.hide()
        when_it_comes(self, self.came)

    def show_stick(self, state: StickState) -> None:
        """Show whether sticks are used, or how to be activated by one."""
        self.setVisible(state.allowed)
        words = _ASKED if state.asked else _TO_ASK
        if state.active:
            words = _ONLY_WAY if state.only_way else ""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.use.setVisible(state.active and not state.only_way)
        self.use.setChecked(state.used)
        self.request.setVisible(not state.active)
        self.answer.setVisible(not state.active and state.asked)

    def let_work(self, *, working: bool) -> None:
        """Take no other request while a stick is being written or read."""
        for button in (self.request, self.answer):
            button.setEnabled(not working)

    def _choose_for_request(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "La clé USB pour la demande")
        if chosen:
            self.request_asked.emit(Path(chosen))

    def _choose_answer(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "La clé USB avec la réponse")
        if chosen:
            self.answer_asked.emit(Path(chosen))
