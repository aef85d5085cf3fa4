"""The last step of a breach: its PDF, its e-mail, and the hours at which it really left."""

from PySide6.QtCore import Signal

from app.ui.asking.small_form import SmallForm
from app.ui.dossiers.facts import Facts
from app.ui.pages.demandes.incident_state import BreachState
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import body
from app.ui.widgets.tones import Tone


class SendCard(Card):
    """Shows what a `BreachState` says of the sendings.

    Signals:
        paper_asked: show the PDF. mail_asked: make the e-mail; carries the address as it stands.
        sending_asked: open the form; edited, submitted, given_up: of that form.
    """

    paper_asked = Signal()
    mail_asked = Signal(str)
    sending_asked = Signal()
    edited = Signal(str, object)
    submitted = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__("Notifier")
        self._missing = Banner()
        self._to = body("")
        self._to.setObjectName("breachTo")
        self.address = LineField(
            "&Adresse du délégué à la protection des données",
            name="breachAddress",
            hint_text="La convention n’en donne pas\u00a0: demandez-la à votre référent.",
        )
        self._sent = Facts("Notifications envoyées")
        self.mail = primary("&Enregistrer le courriel…", icon="envoi", name="saveBreachMail")
        self._paper = secondary("&Voir la notification", icon="oeil", name="showNotification")
        self.note = secondary("Noter l’env&oi réel…", icon="horloge", name="noteBreachSending")
        self.small = SmallForm("breachSmallForm")
        self.mail.clicked.connect(lambda: self.mail_asked.emit(self.address.text()))
        self._paper.clicked.connect(self.paper_asked)
        self.note.clicked.connect(self.sending_asked)
        self.small.edited.connect(self.edited)
        self.small.submitted.connect(self.submitted)
        self.small.given_up.connect(self.given_up)
        buttons = flow()
        for button in (self.mail, self._paper, self.note):
            buttons.addWidget(button)
        for part in (self._missing, self._to, self.address, self._sent):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        self.body.addWidget(self.small)

    def show_breach(self, state: BreachState) -> None:
        """Show what `state` says of the sendings."""
        self._missing.say(Tone.INFO, state.missing)
        self._to.setText(f"À {state.address}")
        self._to.setVisible(state.stated and state.is_open)
        self.address.setVisible(not state.stated and state.is_open)
        if not state.stated and not self.address.line.hasFocus():
            self.address.set_text(state.address)
        if self.address.error != state.address_mistake:
            self.address.set_error(state.address_mistake)
        self._sent.show_facts(state.sent)
        self._sent.setVisible(bool(state.sent))
        asking = bool(state.sending.asked)
        was_asking = not self.small.isHidden()
        self.mail.setVisible(state.may_send)
        self.note.setVisible(state.may_send and not asking)
        for button in (self.mail, self._paper, self.note):
            button.setEnabled(not state.working)
        self.small.show_form("sending" if asking else "", state.sending, working=state.working)
        if was_asking and not asking:
            self._paper.setFocus()
