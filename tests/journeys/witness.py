"""The demonstration's hands, which also read lists and remember the titles of windows."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from app.ui.widgets.data_list import DataList
from app.ui.widgets.list_rows import ListRow
from demonstration.hand import Hand, Key


class Witness(Hand):
    """Works by keys alone and sees what a user would see.

    Attributes:
        titles: the title of every window that was on screen when a key was pressed.
    """

    def __init__(self, window: QWidget, *, patience_s: float = 20) -> None:
        self.titles: set[str] = set()
        super().__init__(window, patience_s=patience_s)

    @override
    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        super().press(key, modifier)
        self.titles |= {
            window.windowTitle() for window in QApplication.topLevelWidgets() if window.isVisible()
        }

    @override
    def screen_text(self) -> str:
        """Return the visible words, with plain blanks."""
        return super().screen_text().replace("\u00a0", " ")

    def lock(self) -> None:
        """Lock by keys and wait for the gate."""
        self.press(Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        self.find("passphrase")

    def confirm(self) -> None:
        """Say yes to the question on screen; the window comes in front again.

        A window manager brings question and window in front; the offscreen platform has none.
        """
        question = self.find("confirmDialog")
        question.activateWindow()
        self.until(question.isActiveWindow, "the question in front")
        self.push("confirm")
        self.until(lambda: not self.shows("confirm"), "the end of the question")
        self.window.activateWindow()

    def open_tab(self, shows: str) -> None:
        """Go to the part of Réglages that shows the widget called `shows`."""
        self.go_to("reglages")
        tabs = self.find("reglagesTabs")
        for _ in tabs.findChildren(QWidget):
            if self.shows(shows):
                return
            self.press(Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
            self.settle()

    def open_row(self, words: str) -> None:
        """Open the row of a list that says `words`: Tab to the list, Down from its top, Enter."""
        self.see(words)
        shown, wanted = next(
            (shown, row)
            for shown, row in self._rows()
            if words in f"{row.title} {row.subtitle}".replace("\u00a0", " ")
        )
        while QApplication.focusWidget() is not shown:
            self.press(Key.Key_Tab)
        self.press(Key.Key_Home)  # a list remembers the row that was open
        for _ in range(shown.count()):
            if shown.selected_id() == wanted.id:
                break
            self.press(Key.Key_Down)
        self.press(Key.Key_Return)

    def _rows(self) -> Iterator[tuple[DataList, ListRow]]:
        for window in QApplication.topLevelWidgets():
            for shown in window.findChildren(DataList):
                if shown.isVisible():
                    model = shown.model()
                    for place in range(shown.count()):
                        yield shown, model.index(place, 0).data(Qt.ItemDataRole.UserRole)
