"""The ways to acts that open no record and have no door: quieter than one, under the doors."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.habilitation import Acte
from app.ui.navigation import Activity
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.flow import flow
from app.usecases.activites import navettes
from app.usecases.laptop.habilitations import actes
from app.usecases.workplace import Workplace

_WORDS: Final = {
    Activity.EVALUATION: ("Questionnaire d’évaluation", "bilan"),
    Activity.SURVEY: ("Enquête de satisfaction", "bilan"),
    Activity.SHUTTLE: ("Fiche navette", "suite"),
}


def activities_of(workplace: Workplace) -> tuple[Activity, ...]:
    """Return what the convention asks for beside the doors, and this agent may do.

    A shuttle sheet leads to a prescripteur: who receives people has no use of it (003, l. 148).
    """
    asked, mine = workplace.convention.activites, actes(workplace)
    leads = navettes.is_used(workplace) and Acte.RECEVOIR not in mine
    wanted = (
        (Activity.EVALUATION, asked.evaluation is not None and Acte.RECEVOIR in mine),
        (Activity.SURVEY, asked.satisfaction is not None),
        (Activity.SHUTTLE, leads),
    )
    return tuple(activity for activity, shown in wanted if shown)


class ActivityRow(QWidget):
    """A button for each `Activity`.

    Signals:
        asked: the `Activity` whose button was pressed.
    """

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[Activity, QWidget] = {}
        line = flow(self, gap=Space.M)
        for activity, (words, icon) in _WORDS.items():
            button = secondary(words, icon=icon, name=f"activity-{activity.value}")
            button.clicked.connect(partial(self._pressed, activity))
            self._buttons[activity] = button
            line.addWidget(button)

    def show_activities(self, activities: Sequence[Activity]) -> None:
        """Show the buttons of `activities` alone."""
        for activity, button in self._buttons.items():
            button.setVisible(activity in activities)

    def _pressed(self, activity: Activity, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - of Qt
        self.asked.emit(activity)
