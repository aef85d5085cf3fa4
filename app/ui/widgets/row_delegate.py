"""How a row of a list is painted: title, subtitle, state and a mark for the focus."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.icons import pixmap
from app.ui.theme.tokens import Size, Theme
from app.ui.typed import override
from app.ui.widgets.answer_face import letters
from app.ui.widgets.list_rows import ROW_ROLE, ListRow
from app.ui.widgets.state_pill import Pill, Tone

_PAD = 12
_NARROW = 420
_ICON = 22
_Index = QModelIndex | QPersistentModelIndex
_MARKED = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver


class RowDelegate(QStyledItemDelegate):
    """Paints a `ListRow`."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = current_theme()
        listed: ListRow = index.data(ROW_ROLE)
        height = QFontMetrics(letters(theme, Size.BODY, bold=True)).height()
        if listed.subtitle:
            height += QFontMetrics(letters(theme, Size.SMALL)).height() + theme.px(2)
        if listed.pill is not None and self._is_narrow():
            height += _pill_height(theme) + theme.px(6)
        return QSize(theme.px(200), height + theme.px(2 * _PAD - 2))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = current_theme()
        listed: ListRow = index.data(ROW_ROLE)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, theme, area, state)
        if not state & _MARKED and index.row() + 1 < index.model().rowCount():
            _paint_line(painter, theme, area)
        pad = theme.px(_PAD)
        room = area.adjusted(pad, 0, -pad, 0)
        if listed.pill is not None and self._is_narrow():
            under = _pill_height(theme) + theme.px(6)
            place = QRectF(room.left(), room.bottom() - under - theme.px(4), room.width(), under)
            _paint_pill(painter, theme, place, listed.pill, at_left=True)
            room.setBottom(round(place.top()))
        elif listed.pill is not None:
            room.setRight(_paint_pill(painter, theme, QRectF(room), listed.pill) - pad)
        if listed.icon:
            room.setLeft(_paint_icon(painter, theme, room, listed) + pad)
        _paint_words(painter, theme, room, listed)
        painter.restore()

    def _is_narrow(self) -> bool:
        """Tell whether words and state do not fit beside each other: the state goes below."""
        view = self.parent()
        return isinstance(view, QWidget) and view.width() < current_theme().px(_NARROW)


def _paint_ground(painter: QPainter, theme: Theme, area: QRect, state: QStyle.StateFlag) -> None:
    colours = theme.palette
    flags = QStyle.StateFlag
    selected = bool(state & flags.State_Selected)
    hovered = bool(state & flags.State_MouseOver)
    if selected or hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.primary_soft if selected else colours.surface_alt))
        painter.drawRoundedRect(area, theme.px(6), theme.px(6))
    if state & flags.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.focus), 3))
        painter.drawRoundedRect(QRectF(area).adjusted(2, 2, -2, -2), theme.px(6), theme.px(6))


def _paint_line(painter: QPainter, theme: Theme, area: QRect) -> None:
    """Part a row from the next."""
    painter.setPen(QPen(QColor(theme.palette.border), 1))
    edge = theme.px(_PAD)
    painter.drawLine(area.left() + edge, area.bottom(), area.right() - edge, area.bottom())


def _pill_height(theme: Theme) -> int:
    return QFontMetrics(letters(theme, Size.SMALL, bold=True)).height() + theme.px(6)


def _paint_pill(
    painter: QPainter, theme: Theme, room: QRectF, pill: Pill, *, at_left: bool = False
) -> int:
    """Paint the state at one end of `room` and return its left edge."""
    font = letters(theme, Size.SMALL, bold=True)
    metrics = QFontMetrics(font)
    width = metrics.horizontalAdvance(pill.words) + theme.px(22)
    height = _pill_height(theme)
    left = room.left() if at_left else room.right() - width
    box = QRectF(left, room.center().y() - height / 2, width, height)
    colours = theme.palette
    if pill.tone is Tone.NEUTRAL:
        strong, soft = colours.muted, colours.surface_alt
    else:
        strong = getattr(colours, pill.tone.value)
        soft = getattr(colours, f"{pill.tone.value}_soft")
    painter.setPen(QPen(QColor(strong), 1))
    painter.setBrush(QColor(soft))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setFont(font)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), pill.words)
    return round(box.left())


def _paint_icon(painter: QPainter, theme: Theme, room: QRect, listed: ListRow) -> int:
    """Paint the icon at the left end of `room` and return its right edge."""
    side = theme.px(_ICON)
    tone = listed.pill.tone if listed.pill is not None else Tone.NEUTRAL
    ink = theme.palette.muted if tone is Tone.NEUTRAL else getattr(theme.palette, tone.value)
    top = room.top() + (room.height() - side) // 2
    painter.drawPixmap(room.left(), top, pixmap(listed.icon, ink, side))
    return room.left() + side


def _paint_words(painter: QPainter, theme: Theme, room: QRect, listed: ListRow) -> None:
    bold, small = letters(theme, Size.BODY, bold=True), letters(theme, Size.SMALL)
    first, second = QFontMetrics(bold), QFontMetrics(small)
    height = first.height() + (second.height() + theme.px(2) if listed.subtitle else 0)
    top = room.top() + (room.height() - height) // 2
    elide = Qt.TextElideMode.ElideRight
    painter.setFont(bold)
    painter.setPen(QColor(theme.palette.text))
    title = first.elidedText(listed.title, elide, room.width())
    painter.drawText(room.left(), top + first.ascent(), title)
    if listed.subtitle:
        painter.setFont(small)
        painter.setPen(QColor(theme.palette.muted))
        subtitle = second.elidedText(listed.subtitle, elide, room.width())
        painter.drawText(
            room.left(), top + first.height() + theme.px(2) + second.ascent(), subtitle
        )
