"""The way to the questionnaires filled in on paper: quieter than a door, under the doors."""

from PySide6.QtCore import Signal

from app.ui.interview.turning import TurningRow
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import body


class PaperRow(TurningRow):
    """Says how many papers are being typed, with the button that leads to them.

    Signals:
        asked: the button was pressed.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__(needs=620, gap=Space.M)
        self._words = body()
        button = secondary("Questionnaires papier", icon="modifier", name="paperQuestionnaires")
        button.clicked.connect(self.asked)
        self.add(button, stays_small=True)
        self.add(self._words, 1)

    def show_count(self, papers: int) -> None:
        """Say how many papers are being typed."""
        if papers:
            plural = "s" if papers > 1 else ""
            self._words.setText(f"{papers}\u00a0papier{plural} en cours de saisie")
        else:
            self._words.setText("Imprimer avant une sortie, saisir au retour")
