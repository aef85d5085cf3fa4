"""The theme that is on screen now, and the one place that changes it.

A theme belongs to the application as its style and its font do; widgets read it while they paint
and need not be told: Qt sends every widget a StyleChange when the stylesheet changes.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.ui.theme.fonts import FAMILY, load_fonts
from app.ui.theme.palettes import PALETTES
from app.ui.theme.spacing import respace
from app.ui.theme.stylesheet import stylesheet
from app.ui.theme.tokens import Appearance, Size, Theme

_STYLE = "Fusion"
_STYLED = "hasFusion"


def make_application(program: str) -> QApplication:
    """Return the application (one a process), in the style that the stylesheet is written for.

    Qt is told the style as on a command line: to hand it a style object, PySide6 would first build
    the whole of QStyle in Python, a tenth of the time until the window is up.
    """
    application = QApplication([program, "-style", _STYLE])
    application.setProperty(_STYLED, True)
    return application


class _OnScreen:
    """Holds the theme of the application (there is one application a process)."""

    appearance = Appearance()
    theme = Theme(
        palette=PALETTES[Appearance().scheme],
        zoom=Appearance().zoom,
        scheme=Appearance().scheme,
        family=FAMILY,
    )


def current_theme() -> Theme:
    """Return the theme on screen, to be read while painting and never kept."""
    return _OnScreen.theme


def current_appearance() -> Appearance:
    """Return the appearance on screen."""
    return _OnScreen.appearance


class ThemeManager(QObject):
    """Puts an appearance on screen.

    Signals:
        changed: the appearance that is now on screen (to be kept in the preferences).
    """

    changed = Signal(object)

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._family = load_fonts()
        self._own_zoom: int | None = None  # of the agent, while the window is lent
        if not application.property(_STYLED):
            application.setStyle(_STYLE)

    @property
    def appearance(self) -> Appearance:
        """Return the appearance on screen."""
        return _OnScreen.appearance

    def apply(self, appearance: Appearance) -> None:
        """Show every widget, present and future, with `appearance`; nothing when it is shown."""
        if appearance == _OnScreen.appearance and self._application.styleSheet():
            return
        theme = Theme(
            palette=PALETTES[appearance.scheme],
            zoom=appearance.zoom,
            scheme=appearance.scheme,
            family=self._family,
        )
        _OnScreen.appearance = appearance
        _OnScreen.theme = theme
        font = QFont(self._family)
        font.setPixelSize(theme.px(Size.BODY))
        self._application.setFont(font)
        self._application.setPalette(_qt_palette(theme))
        self._application.setStyleSheet(stylesheet(theme))
        for window in self._application.topLevelWidgets():
            respace(window, theme.zoom)
        if self._own_zoom is None:
            self.changed.emit(appearance)

    def lend(self, steps: int) -> None:
        """Show everything `steps` larger for somebody else, who may zoom too, until `take_back`.

        The agent did not choose it for himself: `changed` says nothing of it.
        """
        if self._own_zoom is None:
            self._own_zoom = self.appearance.zoom
        self.apply(self.appearance.zoomed(steps))

    def take_back(self) -> None:
        """Show everything as the agent had it before `lend`."""
        if self._own_zoom is not None:
            self.apply(Appearance(scheme=self.appearance.scheme, zoom=self._own_zoom))
            self._own_zoom = None

    def zoom_in(self) -> None:
        """Show everything one step larger."""
        self.apply(self.appearance.zoomed(1))

    def zoom_out(self) -> None:
        """Show everything one step smaller."""
        self.apply(self.appearance.zoomed(-1))

    def zoom_reset(self) -> None:
        """Show everything at 100 %."""
        self.apply(Appearance(scheme=self.appearance.scheme, zoom=100))


def _qt_palette(theme: Theme) -> QPalette:
    """Return the palette for what the stylesheet does not reach (selections, native dialogs)."""
    colours = theme.palette
    palette = QPalette()
    role = QPalette.ColorRole
    for target, colour in (
        (role.Window, colours.window),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.surface_alt),
        (role.Button, colours.surface),
        (role.ToolTipBase, colours.surface),
        (role.Highlight, colours.primary),
    ):
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText):
        palette.setColor(target, QColor(colours.text))
    palette.setColor(role.PlaceholderText, QColor(colours.muted))
    palette.setColor(role.HighlightedText, QColor(colours.on_primary))
    palette.setColor(role.Link, QColor(colours.primary))
    return palette
