"""An icon in the colour of the words beside it; it is decoration and has no accessible name."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.icons import pixmap
from app.ui.typed import override


class IconLabel(QLabel):
    """Shows the icon `name` with the palette's colour `colour` (a field name of `Palette`).

    Without a name it is empty until `show_icon`.
    """

    def __init__(
        self, name: str, *, colour: str = "text", size: int = 22, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._colour = colour
        self._size = size
        self._draw()

    def show_icon(self, name: str, colour: str | None = None) -> None:
        """Show another icon, and another colour when one is given."""
        self._name = name
        self._colour = colour or self._colour
        self._draw()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        if not self._name:
            return
        theme = current_theme()
        size = theme.px(self._size)
        drawn = pixmap(self._name, getattr(theme.palette, self._colour), size)
        if self.pixmap().cacheKey() != drawn.cacheKey():
            self.setPixmap(drawn)
            self.setFixedSize(size, size)
