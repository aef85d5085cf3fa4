"""What the person sees when the screen is turned: the advice in large words, nothing else."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractSlider, QDialog, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.centred import centred_column
from app.ui.widgets.labels import section, title
from app.ui.widgets.layouts import column

_LINE = 860
_SCROLLS: Final = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
}


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
        scroll, lines = centred_column(_LINE, gap=Space.XL, pad=Space.NONE)
        lines.addStretch(1)
        lines.addWidget(section("Ce que nous vous proposons"))
        for sentence in sentences:
            lines.addWidget(title(sentence))
        lines.addStretch(2)
        outer.addWidget(scroll, 1)
        outer.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.close_button.setFocus()
        bar = scroll.verticalScrollBar()
        for key, action in _SCROLLS.items():  # the one button has the focus, and would take them
            QShortcut(key, self, partial(bar.triggerAction, action))


def show_to_person(sentences: Sequence[str], parent: QWidget) -> PersonScreen:
    """Show the sentences over everything; returns at once, the screen closes itself."""
    screen = PersonScreen(sentences, parent.window())
    screen.setModal(True)
    screen.showFullScreen()
    return screen
