"""A task that is one choice among a few."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt

from app.ui.pages.exercice.taches.base import TaskPage
from app.ui.widgets.buttons import primary
from app.ui.widgets.choice_list import Choice, ChoiceList


class ChoosingPage(TaskPage):
    """Shows choices and a button that ends; `said` tells the agent what each choice means."""

    def __init__(
        self, heading: str, about: str, choices: Sequence[Choice], said: Mapping[str, str]
    ) -> None:
        super().__init__(heading, about=about)
        self._said = said
        self.choices = ChoiceList(heading)
        self.choices.show_choices(choices, keys=False)
        self.choices.submitted.connect(self._validate)
        button = primary("Valider", name="taskValidate")
        button.clicked.connect(self._validate)
        self.body.addWidget(self.choices)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.first = self.choices

    def seen(self) -> str:
        """Return what was chosen."""
        picked = self.choices.selected()
        return self._said[picked[0]] if picked else "rien n’est choisi."

    def _validate(self) -> None:
        if self.choices.selected():
            self.done.emit()
