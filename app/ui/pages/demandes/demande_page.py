"""One request: its term, its papers, its real sending, what came of it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal

from app.ui.asking.small_form import SmallForm
from app.ui.dossiers.facts import Facts
from app.ui.pages.demandes.demande_state import Asking, RequestState
from app.ui.pages.demandes.mailing import ChoosePath, ask_place, save_mail
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import Button, link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import body, hint
from app.ui.widgets.leaving import leave
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone
from app.usecases.registers.demandes_papers import MailFile

_NAMELESS = (
    "Le dossier de cette personne est effacé\u00a0: cette demande ne porte plus son nom. "
    "Le reste est gardé comme preuve."
)
_CLOSED = (
    "Cette demande est close\u00a0: elle ne porte plus de nom. Le reste est gardé comme preuve."
)
_HOW = (
    "Sans réseau\u00a0: enregistrez le courriel, envoyez-le depuis un autre ordinateur, ou "
    "imprimez la transmission. Puis notez l’heure réelle de l’envoi."
)


class RequestPage(Page):
    """Shows a `RequestState`.

    Signals:
        transmission_asked, receipt_asked: show that paper.
        mail_asked: make the e-mail; carries the address as it stands.
        asked: an `Asking`; edited, submitted, given_up: of the small form.
        close_asked: the request is over; the agent has confirmed.
        person_asked, erasing_asked, back_asked: where to go.
    """

    transmission_asked = Signal()
    receipt_asked = Signal()
    mail_asked = Signal(str)
    asked = Signal(object)
    edited = Signal(str, object)
    submitted = Signal()
    given_up = Signal()
    close_asked = Signal()
    person_asked = Signal()
    erasing_asked = Signal()
    back_asked = Signal()

    def __init__(self, *, choose_path: ChoosePath = ask_place) -> None:
        super().__init__("Demande")
        leave_by_escape(self, lambda: leave(self.back_asked.emit, self))
        self._choose_path = choose_path
        self._said = ""
        self._erases = False
        self._pill = StatePill(Pill(""))
        self.add_action(self._pill)
        self._clock = Banner()
        self._nameless = Banner(Tone.INFO, "")
        self.body.addWidget(self._clock)
        self.body.addWidget(self._nameless)
        self._make_sending()
        self._make_following()
        self._make_request()
        self._back = secondary("&Retour", icon="retour", name="leaveRequest")
        self._close = secondary("&Clore la demande…", icon="fait", name="closeRequest")
        self._back.clicked.connect(lambda: leave(self.back_asked.emit, self))
        self._close.clicked.connect(self._ask_close)
        self.add_answer(self._back, left=True)
        self.add_answer(self._close)
        self.set_first_focus(self.mail)
        self.show_state(RequestState())  # nothing can be pressed before the request is read

    def show_state(self, state: RequestState) -> None:
        """Show `state` and nothing else."""
        self.set_heading(state.heading or "Demande", state.numero)
        said = state.problem or state.said
        if said != self._said:  # else what another page left to say would go at once
            self._said = said
            self.say(Tone.DANGER if state.problem else Tone.SUCCESS, said)
        self._pill.setVisible(state.pill is not None)
        if state.pill is not None:
            self._pill.show_pill(state.pill)
        self._clock.say(state.clock_tone, state.clock)
        self._nameless.say(Tone.INFO, _nameless_words(state) if state.loaded else "")
        self._facts.show_facts(state.facts)
        self._done.show_facts(state.done)
        self._done.setVisible(bool(state.done))
        self._nothing_done.setVisible(not state.done)
        self._followed.show_facts(state.followed)
        self._followed.setVisible(any(fact.value for fact in state.followed))
        self._show_sending(state)
        self._person.setVisible(state.linked)
        self.erase.setVisible(state.erases)
        self._erases = state.erases
        self._close.setVisible(state.is_open and (state.sent or state.lost))
        for button in (self.mail, self.paper, self.receipt, self.erase, self._close):
            button.setEnabled(not state.working)

    @property
    @override
    def unkept(self) -> bool:
        return self._small.form.is_begun

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing or wrong in the small form."""
        self._small.form.focus_on(code)

    def to_address(self) -> None:
        """Put the focus on the address."""
        self.address.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_mail(self, file: MailFile) -> Path | None:
        """Ask where the e-mail goes and write it there, as `mailing.save_mail`."""
        return save_mail(self, self._choose_path, file)

    def _show_sending(self, state: RequestState) -> None:
        free = state.is_open and state.asking is Asking.NOTHING
        self._send_card.setVisible(state.is_open and not state.lost)
        self._how.setVisible(not state.sent)
        self.address.setVisible(not state.stated)
        if not state.stated and not self.address.line.hasFocus():
            self.address.set_text(state.address)
        if self.address.error != state.address_mistake:
            self.address.set_error(state.address_mistake)
        self._to.setText(f"À {state.address}" if state.stated else "")
        self._to.setVisible(state.stated)
        self.note_sending.setVisible(free and not state.sent and not state.lost)
        self._note_receipt.setVisible(free and state.sent)
        self._note_answer.setVisible(free and state.sent)
        self._note_action.setVisible(free)
        was_asking = not self._small.isHidden()
        self._small.show_form(
            state.asking.name if state.asking is not Asking.NOTHING else "",
            state.form,
            working=state.working,
        )
        if was_asking and state.asking is Asking.NOTHING:
            self._focus_on_next()

    def _focus_on_next(self) -> None:
        """The form has gone: the focus goes on to what may be noted next."""
        ways = (
            self.note_sending,
            self.erase,
            self._note_answer,
            self._note_action,
            self._back,
        )
        next_way = next(way for way in ways if not way.isHidden())
        next_way.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_sending(self) -> None:
        self._send_card = Card("Transmettre")
        self._how = hint(_HOW)
        self._to = body("")
        self._to.setObjectName("requestTo")
        self.address = LineField(
            "&Adresse du délégué à la protection des données",
            name="requestAddress",
            hint_text="La convention n’en donne pas\u00a0: demandez-la à votre référent.",
        )
        self.mail = primary("&Enregistrer le courriel…", icon="envoi", name="saveMail")
        self.paper = secondary("&Voir la transmission", icon="oeil", name="showTransmission")
        self.receipt = secondary("Reç&u pour la personne", icon="imprimer", name="showReceipt")
        self.mail.clicked.connect(lambda: self.mail_asked.emit(self.address.text()))
        self.paper.clicked.connect(self.transmission_asked)
        self.receipt.clicked.connect(self.receipt_asked)
        buttons = flow()
        for button in (self.mail, self.paper, self.receipt):
            buttons.addWidget(button)
        for part in (self._how, self._to, self.address):
            self._send_card.body.addWidget(part)
        self._send_card.body.addLayout(buttons)
        self.body.addWidget(self._send_card)

    def _make_following(self) -> None:
        card = Card("Suites")
        self._followed = Facts("Suites")
        self._nothing_done = hint("Rien n’est noté comme fait sur ce poste.")
        self._done = Facts("Fait sur ce poste", labels=300)
        self._small = SmallForm("requestSmallForm")
        self._small.edited.connect(self.edited)
        self._small.submitted.connect(self.submitted)
        self._small.given_up.connect(self.given_up)
        self.note_sending = self._way("Noter l’envo&i réel…", "noteSending", Asking.SENDING)
        self._note_receipt = self._way("Noter sa récep&tion…", "noteReceipt", Asking.RECEIPT)
        self._note_answer = self._way("Noter la ré&ponse…", "noteAnswer", Asking.ANSWER)
        self._note_action = self._way("Noter ce qui est &fait ici…", "noteAction", Asking.ACTION)
        self.erase = secondary("Effacer la perso&nne…", name="eraseFromRequest")
        self.erase.clicked.connect(lambda: leave(self.erasing_asked.emit, self))
        buttons = flow()
        noting = (self.note_sending, self._note_receipt, self._note_answer, self._note_action)
        ways = (self.erase, *noting)
        for button in ways:
            buttons.addWidget(button)
        for part in (self._followed, self._done, self._nothing_done, self._small):
            card.body.addWidget(part)
        card.body.addLayout(buttons)
        self.body.addWidget(card)

    def _way(self, words: str, name: str, asking: Asking) -> Button:
        button = secondary(words, name=name)
        button.clicked.connect(lambda: self.asked.emit(asking))
        return button

    def _make_request(self) -> None:
        card = Card("La demande")
        self._facts = Facts("La demande")
        self._person = link("Ouvrir le dossier de la personne", name="openRequestPerson")
        self._person.clicked.connect(lambda: leave(self.person_asked.emit, self))
        card.body.addWidget(self._facts)
        card.body.addWidget(self._person, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(card)

    def _ask_close(self) -> None:
        ask(
            Question(
                title="Clore cette demande\u00a0?",
                text="Le nom, le moyen de joindre la personne, ses mots et qui agit pour elle sont "
                "effacés. Le reste est gardé cinq ans comme preuve."
                + (
                    "\n\nAttention\u00a0: la personne n’est pas encore effacée."
                    if self._erases
                    else ""
                ),
                confirm="Clore la demande",
            ),
            self.close_asked.emit,
            self,
        )


def _nameless_words(state: RequestState) -> str:
    if not state.nameless:
        return ""
    return _CLOSED if not state.is_open else _NAMELESS
