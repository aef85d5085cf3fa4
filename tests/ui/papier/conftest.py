"""The page of the papers in a real window, on a real workplace."""

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.identifiers import EntretienId
from app.ui.pages.saisie_papier.page import SaisiePage
from app.ui.pages.saisie_papier.state import Cell, SaisieState
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import Workspace
from app.usecases.interview import paper_sheets
from app.usecases.interview.paper_sheets import Sheet
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui import workplace as workplaces
from tests.ui.examples import question_path
from tests.ui.papers import PaperPaths, open_page, press
from tests.ui.screens_frame import workspace as open_workspace

new_workplace = workplaces.new_workplace
workplace = workplaces.workplace


@dataclass
class Desk:
    """The page, and what a test reads of it."""

    place: Workplace
    space: Workspace
    paths: PaperPaths
    page: SaisiePage

    def press(self, keys: str) -> None:
        """Press keys where one types."""
        press(self.page, keys)

    def add(self) -> None:
        """Begin a paper by its button."""
        self.page.add_asked.emit()
        settle()

    def reopen(self, at: EntretienId | None = None) -> None:
        """Open the page again, as after a kill: everything comes from the database."""
        self.page = open_page(self.place, self.paths, at)
        self.space.open_task(self.page)
        settle()

    def later(self) -> None:
        """Let a minute pass, as between two papers."""
        assert isinstance(self.place.clock, workplaces.WallClock)
        self.place.clock.go_on(minutes=1)

    @property
    def state(self) -> SaisieState:
        """Return what the page shows."""
        return self.page._state

    @property
    def here(self) -> str:
        """Return the row where one types."""
        assert self.state.here is not None
        return self.state.here[0].name

    def cell(self, name: str, column: int = 0) -> Cell:
        """Return a cell by the name of its question, or of its line of the head."""
        return self.state.columns[column].cells[self.row(name)]

    def row(self, name: str) -> int:
        """Return the place of a row."""
        wanted = name if name.islower() else question_path(name)
        return [row.name for row in self.state.rows].index(wanted)

    def go_to(self, name: str, column: int = 0) -> None:
        """Type in another cell, as a click does."""
        model = self.page.grid.model()
        self.page.grid.setCurrentIndex(model.index(self.row(name), column))
        settle()

    def sheets(self) -> list[Sheet]:
        """Return what the database holds."""
        return paper_sheets.sheets(self.place)

    def answers(self, column: int = 0) -> dict[str, str]:
        """Return the answers that the database holds of a paper, by question."""
        kept = self.sheets()[column].taken.answers
        return {path.rpartition("/")[2]: value for path, value in kept.items()}


@pytest.fixture
def desk(window: MainWindow, workplace: Workplace) -> Desk:
    """The page without a paper yet."""
    space = open_workspace(window, QWidget())
    paths = PaperPaths(workplace=workplace)
    page = open_page(workplace, paths)
    space.open_task(page)
    window.activateWindow()
    settle()
    return Desk(workplace, space, paths, page)


__all__ = ["Desk", "desk", "new_workplace", "workplace"]
