"""How an answer looks: a large row with its mark, its words and the key that picks it."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton

from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Size, Theme

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_UNLIMITED = 10_000
_EDGE = 14
_MARK = 20
_KEY = 26
_SPARE = 4  # between what a line measures and what it takes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row shows; `key` is empty when no key picks it."""

    label: str
    hint: str = ""
    key: str = ""


def letters(theme: Theme, size: Size, *, bold: bool = False) -> QFont:
    """Return the font for painting text of `size`."""
    return _font(theme.family, theme.px(size), bold)


@lru_cache(maxsize=64)
def _font(family: str, pixels: int, bold: bool) -> QFont:  # noqa: FBT001 - a key of the cache
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def height_for(answer: Answer, width: int) -> int:
    """Return the height in which the words of `answer` stand whole, on a row `width` wide."""
    theme = current_theme()
    room = _room(theme, width, answer)
    words = _height(answer.label, room, letters(theme, Size.BODY))
    if answer.hint:
        words += _height(answer.hint, room, letters(theme, Size.SMALL))
    return max(theme.px(46), words + theme.px(22))


def paint(button: QAbstractButton, painter: QPainter, answer: Answer, *, circle: bool) -> None:
    """Paint the row of `button`; `circle` when picking it unpicks the others."""
    theme = current_theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_frame(button, painter, theme)
    _paint_mark(button, painter, theme, circle=circle)
    _paint_words(button, painter, theme, answer)
    if answer.key:
        _paint_key(button, painter, theme, answer.key)


def _left(theme: Theme) -> int:
    return theme.px(_EDGE + _MARK + 12)


def width_for(answer: Answer) -> int:
    """Return the width in which the words of `answer` stand on one line."""
    theme = current_theme()
    words = QFontMetrics(letters(theme, Size.BODY)).horizontalAdvance(answer.label)
    hint = QFontMetrics(letters(theme, Size.SMALL)).horizontalAdvance(answer.hint)
    return max(words, hint) + _left(theme) + _right(theme, answer) + theme.px(_SPARE)


def _room(theme: Theme, width: int, answer: Answer) -> int:
    """Return the width left to the words of a row `width` wide."""
    return max(theme.px(60), width - _left(theme) - _right(theme, answer))


def _right(theme: Theme, answer: Answer) -> int:
    return theme.px(_KEY + 2 * _EDGE if answer.key else _EDGE)


def _height(text: str, room: int, font: QFont) -> int:
    """Return the height of `text` wrapped into `room`."""
    return _wrapped(text, room, font.family(), font.pixelSize())


@lru_cache(maxsize=128)  # one layout of a list asks for the same heights again and again
def _wrapped(text: str, room: int, family: str, pixels: int) -> int:
    limits = QRect(0, 0, room, _UNLIMITED)
    font = _font(family, pixels, bold=False)
    return QFontMetrics(font).boundingRect(limits, _WRAP, text).height()


def _paint_frame(button: QAbstractButton, painter: QPainter, theme: Theme) -> None:
    colours = theme.palette
    ring, edge = 1, colours.border_strong
    if button.isChecked():
        ring, edge = 2, colours.primary
    if button.hasFocus():
        ring, edge = 3, colours.focus
    hovered = button.underMouse() and button.isEnabled()
    fill = colours.primary_soft if button.isChecked() or hovered else colours.surface
    painter.setPen(QPen(QColor(edge), ring))
    painter.setBrush(QColor(fill))
    inside = QRectF(button.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
    painter.drawRoundedRect(inside, theme.px(8), theme.px(8))


def _paint_mark(button: QAbstractButton, painter: QPainter, theme: Theme, *, circle: bool) -> None:
    side = theme.px(_MARK)
    mark = QRectF(theme.px(_EDGE), (button.height() - side) / 2, side, side)
    colours = theme.palette
    checked = button.isChecked()
    painter.setPen(QPen(QColor(colours.primary if checked else colours.border_strong), 2))
    painter.setBrush(QColor(colours.primary if checked and not circle else colours.surface))
    if circle:
        painter.drawEllipse(mark)
        if checked:
            inner = side * 0.25
            painter.setBrush(QColor(colours.primary))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(mark.adjusted(inner, inner, -inner, -inner))
        return
    painter.drawRoundedRect(mark, theme.px(4), theme.px(4))
    if checked:
        painter.setPen(QPen(QColor(colours.on_primary), max(2.0, side * 0.12)))
        at = mark.topLeft()
        corners = [(0.22, 0.52), (0.43, 0.73), (0.79, 0.30)]
        points = [(at.x() + x * side, at.y() + y * side) for x, y in corners]
        for (x1, y1), (x2, y2) in pairwise(points):
            painter.drawLine(round(x1), round(y1), round(x2), round(y2))


def _paint_words(button: QAbstractButton, painter: QPainter, theme: Theme, answer: Answer) -> None:
    left, room = _left(theme), _room(theme, button.width(), answer)
    body, small = letters(theme, Size.BODY), letters(theme, Size.SMALL)
    label = _height(answer.label, room, body)
    hint = _height(answer.hint, room, small) if answer.hint else 0
    top = (button.height() - label - hint) // 2
    painter.setPen(QColor(theme.palette.text if button.isEnabled() else theme.palette.muted))
    painter.setFont(body)
    painter.drawText(QRect(left, top, room, label), _WRAP, answer.label)
    if answer.hint:
        painter.setPen(QColor(theme.palette.muted))
        painter.setFont(small)
        painter.drawText(QRect(left, top + label, room, hint), _WRAP, answer.hint)


def _paint_key(button: QAbstractButton, painter: QPainter, theme: Theme, key: str) -> None:
    side = theme.px(_KEY)
    left = button.width() - side - theme.px(_EDGE)
    cap = QRectF(left, (button.height() - side) / 2, side, side)
    painter.setPen(QPen(QColor(theme.palette.border_strong), 1))
    painter.setBrush(QColor(theme.palette.surface_alt))
    painter.drawRoundedRect(cap, theme.px(4), theme.px(4))
    painter.setPen(QColor(theme.palette.text))
    painter.setFont(letters(theme, Size.SMALL, bold=True))
    painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key)
