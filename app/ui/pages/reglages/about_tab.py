"""What this program is, for whoever is asked on the telephone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.pages.reglages.state import AboutLine, ReglagesState
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.labels import body, hint, strong
from app.ui.widgets.layouts import clear_grid, column, spaced


class AboutTab(QWidget):
    """Facts in two columns.

    Signals:
        licences_asked: the texts of all licences are wanted.
    """

    licences_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[AboutLine, ...] = ()
        self._grid = spaced(QGridLayout(), gap=Space.M)
        self._grid.setColumnStretch(1, 1)
        card = Card("Passerelle")
        card.body.addWidget(
            body(
                "Diagnostic d’autonomie numérique, Pass numériques et mandats\u00a0: un poste, "
                "sans réseau, chiffré."
            )
        )
        card.body.addLayout(self._grid)
        card.body.addWidget(
            hint(
                "Logiciel libre, licence Apache 2.0. Police Atkinson Hyperlegible, Braille "
                "Institute, licence OFL."
            )
        )
        card.body.addWidget(
            hint(
                "Qt et PySide6, licence LGPL 3\u00a0: leurs bibliothèques sont des fichiers "
                "à part, que chacun peut remplacer. Leurs sources\u00a0: download.qt.io et "
                "code.qt.io."
            )
        )
        licences = secondary("Licences et &mentions…", name="showLicences")
        licences.clicked.connect(self.licences_asked)
        card.body.addWidget(licences, 0, Qt.AlignmentFlag.AlignLeft)
        layout = column(self)
        layout.addWidget(card)
        layout.addStretch(1)

    def show_state(self, state: ReglagesState) -> None:
        """Show the facts."""
        if state.about == self._shown:
            return
        self._shown = state.about
        clear_grid(self._grid)
        for number, line in enumerate(state.about):
            self._grid.addWidget(strong(line.label), number, 0)
            self._grid.addWidget(body(line.value), number, 1)
