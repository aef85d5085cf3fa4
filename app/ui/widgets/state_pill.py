"""A pill: one state in two or three words, never by colour alone."""

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.widgets.layouts import restyle
from app.ui.widgets.tones import Pill, Tone

__all__ = ["Pill", "StatePill", "Tone"]


class StatePill(QLabel):
    """Shows a `Pill`."""

    def __init__(self, pill: Pill, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_pill(pill)

    def show_pill(self, pill: Pill) -> None:
        """Show another state."""
        self.setText(pill.words)
        restyle(self, "pill", pill.tone.value)
