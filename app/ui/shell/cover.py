"""Hide the screen with one key: somebody came in, or walks behind."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QWidget
from shiboken6 import isValid

from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import Button, ButtonKind
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import body, section
from app.ui.widgets.layouts import column

HIDE_KEY = "F12"
_HAS_KEY = "hasHideKey"
_KEYS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.Shortcut,
    }
)


class ScreenCover(QFrame):
    """Lies over one window and hides all of it.

    Signals:
        show_asked: the user wants the screen back.
    """

    show_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("cover")
        self.setAccessibleName("Écran masqué")
        self.setAutoFillBackground(True)
        layout = column(self, gap=Space.L, pad=Space.XXL)
        layout.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(IconLabel("oeil-barre", colour="nav_text", size=56), 0, centre)
        for words in (section("Écran masqué"), body("Appuyez sur F12 pour le retrouver.")):
            words.setAlignment(centre)
            layout.addWidget(words)
        # without a mnemonic: the page underneath has its own
        self.show_button = Button(
            "Retrouver l’écran", ButtonKind.SECONDARY, icon="oeil", name="uncover"
        )
        self.show_button.clicked.connect(self.show_asked)
        layout.addWidget(self.show_button, 0, centre)
        layout.addStretch(1)
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        # Under the cover, a screen reader would say aloud what is hidden.
        return self.isVisible() or super().focusNextPrevChild(forward)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)


class ScreenHider(QObject):
    """Covers every window of the program, dialogs included, and lets no key through.

    Each window gets the key when it first has the focus; the filter that holds back the other keys
    stands on the application only while the screen is hidden, for it is asked about every event.

    Signals:
        changed: whether the screen is hidden now.
    """

    changed = Signal(bool)

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._covers: list[ScreenCover] = []
        self._focus: QWidget | None = None
        application.focusWindowChanged.connect(self._give_key)

    @property
    def is_hidden(self) -> bool:
        """Tell whether the screen is hidden."""
        return bool(self._covers)

    def toggle(self) -> None:
        """Hide the screen, or bring it back."""
        if self._covers:
            self.uncover()
        else:
            self.cover()

    def cover(self) -> None:
        """Hide the screen."""
        if self._covers:
            return
        self._focus = self._application.focusWidget()
        for window in self._application.topLevelWidgets():
            if isinstance(window, QMenu):
                window.close()
            elif window.isVisible():
                self._covers.append(self._laid_over(window))
        self._application.installEventFilter(self)
        self.changed.emit(True)

    def uncover(self) -> None:
        """Bring the screen back, with the focus where it was."""
        if not self._covers:
            return
        self._application.removeEventFilter(self)
        covers, self._covers = self._covers, []
        for cover in filter(isValid, covers):  # a dialog that was closed took its cover with it
            cover.hide()
            cover.deleteLater()
        # The widget may be gone: the idle lock does not wait for the screen to come back.
        if self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus()
        self._focus = None
        self.changed.emit(False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F12:
            event.accept()  # an accepted override makes Qt send the key itself, not the shortcut
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self.uncover()
            return True
        return not self._for_a_cover(watched)

    def _give_key(self) -> None:
        window = self._application.activeWindow()
        if window is None or window.property(_HAS_KEY):
            return
        window.setProperty(_HAS_KEY, True)
        shortcut = QShortcut(QKeySequence(HIDE_KEY), window)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.cover)

    def _for_a_cover(self, watched: QObject) -> bool:
        """Tell whether a key goes to a cover's own button (Space and Enter press it)."""
        return any(watched is cover.show_button for cover in filter(isValid, self._covers))

    def _laid_over(self, window: QWidget) -> ScreenCover:
        cover = ScreenCover(window)
        cover.show_asked.connect(self.uncover)
        cover.show()
        cover.raise_()
        cover.show_button.setFocus()
        return cover
