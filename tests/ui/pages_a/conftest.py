"""A real workplace, a real window, and a navigator that opens the steps as the program does."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from app.domain.entretien import Etape
from app.domain.identifiers import EntretienId
from app.ui.pages.exercice import open_exercice
from app.ui.pages.notice import open_notice
from app.ui.pages.personne import open_personne
from app.ui.pages.questionnaire import open_questionnaire
from app.ui.shell.navigation import NavEntry
from app.ui.shell.window import MainWindow, SessionWords
from app.ui.shell.workspace import Workspace
from app.ui.tasks import InlineRunner
from app.usecases.interview import receiving
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui import workplace as workplaces
from tests.ui.paths import Paths

new_workplace = workplaces.new_workplace
workplace = workplaces.workplace

OPENERS = {
    Etape.NOTICE: open_notice,
    Etape.PERSONNE: open_personne,
    Etape.QUESTIONNAIRE: open_questionnaire,
    Etape.EXERCICE: open_exercice,
}


@dataclass
class Walker(Paths):
    """Opens the step at which an interview stands, as a task of the window."""

    workplace: Workplace | None = None
    workspace: Workspace | None = None

    @override
    def open_interview(self, entretien_id: EntretienId) -> None:
        super().open_interview(entretien_id)
        assert self.workplace is not None
        assert self.workspace is not None
        etape = receiving.load_interview(self.workplace, entretien_id).etape
        if etape in OPENERS:
            page = OPENERS[etape](self.workplace, InlineRunner(), self, entretien_id)
            self.workspace.open_task(page)


class Desk:
    """A window at which somebody works by keys."""

    def __init__(self, window: MainWindow, workplace: Workplace) -> None:
        self.window = window
        self.walker = Walker(workplace=workplace)

    def show(self, page: QWidget) -> None:
        """Show a page of the column on the left."""
        entry = NavEntry(key="page", title="Page", icon="info", make=lambda: page)
        self.walker.workspace = self.window.open_workspace(
            SessionWords(agent="Camille Martin", structure="CCAS d’Illustration"), [entry]
        )
        self.window.activateWindow()
        settle()

    def open_task(self, page: QWidget) -> None:
        """Show a step of an interview."""
        self.show(QWidget())
        assert self.walker.workspace is not None
        self.walker.workspace.open_task(page)
        settle()

    @property
    def task(self) -> QWidget:
        """Return the step on screen."""
        assert self.walker.workspace is not None
        assert self.walker.workspace.task is not None
        return self.walker.workspace.task

    @property
    def focused(self) -> QWidget | None:
        """Return where the focus is: nowhere at all sometimes, whatever the stubs say."""
        return self.window.focusWidget()

    def press(self, *keys: Qt.Key | str) -> None:
        """Press keys where the focus is; a text is typed letter by letter."""
        for key in keys:
            target = self.focused or self.window
            if isinstance(key, str):
                type_text(target, key)
            else:
                QTest.keyClick(target, key)
            settle()


def type_text(target: QWidget, text: str) -> None:
    """Type as a French keyboard does: `QTest.keyClicks` knows no accents."""
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = ord(sign.upper()) if sign.isascii() else 0
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign)
            QApplication.sendEvent(target, event)


@pytest.fixture
def desk(window: MainWindow, workplace: Workplace) -> Desk:
    """A window on the workplace of the test."""
    return Desk(window, workplace)
