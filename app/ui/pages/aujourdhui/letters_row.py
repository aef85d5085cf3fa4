"""The way to the letters of the day, under the papers that wait."""

from PySide6.QtCore import Signal

from app.ui.interview.turning import TurningRow
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import body


class LettersRow(TurningRow):
    """Says how many letters wait, with the button that prints them all.

    Signals:
        asked: the button was pressed.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__(needs=620, gap=Space.M)
        self._words = body()
        button = secondary("Lettres du &jour…", icon="imprimer", name="lettersOfTheDay")
        button.clicked.connect(self.asked)
        self.add(button, stays_small=True)
        self.add(self._words, 1)

    def show_count(self, letters: int) -> None:
        """Say how many letters wait."""
        plural = "s" if letters > 1 else ""
        verb = "attendent" if letters > 1 else "attend"
        together = ", à imprimer en une fois" if letters > 1 else ""
        self._words.setText(f"{letters}\u00a0lettre{plural} {verb}{together}")
