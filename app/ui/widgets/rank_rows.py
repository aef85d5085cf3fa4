"""The lines of a ranking: each with its place, its words whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Size
from app.ui.typed import override
from app.ui.widgets.answer_face import letters

_Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ITEM_ROLE = int(Qt.ItemDataRole.UserRole)
_PAD, _CAP, _UNLIMITED = 12, 28, 10_000


@dataclass(frozen=True, slots=True)
class Ranked:
    """One thing to put in its place."""

    code: str
    label: str


class RankModel(QAbstractListModel):
    """Holds the things in their present order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[Ranked, ...] = ()
        self.settled = False  # whether the order is an answer already

    def show_items(self, items: Sequence[Ranked], *, settled: bool) -> None:
        """Hold other things, or the same in another order."""
        self.beginResetModel()
        self.items, self.settled = tuple(items), settled
        self.endResetModel()

    def swap(self, place: int, other: int) -> None:
        """Exchange the things at two places."""
        items = list(self.items)
        items[place], items[other] = items[other], items[place]
        self.items, self.settled = tuple(items), True
        self.dataChanged.emit(self.index(0), self.index(len(items) - 1))

    def spoken(self, place: int) -> str:
        """Return a line as a screen reader says it."""
        return f"{self.items[place].label}, place {place + 1} sur {len(self.items)}"

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    @override
    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role == _ITEM_ROLE:
            return self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(index.row())
        return None


class RankDelegate(QStyledItemDelegate):
    """Paints a line: the place in a cap, then the words; nothing is cut off."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = current_theme()
        item: Ranked = index.data(_ITEM_ROLE)
        view = self.parent()
        width = view.width() - theme.px(24) if isinstance(view, QWidget) else theme.px(400)
        room = QRect(0, 0, max(theme.px(120), width - _left()), _UNLIMITED)
        metrics = QFontMetrics(letters(theme, Size.BODY))
        words = metrics.boundingRect(room, _WRAP, item.label).height()
        return QSize(theme.px(200), max(theme.px(46), words + theme.px(22)))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = current_theme()
        colours = theme.palette
        item: Ranked = index.data(_ITEM_ROLE)
        area: QRect = option.rect
        flags: QStyle.StateFlag = option.state
        selected = bool(flags & QStyle.StateFlag.State_Selected)
        focused = bool(flags & QStyle.StateFlag.State_HasFocus)
        ring = 3 if focused else 2 if selected else 1
        edge = colours.focus if focused else colours.primary if selected else colours.border_strong
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), ring))
        painter.setBrush(QColor(colours.primary_soft if selected else colours.surface))
        box = QRectF(area).adjusted(ring / 2, theme.px(3), -ring / 2, -theme.px(3))
        painter.drawRoundedRect(box, theme.px(8), theme.px(8))
        self._paint_place(painter, area, index)
        painter.setFont(letters(theme, Size.BODY))
        painter.setPen(QColor(colours.text))
        room = area.adjusted(_left(), 0, -theme.px(_PAD), 0)
        painter.drawText(room, _WRAP, item.label)
        painter.restore()

    def _paint_place(self, painter: QPainter, area: QRect, index: _Index) -> None:
        theme = current_theme()
        colours = theme.palette
        model = index.model()
        settled = isinstance(model, RankModel) and model.settled
        side = theme.px(_CAP)
        top = area.top() + (area.height() - side) / 2
        cap = QRectF(area.left() + theme.px(_PAD), top, side, side)
        painter.setPen(QPen(QColor(colours.primary if settled else colours.border_strong), 1))
        painter.setBrush(QColor(colours.primary if settled else colours.surface_alt))
        painter.drawEllipse(cap)
        painter.setFont(letters(theme, Size.SMALL, bold=True))
        painter.setPen(QColor(colours.on_primary if settled else colours.text))
        words = str(index.row() + 1) if settled else "–"
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), words)


def _left() -> int:
    theme = current_theme()
    return theme.px(_PAD + _CAP + _PAD)
