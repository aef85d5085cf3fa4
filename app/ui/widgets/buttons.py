"""Buttons with words, an icon where it helps, and a mnemonic."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.icons import icon as themed_icon
from app.ui.typed import override


class ButtonKind(StrEnum):
    """What a button is for. A page has one primary button at most."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    DANGER = "danger"
    LINK = "link"
    NAV = "nav"
    STRIP = "strip"
    TAB = "tab"


_AFTER = frozenset({"suite"})  # icons that stand after the words: they show where one goes
_COLOURS = {
    ButtonKind.PRIMARY: "on_primary",
    ButtonKind.SECONDARY: "primary",
    ButtonKind.DANGER: "danger",
    ButtonKind.LINK: "primary",
    ButtonKind.NAV: "nav_text",
    ButtonKind.STRIP: "text",
    ButtonKind.TAB: "text",
}


class Button(QPushButton):
    """A button of the design.

    `text` may hold a mnemonic (« &Suivant »). `name` becomes the objectName by which tests and
    the demonstration find it. Enter presses it as Space does: people expect both.
    """

    def __init__(
        self,
        text: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        *,
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self._kind = kind
        self.setProperty("kind", kind.value)
        self.setObjectName(name or kind.value)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if icon in _AFTER:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.toggled.connect(self._draw_icon)
        self._draw_icon()

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self._draw_icon()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.EnabledChange):
            self._draw_icon()
        super().changeEvent(event)

    def _draw_icon(self) -> None:
        if not self._icon_name:
            return
        theme = current_theme()
        colour = _COLOURS[self._kind] if self.isEnabled() else "muted"
        if self._kind is ButtonKind.NAV and self.isChecked():
            colour = "on_nav_active"
        size = theme.px(16 if self._kind is ButtonKind.STRIP else 20)
        gap = theme.px(5)
        self.setIconSize(QSize(size + gap, size))
        ink = getattr(theme.palette, colour)
        after = self._icon_name in _AFTER
        self.setIcon(themed_icon(self._icon_name, ink, size, gap=gap, after=after))


def primary(text: str, *, icon: str = "", name: str = "primary") -> Button:
    """Return the button of what the page is for."""
    return Button(text, ButtonKind.PRIMARY, icon=icon, name=name)


def secondary(text: str, *, icon: str = "", name: str = "secondary") -> Button:
    """Return a button of what one may also do."""
    return Button(text, ButtonKind.SECONDARY, icon=icon, name=name)


def danger(text: str, *, icon: str = "", name: str = "danger") -> Button:
    """Return a button of what cannot be undone."""
    return Button(text, ButtonKind.DANGER, icon=icon, name=name)


def link(text: str, *, icon: str = "", name: str = "link") -> Button:
    """Return a button that looks like a link: a way aside from the task."""
    return Button(text, ButtonKind.LINK, icon=icon, name=name)
