"""Papers typed by keys: what a test, a screen and a picture of the guide do alike."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from typing_extensions import override

from app.domain.entretien import Canal
from app.domain.identifiers import EntretienId
from app.ui.pages.saisie_papier import open_saisie_papier
from app.ui.pages.saisie_papier.page import SaisiePage
from app.ui.tasks import InlineRunner
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.examples import typed
from tests.ui.paths import Paths

AGREED = "11121"  # the notice was read; all is agreed to but the figures
_NAMED: dict[str, Any] = {
    "\r": Qt.Key.Key_Return, "\b": Qt.Key.Key_Backspace, " ": Qt.Key.Key_Space,
}  # fmt: skip


@dataclass
class PaperPaths(Paths):
    """A person asked for is `next_person`, entered at once."""

    workplace: Workplace | None = None
    next_person: tuple[str, str] | None = None

    @override
    def open_sheet_person(self, entretien_id: EntretienId) -> None:
        super().open_sheet_person(entretien_id)
        if self.workplace is not None and self.next_person is not None:
            persons.register(self.workplace, entretien_id, typed(*self.next_person))


def open_page(workplace: Workplace, paths: PaperPaths, at: EntretienId | None = None) -> SaisiePage:
    """Return the page on a real workplace."""
    return open_saisie_papier(workplace, InlineRunner(), paths, at)


def press(page: SaisiePage, keys: str) -> None:
    """Press keys one by one, where the focus would be: in the grid, or in the line open in it."""
    for key in keys:
        lines = [one for one in page.grid.findChildren(QLineEdit) if one.isVisible()]
        target: QWidget = lines[-1] if lines else page.grid
        code = _NAMED.get(key, Qt.Key.Key_unknown)
        text = "" if key == "\b" else key
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, int(code), Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(target, event)
        QApplication.processEvents()


__all__ = ["AGREED", "Canal", "PaperPaths", "open_page", "press"]
