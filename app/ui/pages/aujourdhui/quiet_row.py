"""A way to something that waits: quieter than a door, under the doors or the lists."""

from PySide6.QtCore import Signal

from app.ui.interview.turning import TurningRow
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import body


class QuietRow(TurningRow):
    """Says how much waits, beside the button that leads to it.

    Signals:
        asked: the button was pressed.
    """

    asked = Signal()

    def __init__(self, label: str, *, icon: str, name: str) -> None:
        super().__init__(needs=620, gap=Space.M)
        self._words = body()
        button = secondary(label, icon=icon, name=name)
        button.clicked.connect(self.asked)
        self.add(button, stays_small=True)
        self.add(self._words, 1)

    def say(self, words: str) -> None:
        """Say how much waits."""
        self._words.setText(words)
