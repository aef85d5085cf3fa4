"""What the person sees when the screen is turned: the advice in large words, nothing else."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import section, title
from app.ui.widgets.layouts import column, row, sized

_LINE = 860


class PersonScreen(QDialog):
    """Fills the screen until Escape, Enter or « Fermer »."""

    def __init__(self, sentences: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("personScreen")
        self.setWindowTitle("Passerelle")
        self.setAccessibleName("Ce que nous vous proposons")
        self.setAccessibleDescription(" ".join(sentences))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.close_button = secondary("&Fermer", icon="fermer", name="closePersonScreen")
        self.close_button.clicked.connect(self.accept)
        outer = column(self, gap=Space.L, pad=Space.XXL)
        outer.addWidget(self._words(sentences), 1)
        outer.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.close_button.setFocus()

    @staticmethod
    def _words(sentences: Sequence[str]) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setObjectName("pageScroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setObjectName("pageBody")
        scroll.setWidget(content)
        around = row(content, gap=0)
        middle = sized(QWidget(), max_width=_LINE)
        around.addStretch(1)
        around.addWidget(middle, 100)
        around.addStretch(1)
        lines = column(middle, gap=Space.XL)
        lines.addStretch(1)
        lines.addWidget(section("Ce que nous vous proposons"))
        for sentence in sentences:
            lines.addWidget(title(sentence))
        lines.addStretch(2)
        return scroll


def show_to_person(sentences: Sequence[str], parent: QWidget) -> PersonScreen:
    """Show the sentences over everything; returns at once, the screen closes itself."""
    screen = PersonScreen(sentences, parent.window())
    screen.setModal(True)
    screen.showFullScreen()
    return screen
