"""A question before something that cannot be undone."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import danger, primary, secondary
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import body, section
from app.ui.widgets.layouts import column, row, sized


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked. `confirm` says the act (« Retirer ce poste »), never « OK » or « Oui »."""

    title: str
    text: str
    confirm: str
    cancel: str = "Annuler"
    destructive: bool = False


class ConfirmDialog(QDialog):
    """Asks a `Question`; the harmless answer has the focus and Escape gives it."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("confirmDialog")
        self.setWindowTitle("Passerelle")
        self.setAccessibleName(question.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = row(gap=Space.M)
        tone = ("attention", "warning") if question.destructive else ("info", "info")
        heading.addWidget(IconLabel(tone[0], colour=tone[1], size=28))
        heading.addWidget(section(question.title), 1)
        make = danger if question.destructive else primary
        self.confirm_button = make(question.confirm, name="confirm")
        self.cancel_button = secondary(question.cancel, name="cancel")
        self.confirm_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        answers = row(gap=Space.M)
        answers.addStretch(1)
        answers.addWidget(self.cancel_button)
        answers.addWidget(self.confirm_button)
        layout = column(self, gap=Space.L, pad=Space.XL)
        layout.addLayout(heading)
        layout.addWidget(body(question.text))
        layout.addLayout(answers)
        sized(self, min_width=460, max_width=640)
        (self.cancel_button if question.destructive else self.confirm_button).setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that a long text needs: a dialog alone cuts it."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
        super().showEvent(event)


def ask(question: Question, on_confirm: Callable[[], None], parent: QWidget) -> ConfirmDialog:
    """Ask `question` over the window of `parent`; call `on_confirm` when the answer is yes.

    Returns at once: the dialog destroys itself when it is answered.
    """
    dialog = ConfirmDialog(question, parent.window())
    dialog.accepted.connect(on_confirm)
    dialog.open()
    return dialog
