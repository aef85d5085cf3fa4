"""What every page of mandates works with."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.mandats.prise.ways import MandatWays
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Desk:
    """The open workplace, who does its work, where pages lead."""

    place: Workplace
    runner: TaskRunner
    navigate: Navigator
    ways: MandatWays

    def within(self, page: QWidget) -> "Desk":
        """Return the desk of `page`: nobody is told of a success once the page is left."""
        return replace(self, runner=PageRunner(self.runner, page, self.navigate))
