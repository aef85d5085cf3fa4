"""Keeps the place that took the focus in sight while the page around it settles."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.typed import override

_AROUND = 24  # pixels: a focus ring on the very edge looks cut


class Sight(QObject):
    """Scrolls to a place, and again whenever the page grows, until the user scrolls himself.

    A page that was just filled does not know its height yet: texts that wrap take a few rounds,
    and each of them can push the place below the fold.
    """

    def __init__(self, scroll: QScrollArea) -> None:
        super().__init__(scroll)
        self._scroll = scroll
        self._place: QWidget | None = None
        self._from = 0
        scroll.verticalScrollBar().actionTriggered.connect(self.let_go)
        content = scroll.widget()
        if content is not None:
            content.installEventFilter(self)

    def hold(self, place: QWidget, *, from_top: bool = False) -> None:
        """Keep `place` in sight; without effect when it does not lie in the scrolled page.

        The page scrolls no further than needs be, from its top or from where it stands.
        """
        content = self._scroll.widget()
        self._place = place if content is not None and content.isAncestorOf(place) else None
        self._from = 0 if from_top else self._scroll.verticalScrollBar().value()
        self._look()

    def let_go(self) -> None:
        """Hold nothing any more: the user, or the page, shows something else."""
        self._place = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._look()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        """Show the whole place, or at least what of it has the focus."""
        place = self._place
        focus = _focus_in(self._scroll.window())
        if place is None or focus is None:
            return
        if focus is not place and focus is not place.focusProxy() and not place.isAncestorOf(focus):
            self._place = None  # the user is elsewhere: his page stays as it is
            return
        self._scroll.verticalScrollBar().setValue(self._from)
        self._scroll.ensureWidgetVisible(place, 0, _AROUND)
        self._scroll.ensureWidgetVisible(focus, 0, _AROUND)


def _focus_in(window: QWidget) -> QWidget | None:
    return window.focusWidget()  # None when nothing has it, whatever the stubs say
