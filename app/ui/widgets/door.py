"""A door of Aujourd’hui: a large button that says what is behind it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.icons import pixmap
from app.ui.theme.tokens import Size, Theme
from app.ui.typed import override
from app.ui.widgets.answer_face import letters

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_PAD = 18
_ICON = 34
_UNLIMITED = 10_000


class DoorButton(QPushButton):
    """A title, a sentence and an icon, pressed as one button."""

    def __init__(
        self, heading: str, text: str, *, icon: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(heading.replace("&", "&&"), parent)
        self._heading = heading
        self._text = text
        self._icon_name = icon
        self.setObjectName(name)
        self.setProperty("kind", "door")
        self.setAccessibleName(heading)
        self.setAccessibleDescription(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        width = current_theme().px(300)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(220), self.heightForWidth(theme.px(300)))

    @override
    def heightForWidth(self, width: int) -> int:
        theme = current_theme()
        heading, text = self._texts(theme, width)
        return heading.height() + text.height() + theme.px(2 * _PAD + 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, theme)
        colours = theme.palette
        drawn = pixmap(self._icon_name, colours.primary, theme.px(_ICON))
        painter.drawPixmap(theme.px(_PAD), theme.px(_PAD), drawn)
        heading, text = self._texts(theme, self.width())
        left = theme.px(_PAD + _ICON + 14)
        heading.moveTo(left, theme.px(_PAD))
        text.moveTo(left, heading.bottom() + theme.px(6))
        painter.setPen(QColor(colours.text))
        painter.setFont(letters(theme, Size.SECTION, bold=True))
        painter.drawText(heading, _WRAP, self._heading)
        painter.setPen(QColor(colours.muted))
        painter.setFont(letters(theme, Size.SMALL))
        painter.drawText(text, _WRAP, self._text)
        painter.end()

    def _paint_frame(self, painter: QPainter, theme: Theme) -> None:
        colours = theme.palette
        ring, edge = 1, colours.border_strong
        if self.underMouse():
            ring, edge = 2, colours.primary
        if self.hasFocus():
            ring, edge = 3, colours.focus
        painter.setPen(QPen(QColor(edge), ring))
        pressed = self.isDown() or self.underMouse()
        painter.setBrush(QColor(colours.primary_soft if pressed else colours.surface))
        inside = QRectF(self.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
        painter.drawRoundedRect(inside, theme.px(8), theme.px(8))

    def _texts(self, theme: Theme, width: int) -> tuple[QRect, QRect]:
        room = max(theme.px(80), width - theme.px(2 * _PAD + _ICON + 14))
        limits = QRect(0, 0, room, _UNLIMITED)
        bold = QFontMetrics(letters(theme, Size.SECTION, bold=True))
        small = QFontMetrics(letters(theme, Size.SMALL))
        return (
            bold.boundingRect(limits, _WRAP, self._heading),
            small.boundingRect(limits, _WRAP, self._text),
        )
