"""A pill: one state in two or three words, never by colour alone."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.widgets.layouts import restyle


class Tone(StrEnum):
    """What a message or a state means for the reader."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Pill:
    """The words and the tone of a state."""

    words: str
    tone: Tone = Tone.NEUTRAL


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
