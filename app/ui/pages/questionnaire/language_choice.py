"""The language in which the questions are asked, where the form has several."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.pages.questionnaire.state import QuestionnaireState
from app.ui.theme.tokens import Space
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import hint


class LanguageChoice(QWidget):
    """Shows the languages of a form.

    Signals:
        asked: the name of the language that the user wants.
        submitted: Enter was pressed: on to the question.
    """

    asked = Signal(str)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("languageChoice")
        self._choice = ShortChoice("Langue des questions")
        self._choice.answered.connect(self.asked)
        self._choice.submitted.connect(self.submitted)
        line = flow(self, gap=Space.M)
        line.addWidget(hint("Langue des questions"))
        line.addWidget(self._choice)

    def show_state(self, state: QuestionnaireState) -> None:
        """Show the languages of `state` and the one that is spoken."""
        shorts = [
            Short(one.code, one.label, f"Langue des questions\u00a0: {one.label}")
            for one in state.languages
        ]
        self._choice.show_choices(shorts, state.language)
