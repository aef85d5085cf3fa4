"""The question about a date in doubt: three answers, none of which erases by itself."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import danger, secondary
from app.ui.widgets.flow import flow
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import body, section
from app.ui.widgets.layouts import column, row, sized
from app.ui.widgets.tones import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class DateQuestion:
    """What is asked. An empty `confirm` or `ask` leaves that answer out."""

    title: str
    text: str
    confirm: str = ""
    ask: str = ""


class DateDialog(QDialog):
    """Asks a `DateQuestion`; « Verrouiller » has the focus, and Escape gives it.

    Signals:
        ask_asked: the Département is to be asked.
    """

    ask_asked = Signal()

    def __init__(self, question: DateQuestion, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("confirmDialog")
        self.setWindowTitle("Passerelle")
        self.setAccessibleName(question.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = row(gap=Space.M)
        heading.addWidget(IconLabel("attention", colour="warning", size=28))
        heading.addWidget(section(question.title), 1)
        self.problem = Banner()
        self.confirm_button = danger(question.confirm, name="confirm")
        self.ask_button = secondary(question.ask, icon="synchroniser", name="askDate")
        self.cancel_button = secondary("&Verrouiller", icon="verrou", name="cancel")
        self.confirm_button.setVisible(bool(question.confirm))
        self.ask_button.setVisible(bool(question.ask))
        self.confirm_button.clicked.connect(self.accept)
        self.ask_button.clicked.connect(self._ask)
        self.cancel_button.clicked.connect(self.reject)
        answers = flow(gap=Space.M)
        for button in self._buttons():
            answers.addWidget(button)
        layout = column(self, gap=Space.L, pad=Space.XL)
        layout.addLayout(heading)
        layout.addWidget(body(question.text))
        layout.addWidget(self.problem)
        layout.addLayout(answers)
        sized(self, min_width=520, max_width=680)
        self.cancel_button.setFocus()

    def show_problem(self, text: str, *, settled: bool) -> None:
        """Say why asking did not help; `settled`: the Département has said another date."""
        self.problem.say(Tone.DANGER, text)
        self.ask_button.setEnabled(not settled)
        self.confirm_button.setEnabled(not settled)
        self.cancel_button.setEnabled(True)
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._take_height()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that a long text needs: a dialog alone cuts it."""
        self._take_height()
        super().showEvent(event)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.cancel_button, self.ask_button, self.confirm_button)

    def _ask(self) -> None:
        self.problem.say(Tone.INFO, "Question posée au Département…")
        for button in self._buttons():
            button.setEnabled(button is self.cancel_button)
        self.ask_asked.emit()

    def _take_height(self) -> None:
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
