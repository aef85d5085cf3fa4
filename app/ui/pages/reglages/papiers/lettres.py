"""The card of the letters' text: the one in force, what a proposed one changes, the way back."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal

from app.ui.pages.reglages.questionnaire.entries import EntryList
from app.ui.pages.reglages.questionnaire.state import Entry
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, hint
from app.ui.widgets.tones import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class LettresState:
    """What the card says; `former` is None where there is nothing to go back to."""

    current: str = ""
    proposed: str = ""
    proposed_hash: str = ""
    changes: tuple[Entry, ...] = ()
    refused: str = ""
    former: str | None = None
    back: str = ""
    who: str = ""
    may: bool = False


class LettresCard(Card):
    """Shows a `LettresState`.

    Signals:
        activate_asked: the hash of a text, confirmed; empty for the program's own.
    """

    activate_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            "Texte des lettres",
            about="Le Département peut publier ses propres phrases. La lettre imprimée dit alors "
            "la version de son texte.",
        )
        self._state = LettresState()
        self._refused = Banner()
        self._current, self._proposed, self._who = body(""), body(""), hint("")
        self._current.setObjectName("lettersCurrent")
        self.changes = EntryList("lettersChanges", heading="Ce qui change")
        self.activate = primary("Mettre en ser&vice…", icon="fait", name="activateLetters")
        self.back = secondary("&Revenir au texte d’avant…", icon="reprendre", name="formerLetters")
        self.activate.clicked.connect(self._ask_new)
        self.back.clicked.connect(self._ask_former)
        for part in (self._current, self._refused, self._proposed, self.changes):
            self.body.addWidget(part)
        buttons = flow(gap=Space.M)
        buttons.addWidget(self.activate)
        buttons.addWidget(self.back)
        self.body.addLayout(buttons)
        self.body.addWidget(self._who)
        self.show_letters(self._state)

    def show_letters(self, state: LettresState) -> None:
        """Show `state` and nothing else."""
        had_focus = self.activate.hasFocus() or self.back.hasFocus()
        self._state = state
        self._current.setText(state.current)
        self._refused.say(Tone.WARNING, state.refused)
        self._proposed.setText(state.proposed)
        self._proposed.setVisible(bool(state.proposed))
        self.changes.show_entries(state.changes)
        self.activate.setVisible(state.may and bool(state.proposed))
        self.back.setVisible(state.may and state.former is not None)
        self._who.setText(state.who)
        self._who.setVisible(bool(state.who))
        if had_focus and self.back.isVisible():
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_new(self) -> None:
        wanted = self._state.proposed_hash
        question = Question(
            title="Mettre ce texte en service\u00a0?",
            text="La prochaine lettre le porte. Les lettres déjà imprimées ne changent pas. Votre "
            "nom et la date sont notés\u00a0; on peut revenir en arrière.",
            confirm="Mettre en service",
        )
        ask(question, lambda: self.activate_asked.emit(wanted), self)

    def _ask_former(self) -> None:
        wanted = self._state.former
        if wanted is None:
            return
        question = Question(
            title="Revenir au texte d’avant\u00a0?",
            text=f"{self._state.back} Votre nom et la date sont notés.",
            confirm="Revenir au texte d’avant",
        )
        ask(question, lambda: self.activate_asked.emit(wanted), self)
