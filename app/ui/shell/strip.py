"""The strip along the bottom of the window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.shell.status import (
    Network,
    StatusState,
    last_success_words,
    network_words,
    outbox_words,
)
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import Button, ButtonKind
from app.ui.widgets.flow import flow
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import row, spaced


class _Fact(QWidget):
    """An icon and a few words."""

    def __init__(self, icon: str, name: str) -> None:
        super().__init__()
        self.icon = IconLabel(icon, colour="muted", size=16)
        self.words = hint("")
        self.words.setWordWrap(False)
        self.words.setObjectName(name)
        layout = spaced(row(self), gap=Space.S, pad_x=Space.S)  # as the buttons beside
        layout.addWidget(self.icon)
        layout.addWidget(self.words)


class StatusStrip(QFrame):
    """Says what waits to be sent, when the last sending succeeded, and how the network is.

    Signals:
        outbox_asked: the user pressed the words about the outbox.
        hide_asked: the user wants the screen hidden.
        help_asked: the user wants the guide, at the page on screen.
    """

    outbox_asked = Signal()
    hide_asked = Signal()
    help_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.outbox = Button("", ButtonKind.STRIP, icon="envoi", name="outboxState")
        self.outbox.clicked.connect(self.outbox_asked)
        self._last = _Fact("horloge", "lastSuccess")
        self._network = _Fact("reseau", "networkState")
        self.hide_button = Button(
            "Masquer l’écran (F12)", ButtonKind.STRIP, icon="oeil-barre", name="hideScreen"
        )
        self.hide_button.clicked.connect(self.hide_asked)
        self.help_button = Button("Aide (F1)", ButtonKind.STRIP, icon="info", name="showHelp")
        self.help_button.clicked.connect(self.help_asked)
        layout = flow(self, gap=Space.M, pad=Space.XS, line_gap=0)
        layout.addWidget(self.outbox)
        layout.addWidget(self._last)
        layout.addWidget(self._network)
        layout.addWidget(self.hide_button)
        layout.addWidget(self.help_button)
        self.show_state(StatusState())

    def show_state(self, state: StatusState) -> None:
        """Show another state."""
        self.outbox.setText(outbox_words(state))
        self.outbox.setAccessibleName(f"{outbox_words(state)}. Ouvrir Synchroniser")
        self.outbox.show_icon("attention" if state.to_correct or state.late else "envoi")
        self._last.words.setText(last_success_words(state))
        self._network.words.setText(network_words(state))
        self._network.icon.show_icon("sans-reseau" if state.network is Network.ABSENT else "reseau")
