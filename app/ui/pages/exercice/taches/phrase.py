"""T1: write a few words and validate."""

from PySide6.QtCore import Qt

from app.ui.pages.exercice.taches.base import TaskPage, plain_line
from app.ui.widgets.buttons import primary
from app.ui.widgets.labels import strong


class PhrasePage(TaskPage):
    """A white box and « Valider »."""

    def __init__(self) -> None:
        super().__init__("Petite annonce", about="Page fictive\u00a0: rien n’est envoyé.")
        words = strong("Un prénom et une ville inventés")
        self.line = plain_line("Un prénom et une ville inventés")
        self.line.setObjectName("taskLine")
        self.line.setProperty("paper", "white")  # « la case blanche », in every palette
        words.setBuddy(self.line)
        button = primary("Valider", name="taskValidate")
        button.clicked.connect(self._validate)
        self.line.returnPressed.connect(self._validate)
        self._validated = False
        self.body.addWidget(words)
        self.body.addWidget(self.line)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.first = self.line

    def seen(self) -> str:
        """Return what was written, to judge whether it can be read; it is not kept."""
        text = self.line.text().strip()
        if not text:
            return "rien n’est écrit."
        end = "et validé" if self._validated else "sans valider"
        return f"«\u00a0{text}\u00a0», écrit {end}."

    def _validate(self) -> None:
        if self.line.text().strip():
            self._validated = True
            self.done.emit()
