"""What a list shows when there is nothing in it: why, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import hint, section
from app.ui.widgets.layouts import column


class EmptyState(QFrame):
    """An icon, a short heading, a sentence and, where one helps, a button.

    Signals:
        action_asked: the button was pressed.
    """

    action_asked = Signal()

    def __init__(
        self,
        heading: str,
        text: str,
        *,
        icon: str = "info",
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("empty")
        self.setAccessibleName(heading)
        layout = column(self, gap=Space.S, pad=Space.XXL)
        picture = IconLabel(icon, colour="muted", size=44)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (section(heading), hint(text)):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(words)
        if action:
            button = secondary(action, name="emptyAction")
            button.clicked.connect(self.action_asked)
            self.setFocusProxy(button)
            layout.addSpacing(Space.S)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
