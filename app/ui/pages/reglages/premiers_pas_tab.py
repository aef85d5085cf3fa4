"""What is left to do on this laptop, and practice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.premiers_pas.card import StepsCard
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.layouts import column
from app.ui.widgets.moments import when_it_comes


class PremiersPasTab(QWidget):
    """All the steps, done or not, and the way to practice.

    Signals:
        came: the tab comes on screen; what it shows is read again.
        practice_asked: lock, and practise.
    """

    came = Signal()
    practice_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.steps = StepsCard(whole=True)
        practice = Card(
            "S’entraîner",
            about="Tout faire comme en vrai, avec des personnes fictives\u00a0: rien ne part, rien "
            "ne compte, vos dossiers ne sont pas touchés. Passerelle se verrouille d’abord.",
        )
        self.practice_button = secondary("S’&entraîner…", name="goPractice")
        self.practice_button.clicked.connect(self.practice_asked)
        practice.body.addWidget(self.practice_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout = column(self)
        layout.addWidget(self.steps)
        layout.addWidget(practice)
        layout.addStretch(1)
        self.steps.changed.connect(lambda: self.steps.setVisible(self.steps.has_rows))
        when_it_comes(self, self.came)
