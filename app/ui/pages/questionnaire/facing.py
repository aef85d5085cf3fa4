"""The question as the person reads it: large, alone, without anything that is meant for the agent.

Neither the hints (they tell the agent how to ask) nor what the agent notes without asking, nor the
offer to stop, nor a diagnosis is here.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.ui.pages.questionnaire.blocks import QuestionBlocks
from app.ui.pages.questionnaire.language_choice import LanguageChoice
from app.ui.pages.questionnaire.repeat_panel import RepeatPanel
from app.ui.pages.questionnaire.state import (
    Kind,
    Place,
    QuestionnaireState,
    for_person,
)
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.centred import centred_column
from app.ui.widgets.handed_screen import HandedScreen
from app.ui.widgets.labels import body, hint, strong, title
from app.ui.widgets.layouts import column, row

_WIDTH = 860
_SKIP = (
    "Vous n’avez pas répondu. Pour passer cette question, appuyez encore sur «\u00a0Passer\u00a0»."
)
_LATER = (
    "Un instant\u00a0: cette réponse n’a pas pu être gardée. Prévenez la personne à côté de vous."
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FacingScreen(HandedScreen):
    """Shows a `QuestionnaireState` to the person.

    Signals:
        answered: the path of a question and the codes picked.
        written: the path of a question and what was typed.
        next_asked, previous_asked: where the person wants to go.
        add_asked: another copy of a group.
        jump_asked: the path of a screen of a copy.
        language_asked: the name of a language of the form.
    """

    answered = Signal(str, object)
    written = Signal(str, str)
    next_asked = Signal()
    previous_asked = Signal()
    add_asked = Signal()
    jump_asked = Signal(str)
    language_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("facingScreen")
        self._step: tuple[Place, str] | None = None
        self._asking = False
        self._repeat: RepeatPanel | None = None
        self._languages: LanguageChoice | None = None
        self._where = hint("")
        self._label = title("")
        self._label.setObjectName("facingQuestion")
        self._thanks = body("Rendez l’ordinateur à la personne qui vous accompagne.")
        self._column = column(gap=Space.XL)
        self._blocks = QuestionBlocks(self._column)
        self._blocks.answered.connect(self.answered)
        self._blocks.written.connect(self.written)
        self._blocks.submitted.connect(self._go_on)
        self._said = strong("")
        self._said.setObjectName("facingSaid")
        self._previous = secondary("&Précédent", icon="retour", name="facingPrevious")
        self._previous.clicked.connect(self._go_back)
        self._next = primary("&Suivant", icon="suite", name="facingNext")
        self._next.clicked.connect(self._go_on)
        self._build()

    def show_state(self, state: QuestionnaireState) -> None:
        """Show what of `state` is for the person."""
        came = (state.place, state.step) != self._step
        self._step = state.place, state.step
        self._asking = state.place is Place.QUESTION
        views = list(for_person(state)) if self._asking else []
        alone = len(views) == 1 and views[0].kind is not Kind.NOTE
        self._where.setText(_where(state))
        self._where.setVisible(self._asking)
        heading = views[0].label if alone else state.section
        self._label.setText(heading if self._asking else "Les questions sont finies. Merci\u00a0!")
        self._thanks.setVisible(not self._asking)
        self._blocks.show_views(views, alone=alone)
        if state.languages or self._languages is not None:
            self._show_languages(state)
        if state.can_add or self._repeat is not None:
            self._show_repeat(state)
        said = _LATER if state.problem else _SKIP if state.unanswered else ""
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._previous.setVisible(self._asking)
        self._previous.setEnabled(not state.first)
        self._next.setVisible(self._asking)
        answered = all(one.answered for one in views if one.answerable)
        words = "&Suivant" if answered else "Pa&sser"
        self._next.setText("&Continuer" if state.can_add else words)
        if came:
            self._scroll.verticalScrollBar().setValue(0)
            self.take_focus()
        for block in self._blocks.shown:
            if state.look_at and block.path == state.look_at and block.take_focus():
                self._scroll.ensureWidgetVisible(block)

    @override
    def take_focus(self) -> None:
        for block in self._blocks.shown:
            if block.take_focus():
                return
        if self._asking:
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._asking:
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self._go_on()
        elif not self._blocks.press_key(event.text()):
            super().keyPressEvent(event)

    def _show_languages(self, state: QuestionnaireState) -> None:
        if self._languages is None:
            self._languages = LanguageChoice()
            self._languages.asked.connect(self._speak)
            self._languages.submitted.connect(self.take_focus)
            self._lines.insertWidget(0, self._languages)
        self._languages.show_state(state)
        self._languages.setVisible(bool(state.languages) and self._asking)

    def _show_repeat(self, state: QuestionnaireState) -> None:
        if self._repeat is None:
            self._repeat = RepeatPanel(can_remove=False)
            self._repeat.add_asked.connect(self.add_asked)
            self._repeat.open_asked.connect(self.jump_asked)
            self._lines.insertWidget(self._lines.indexOf(self._said), self._repeat)
        shown = state.can_add and self._asking
        if shown:
            self._repeat.show_state(state)
        self._repeat.setVisible(shown)

    def _go_on(self) -> None:
        if self._asking:
            self._blocks.flush()
            self.next_asked.emit()

    def _go_back(self) -> None:
        self._blocks.flush()
        self.previous_asked.emit()

    def _speak(self, language: str) -> None:
        self._blocks.flush()
        self.language_asked.emit(language)

    def _build(self) -> None:
        self._scroll, self._lines = centred_column(_WIDTH)
        lines = self._lines
        for part in (self._where, self._label, self._thanks):
            lines.addWidget(part)
        lines.addLayout(self._column)
        lines.addWidget(self._said)
        buttons = row(gap=Space.M)
        buttons.addWidget(self._previous)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        lines.addLayout(buttons)
        lines.addStretch(1)
        column(self, gap=0).addWidget(self._scroll)


def _where(state: QuestionnaireState) -> str:
    number = f"Question {state.number} sur {state.total}"
    return f"{state.section} · {number}" if state.section else number
