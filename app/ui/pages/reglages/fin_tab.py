"""The ways out: the end of the convention, the end of this laptop."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.layouts import column


class FinTab(QWidget):
    """Leads to two pages; nothing is done here.

    Signals:
        convention_asked, poste_asked: show the page of this end.
    """

    convention_asked = Signal()
    poste_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        convention = Card(
            "Fin de la convention",
            about="Envoyer ce qui reste, rendre au Département ce que la convention demande, puis "
            "effacer les données des personnes et en garder l’attestation. Étape par étape, par le "
            "référent\u00a0; interrompue, elle reprend où elle en était.",
        )
        self.convention_button = secondary("&Commencer ou reprendre…", name="endConvention")
        self.convention_button.clicked.connect(self.convention_asked)
        poste = Card(
            "Détruire toutes les données de ce poste",
            about="L’ordinateur change de mains ou n’a plus d’usage\u00a0: tout est détruit, clés "
            "comprises, avec une attestation.",
        )
        self.poste_button = secondary("Détruire &tout…", name="endPoste")
        self.poste_button.clicked.connect(self.poste_asked)
        for card, button in ((convention, self.convention_button), (poste, self.poste_button)):
            buttons = flow()
            buttons.addWidget(button)
            card.body.addLayout(buttons)
            layout.addWidget(card)
        layout.addStretch(1)
