"""What ended a moment ago, with the last papers that can be made of it."""

from functools import partial

from PySide6.QtCore import Signal

from app.ui.pages.mandats.state import EndedCard, EndedState
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone


class EndedPage(Page):
    """Shows an `EndedState`.

    Signals:
        withdrawal_asked, certificate_asked: the place of a card whose paper is wanted.
        sheet_asked: the place of a card whose person takes « Votre feuille » home.
        left: the agent is done; what was left of the mandate is forgotten.
    """

    withdrawal_asked = Signal(int)
    certificate_asked = Signal(int)
    sheet_asked = Signal(int)
    left = Signal()

    _leave_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Le mandat est terminé")
        leave_by_escape(self, self._leave_asked)
        self._missing = False
        self._stack = column(gap=Space.L)
        self._shown: tuple[EndedCard, ...] = ()
        self.body.addLayout(self._stack)
        self.done = primary("&Terminer", icon="fait", name="leaveEnded")
        self.done.clicked.connect(self._leave_asked)
        self._leave_asked.connect(self._leave)
        self.add_answer(self.done)

    def show_state(self, state: EndedState) -> None:
        """Show `state` and nothing else."""
        self.say(Tone.DANGER, state.problem)
        self._missing = state.missing
        self.done.setText(state.go_on or "&Terminer")
        if state.cards != self._shown:
            self._shown = state.cards
            clear(self._stack)
            for place, one in enumerate(state.cards):
                self._stack.addWidget(self._card(place, one))

    def _card(self, place: int, one: EndedCard) -> Card:
        card = Card(f"Mandat {one.reference}")
        card.body.addWidget(body(one.words))
        buttons = flow()
        for words, wanted, told, name in (
            (
                "Attestation de destruction",
                one.certificate,
                self.certificate_asked,
                "showCertificate",
            ),
            ("Attestation de fin", one.withdrawal, self.withdrawal_asked, "showWithdrawal"),
            ("Votre feuille", True, self.sheet_asked, "showSheet"),
        ):
            if wanted:
                button = secondary(words, icon="imprimer", name=f"{name}-{place}")
                button.clicked.connect(partial(told.emit, place))
                buttons.addWidget(button)
                if place == 0 and buttons.count() == 1:
                    self.set_first_focus(button)
        card.body.addLayout(buttons)
        return card

    def _leave(self) -> None:
        if not self._missing:
            self.left.emit()
            return
        ask(
            Question(
                title="Terminer sans l’attestation de fin\u00a0?",
                text="Elle n’est pas imprimée et ne pourra plus être faite\u00a0: ce poste ne sait "
                "plus rien de la personne. L’attestation de destruction, elle, reste dans "
                "Réglages, Effacements.",
                confirm="Terminer sans elle",
                cancel="Revenir",
                destructive=True,
            ),
            self.left.emit,
            self,
        )
