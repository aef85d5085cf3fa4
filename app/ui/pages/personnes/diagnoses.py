"""The diagnoses of a person: the first of each interview, and those made again beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.personnes.state import DiagnosesLine, DiagnosisLine
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.labels import body, hint, separator, strong
from app.ui.widgets.layouts import clear, column, row
from app.ui.widgets.state_pill import StatePill


class Diagnoses(Card):
    """Shows `DiagnosesLine`s, one interview under the other.

    Signals:
        reevaluate_asked: the id of an interview, confirmed.
    """

    reevaluate_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Diagnostics")
        self.setObjectName("card")
        self._shown: tuple[DiagnosesLine, ...] = ()
        self._lines = column(gap=Space.M)
        self.body.addLayout(self._lines)

    def show_diagnoses(self, diagnoses: tuple[DiagnosesLine, ...]) -> None:
        """Show the diagnoses; without any the card is away."""
        self.setVisible(bool(diagnoses))
        if diagnoses == self._shown:
            return
        self._shown = diagnoses
        clear(self._lines)
        for number, one in enumerate(diagnoses):
            if number:
                self._lines.addWidget(separator())
            self._lines.addWidget(self._interview(one))

    def _interview(self, one: DiagnosesLine) -> QWidget:
        part = QWidget()
        inside = column(part, gap=Space.S)
        inside.addWidget(strong(one.heading))
        for diagnosis in one.diagnoses:
            inside.addWidget(_diagnosis(diagnosis))
        if one.proposal:
            button = secondary(one.proposal, icon="diagnostic", name=f"reevaluate-{one.interview}")
            button.clicked.connect(lambda: self._ask(one))
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if one.why_not:
            inside.addWidget(hint(one.why_not))
        return part

    def _ask(self, one: DiagnosesLine) -> None:
        question = Question(
            title="Réévaluer ce diagnostic\u00a0?",
            text="Les réponses gardées sont reprises avec la version en service. Le premier "
            "diagnostic reste, et ce qui a été prescrit ne change pas. Le nouveau diagnostic est "
            "gardé à côté, avec sa date, sa version et votre nom.",
            confirm="Réévaluer",
        )
        ask(question, lambda: self.reevaluate_asked.emit(one.interview), self)


def _diagnosis(one: DiagnosisLine) -> QWidget:
    part = QWidget()
    words = column(part, gap=Space.XS)
    head = row(gap=Space.S)
    head.addWidget(StatePill(one.pill), 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(body(one.result), 1)
    words.addLayout(head)
    for line in one.lines:
        words.addWidget(hint(line))
    return part
