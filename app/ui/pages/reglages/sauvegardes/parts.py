"""Parts of « Sauvegardes »: how far a backup is, and the state before a restore."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import danger, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import column

_DESTROY = Question(
    title="Détruire l’état d’avant la restauration\u00a0?",
    text="Vous avez vérifié que tout est là. Ce qui a été saisi entre la sauvegarde et la "
    "restauration ne pourra plus revenir.",
    confirm="Détruire cet état",
    destructive=True,
)
_RETURN = Question(
    title="Revenir à l’état d’avant la restauration\u00a0?",
    text="Passerelle se verrouille, puis échange les deux états. Ce qui a été saisi depuis la "
    "restauration est mis de côté sept jours.",
    confirm="Revenir à cet état",
)
_HUNDRED = 100


class Progress(QWidget):
    """A bar with « Arrêter », there while something is under way."""

    def __init__(self, *, name: str = "cancelBackup") -> None:
        super().__init__()
        self._words = body("")
        self._words.setObjectName("backupWords")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop = secondary("&Arrêter", icon="fermer", name=name)
        inside = column(self, gap=Space.S)
        inside.addWidget(self._words)
        inside.addWidget(self._bar)
        inside.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Show how far it is; no words hide it, no total lets the bar only move."""
        self.setVisible(bool(words))
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, _HUNDRED if total else 0)
        self._bar.setValue(done * _HUNDRED // total if total else 0)


class FormerCard(Card):
    """The state before a restore, while it is kept.

    Signals:
        destroy_asked, return_asked: confirmed.
    """

    destroy_asked = Signal()
    return_asked = Signal()

    def __init__(self) -> None:
        super().__init__("L’état d’avant la restauration")
        self._words = body("")
        self._words.setObjectName("formerState")
        self.destroy_button = danger("&Tout est là\u00a0: le détruire…", name="destroyFormer")
        self.return_button = secondary("Re&venir à cet état…", icon="retour", name="returnFormer")
        self.destroy_button.clicked.connect(lambda: ask(_DESTROY, self.destroy_asked.emit, self))
        self.return_button.clicked.connect(lambda: ask(_RETURN, self.return_asked.emit, self))
        buttons = flow()
        buttons.addWidget(self.destroy_button)
        buttons.addWidget(self.return_button)
        self.body.addWidget(self._words)
        self.body.addLayout(buttons)
        self.hide()

    def show_former(self, until: str, *, free: bool) -> None:
        """Say until when it is kept; hidden when there is none."""
        self.setVisible(bool(until))
        self._words.setText(
            f"Il est gardé de côté jusqu’au {until}, puis détruit de lui-même. Vérifiez que vos "
            "dossiers sont là."
        )
        for button in (self.destroy_button, self.return_button):
            button.setEnabled(free)
