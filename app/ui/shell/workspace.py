"""What an unlocked window holds: navigation, pages, status. It is destroyed when it locks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.shell.navigation import NavEntry, NavigationBar, numbered
from app.ui.shell.strip import StatusStrip
from app.ui.theme.current import current_theme
from app.ui.typed import override
from app.ui.widgets.layouts import column, row
from app.ui.widgets.leaving import holding, leave
from app.ui.widgets.page import Page

_NARROW = 860


class Workspace(QWidget):
    """Navigation on the left, the page beside it, the status below.

    A *task* (an interview) takes the place of the page until it is finished or left; the
    navigation stays usable. What is only looked at in between may lie over the task.

    Signals:
        page_changed: the key of the page that came.
        title_changed: the words for the window's title.
    """

    page_changed = Signal(str)
    title_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workspace")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.navigation = NavigationBar()
        self.strip = StatusStrip()
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self._entries: tuple[NavEntry, ...] = ()
        self._pages: dict[str, QWidget] = {}
        self._here = ""
        self._tasks: list[QWidget] = []
        right = column(gap=0)
        right.addWidget(self._stack, 1)
        right.addWidget(self.strip)
        outer = row(self, gap=0)
        outer.addWidget(self.navigation)
        outer.addLayout(right, 1)
        self.navigation.asked.connect(self.ask_for)

    @property
    def entries(self) -> tuple[NavEntry, ...]:
        """Return the places of the column."""
        return self._entries

    @property
    def here(self) -> str:
        """Return the key of the page where the user is."""
        return self._here

    @property
    def all_pages(self) -> tuple[QWidget, ...]:
        """Return the tasks, the one on screen first, and the pages where somebody has been."""
        return (*reversed(self._tasks), *self._pages.values())

    @property
    def task(self) -> QWidget | None:
        """Return the task under way on screen, None when a page is shown."""
        return self._tasks[-1] if self._tasks else None

    def show_entries(self, entries: Sequence[NavEntry]) -> None:
        """Offer these places; nothing is built before somebody goes there."""
        self._entries = tuple(entries)
        self.navigation.show_entries(entries)

    def go_to(self, key: str) -> None:
        """Show the page `key`, leaving the task on screen if there is one.

        Raises:
            KeyError: no entry has this key (a mistake of the program).
        """
        page = self._page(key)
        gone, self._tasks = self._tasks, []
        self._here = key
        self.navigation.show_here(key)
        self._show(page)
        self._drop(gone)
        self.page_changed.emit(key)

    def ask_for(self, key: str) -> None:
        """Go to the page `key` because somebody wants to: what nobody kept is asked about."""
        self.navigation.show_here(self._here)
        self.leave_task(lambda: self.go_to(key))

    def leave_task(self, out: Callable[[], None]) -> None:
        """Do `out`, which ends the tasks; ask before while something typed there is not kept."""
        self._leave(out, *reversed(self._tasks))

    def leave_all(self, out: Callable[[], None]) -> None:
        """Do `out`, which ends the pages too; ask before, as `leave_task`."""
        self._leave(out, *self.all_pages)

    def has(self, key: str) -> bool:
        """Tell whether there is a page `key` for this agent."""
        return any(entry.key == key for entry in self._entries)

    def go_to_number(self, number: int) -> None:
        """Show the page of Ctrl+`number`, when there is one."""
        if 1 <= number <= len(found := numbered(self._entries)):
            self.ask_for(found[number - 1].key)

    def page(self, key: str) -> QWidget | None:
        """Return the page `key` if somebody has been there."""
        return self._pages.get(key)

    def open_task(self, task: QWidget, *, over: bool = False) -> None:
        """Show `task` in the place of the page. The task before it is destroyed.

        `over` leaves it as it is: closing `task` shows it again.
        """
        gone: list[QWidget] = []
        if not over:  # what is under them is not shown in between: it would read everything anew
            gone, self._tasks = self._tasks, []
        self._tasks.append(task)
        self._add(task)
        self._show(task)
        self._drop(gone)

    def come_back(self) -> None:
        """Take the focus and the title again, after the laptop was in other hands."""
        shown = self.task or self._pages.get(self._here)
        if shown is not None:
            self._show(shown)

    def close_task(self) -> None:
        """Destroy the task and show what is under it again."""
        if not self._tasks:
            return
        task = self._tasks.pop()
        under = self.task or self._pages.get(self._here)
        if under is not None:
            self._show(under)
        self._drop([task])

    def _drop(self, tasks: Sequence[QWidget]) -> None:
        for task in reversed(tasks):
            self._stack.removeWidget(task)
            task.hide()
            task.deleteLater()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < current_theme().px(_NARROW)
        self.navigation.set_narrow(narrow=narrow)
        super().resizeEvent(event)

    def _leave(self, out: Callable[[], None], *pages: QWidget) -> None:
        held = holding(*pages)
        if held is not None:
            self._bring(held)  # else the question says « ici » of what nobody sees
        leave(out, *pages)

    def _bring(self, page: QWidget) -> None:
        while self._tasks and self.task is not page:
            self.close_task()
        for key, one in self._pages.items():
            if one is page and key != self._here:
                self.go_to(key)
                return

    def _page(self, key: str) -> QWidget:
        if key not in self._pages:
            entry = {entry.key: entry for entry in self._entries}[key]
            page = entry.make()
            self._pages[key] = page
            self._add(page)
        return self._pages[key]

    def _add(self, page: QWidget) -> None:
        self._stack.addWidget(page)
        if isinstance(page, Page):
            page.title_changed.connect(self._title_changed)

    def _title_changed(self, words: str) -> None:
        """Follow the title of the page on screen; one under it may change while nobody sees it."""
        if self.sender() is self._stack.currentWidget():
            self.title_changed.emit(words)

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        if isinstance(page, Page):
            self.title_changed.emit(page.window_title)
            page.take_focus()
