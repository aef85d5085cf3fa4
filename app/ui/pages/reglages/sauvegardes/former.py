"""The folders of backups chosen before: what lies there still, and how to be rid of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.words import Fact
from app.ui.pages.reglages.sauvegardes.state import BackupLine
from app.ui.widgets.buttons import danger
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow

_DESTROY = Question(
    title="Détruire les sauvegardes des anciens dossiers\u00a0?",
    text="Celles de ce poste, dans chaque ancien dossier à portée. Celles du dossier choisi "
    "maintenant restent. Les fichiers des autres postes aussi.",
    confirm="Détruire ces sauvegardes",
    destructive=True,
)


class FormerFoldersCard(Card):
    """The folders chosen before, while one is remembered.

    Signals:
        destroy_asked: confirmed.
    """

    destroy_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Dossiers utilisés auparavant",
            about="Passerelle y retire encore, quand ils sont branchés, ce qui est effacé ou a "
            "plus de 30\u00a0jours.",
        )
        self._lines = Facts("Dossiers utilisés auparavant", labels=130)
        self.destroy_button = danger("&Détruire leurs sauvegardes…", name="destroyFormerFolders")
        self.destroy_button.clicked.connect(lambda: ask(_DESTROY, self.destroy_asked.emit, self))
        buttons = flow()
        buttons.addWidget(self.destroy_button)
        self.body.addWidget(self._lines)
        self.body.addLayout(buttons)
        self.hide()

    def show_lines(self, lines: Sequence[BackupLine], *, free: bool) -> None:
        """Show the folders; hidden when there is none. `free` lets them be destroyed."""
        self.setVisible(bool(lines))
        self._lines.show_facts([Fact(line.when, line.about) for line in lines])
        self.destroy_button.setEnabled(free)
