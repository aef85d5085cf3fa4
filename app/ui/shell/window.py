"""The main window: a gate (unlock, first run) or a workspace, never both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from app.ui.shell.clipboard import ClipboardWatch
from app.ui.shell.cover import ScreenHider
from app.ui.shell.idle import IdleWatch
from app.ui.theme.current import ThemeManager
from app.ui.typed import override
from app.ui.widgets.gate import Gate
from app.ui.widgets.layouts import column
from app.ui.widgets.reading_order import tab_as_one_reads

if TYPE_CHECKING:  # the workspace is imported while somebody types a passphrase
    from app.ui.shell.handed import HandedFrame
    from app.ui.shell.navigation import NavEntry
    from app.ui.shell.status import StatusState
    from app.ui.shell.workspace import Workspace
    from app.ui.widgets.handed_screen import HandedScreen

_NAME = "Passerelle"
_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionWords:
    """Who is at work, for the navigation."""

    agent: str
    structure: str
    idle_minutes: int = 10


class MainWindow(QMainWindow):
    """The window of the program: a gate, a workspace, or a workspace behind the person's screen.

    Its title names a page, never a person.

    Signals:
        lock_asked: by the button, by Ctrl+L or because nobody touched the laptop. Whoever opened
            the session ends it, then calls `show_gate`.
        synchronise_asked: the user pressed the state of the outbox.
        closing: the window is about to close; the session must end now.
        help_asked: somebody wants the guide, at the page on screen.

    Attributes:
        may_close: asked when somebody closes the window; False keeps it until it is closed anew.
    """

    lock_asked = Signal()
    synchronise_asked = Signal()
    closing = Signal()
    help_asked = Signal()

    def __init__(self, application: QApplication, themes: ThemeManager) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle(_NAME)
        self.setMinimumSize(640, 480)
        self.resize(1180, 780)
        self._themes = themes
        self._root = QStackedWidget()
        self._gate: QWidget | None = None
        self.handed: HandedFrame | None = None
        self._before = Qt.WindowState.WindowNoState
        self._agents_keys: list[QShortcut] = []
        self._receiving = False
        self._mark = ""
        self.may_close: Callable[[], bool] = lambda: True
        self.workspace: Workspace | None = None
        self.setCentralWidget(self._root)
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self.lock_asked)
        self.idle.follow(application)
        self.hider = ScreenHider(application, self)
        self.clipboard = ClipboardWatch(self)
        self._add_shortcuts()

    def bear_mark(self, band: QWidget, words: str) -> None:
        """Show `band` above whatever the window shows, and `words` in its title, for good."""
        self._mark = f"{words} — "
        whole = QWidget()
        layout = column(whole, gap=0)
        layout.addWidget(band)
        layout.addWidget(self._root, 1)
        self.setCentralWidget(whole)
        self._root.show()
        self._set_title("")

    def show_gate(self, gate: QWidget) -> None:
        """Show `gate` (unlock or first run) alone; the workspace is destroyed with its pages."""
        self.idle.stop()
        for dialog in self.findChildren(QDialog):
            dialog.close()  # a question may name somebody
        self._end_handing()
        self._drop(self.workspace)
        self._drop(self._gate)
        self.workspace = None
        self._gate = gate
        self._root.addWidget(gate)
        self._root.setCurrentWidget(gate)
        self._set_title("")
        if isinstance(gate, Gate):
            gate.take_focus()

    def open_workspace(self, words: SessionWords, entries: Sequence["NavEntry"]) -> "Workspace":
        """Show a new workspace on its first entry; the gate is destroyed."""
        from app.ui.shell.workspace import Workspace  # noqa: PLC0415 - after the gate

        self._drop(self._gate)
        self._drop(self.workspace)
        self._gate = None
        workspace = Workspace()
        self.workspace = workspace
        workspace.navigation.show_agent(words.agent, words.structure)
        workspace.navigation.lock_asked.connect(self.lock_asked)
        workspace.strip.outbox_asked.connect(
            lambda: workspace.leave_task(self.synchronise_asked.emit)
        )
        workspace.strip.hide_asked.connect(self.hider.cover)
        workspace.strip.help_asked.connect(self.help_asked)
        workspace.title_changed.connect(self._set_title)
        workspace.show_entries(entries)
        self._root.addWidget(workspace)
        self._root.setCurrentWidget(workspace)
        self.idle.start(words.idle_minutes)
        if entries:
            workspace.go_to(entries[0].key)
        return workspace

    def show_status(self, state: "StatusState") -> None:
        """Show the state of outbox and network (nothing while locked)."""
        if self.workspace is not None:
            self.workspace.strip.show_state(state)

    @property
    def on_screen(self) -> QWidget | None:
        """Return the gate, or the page or task that is shown."""
        space = self.workspace
        return self._gate if space is None else space.task or space.page(space.here)

    @property
    def gate(self) -> QWidget | None:
        """Return the gate on screen, None behind it."""
        return self._gate

    @property
    def is_receiving(self) -> bool:
        """Tell whether somebody is being received."""
        return self._receiving

    def set_receiving(self, *, receiving: bool) -> None:
        """Idle locking waits while somebody is being received and the agent has the laptop."""
        self._receiving = receiving
        self.idle.set_receiving(receiving=receiving and self.handed is None)

    def hand_over(self, screen: "HandedScreen", *, larger: int = 0) -> "HandedFrame":
        """Show `screen` alone, over the whole display, `larger` zoom steps larger.

        Neither navigation nor keys of the agent work until `take_back`, and the window does not
        close; a laptop that is left lying there locks after the idle time.
        """
        from app.ui.shell.handed import HandedFrame  # noqa: PLC0415 - after the gate

        self._end_handing()
        self._before = self.windowState()
        self._themes.lend(larger)
        self.handed = frame = HandedFrame(screen)
        for key in self._agents_keys:
            key.setEnabled(False)
        self._root.addWidget(frame)
        self._root.setCurrentWidget(frame)
        self._set_title("")
        self.idle.set_receiving(receiving=False)
        self.setWindowState(self._before | Qt.WindowState.WindowFullScreen)
        frame.take_focus()
        return frame

    def take_back(self) -> None:
        """Show the workspace again, as it was; the person's screen is destroyed."""
        if self.handed is None or self.workspace is None:
            return
        self._end_handing()
        self._root.setCurrentWidget(self.workspace)
        self.set_receiving(receiving=self._receiving)
        self.workspace.come_back()

    def _end_handing(self) -> None:
        frame, self.handed = self.handed, None
        if frame is None:
            return
        self._drop(frame)
        self._themes.take_back()
        self.setWindowState(self._before)
        for key in self._agents_keys:
            key.setEnabled(True)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return tab_as_one_reads(self, forward=forward) or super().focusNextPrevChild(forward)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.handed is not None and event.spontaneous() and not _ending_for_all():
            event.ignore()  # Alt+F4 by somebody who does not know it
            return
        space = self.workspace
        if space is not None and event.spontaneous() and not _ending_for_all():
            from app.ui.widgets.leaving import holding  # noqa: PLC0415 - after the gate

            if holding(*space.all_pages):
                event.ignore()
                if not self.hider.is_hidden:  # else nobody could answer: F12 first
                    space.leave_all(self._close)
                return
        if not _ending_for_all() and not self.may_close():
            event.ignore()  # it closes by itself in a moment
            return
        self.closing.emit()
        self.idle.stop()
        self.hider.uncover()
        super().closeEvent(event)

    def _close(self) -> None:
        self.close()

    def _set_title(self, words: str) -> None:
        self.setWindowTitle(f"{self._mark}{words} — {_NAME}" if words else f"{self._mark}{_NAME}")

    def _drop(self, widget: QWidget | None) -> None:
        if widget is None:
            return
        self._root.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _add_shortcuts(self) -> None:
        for number in range(1, _DIGITS + 1):
            self._shortcut(f"Ctrl+{number}").activated.connect(
                lambda number=number: self._go_to_number(number)
            )
        self._shortcut("Ctrl+L").activated.connect(self._lock)
        self._shortcut("F1").activated.connect(self.help_asked)
        self._shortcut("Shift+F1").activated.connect(self._show_keys)
        self._agents_keys = self.findChildren(QShortcut)  # zoom and F12 stay: they only help
        for keys, action in (
            (("Ctrl++", "Ctrl+="), self._themes.zoom_in),
            (("Ctrl+-",), self._themes.zoom_out),
            (("Ctrl+0",), self._themes.zoom_reset),
        ):
            for key in keys:
                self._shortcut(key).activated.connect(action)

    def _shortcut(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        return shortcut

    def _go_to_number(self, number: int) -> None:
        if self.workspace is not None:
            self.workspace.go_to_number(number)

    def _lock(self) -> None:
        if self.workspace is not None:
            self.lock_asked.emit()

    def _show_keys(self) -> None:
        from app.ui.shell.shortcuts import ShortcutsDialog  # noqa: PLC0415 - when asked for

        dialog = ShortcutsDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _ending_for_all() -> bool:
    """Tell whether the computer's session ends: that must not be held up."""
    application = QApplication.instance()
    return isinstance(application, QApplication) and application.isSavingSession()
