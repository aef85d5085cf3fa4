"""One answer of a list: a true radio button or check box, painted as a large row.

Qt's own classes are kept underneath because screen readers know them; only the face is ours.
"""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from app.ui.theme.current import current_theme
from app.ui.typed import override
from app.ui.widgets.answer_face import Answer, height_for, paint

_WIDTH = 420
_NARROWEST = 200


def _prepare(row: QAbstractButton) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    row.setCursor(Qt.CursorShape.PointingHandCursor)
    row.setAttribute(Qt.WidgetAttribute.WA_Hover)


def _name(row: QAbstractButton, answer: Answer) -> None:
    row.setText(answer.label.replace("&", "&&"))
    row.setAccessibleName(answer.label)
    key = f"touche {answer.key}" if answer.key else ""
    row.setAccessibleDescription(", ".join(part for part in (answer.hint, key) if part))
    row.updateGeometry()
    row.update()


def _size(answer: Answer, width_at_100: int) -> QSize:
    width = current_theme().px(width_at_100)
    return QSize(width, height_for(answer, width))


class RadioRow(QRadioButton):
    """One of several answers, of which one may be picked."""

    def __init__(self) -> None:
        super().__init__()
        self._answer = Answer("")
        _prepare(self)

    def show_answer(self, answer: Answer) -> None:
        """Show another answer."""
        self._answer = answer
        _name(self, answer)

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def sizeHint(self) -> QSize:
        return _size(self._answer, _WIDTH)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(_NARROWEST), _size(self._answer, _WIDTH).height())

    @override
    def heightForWidth(self, width: int) -> int:
        return height_for(self._answer, width)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(self, painter, self._answer, circle=True)
        painter.end()


class CheckRow(QCheckBox):
    """One of several answers, of which any may be picked."""

    def __init__(self) -> None:
        super().__init__()
        self._answer = Answer("")
        _prepare(self)

    def show_answer(self, answer: Answer) -> None:
        """Show another answer."""
        self._answer = answer
        _name(self, answer)

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def sizeHint(self) -> QSize:
        return _size(self._answer, _WIDTH)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(_NARROWEST), _size(self._answer, _WIDTH).height())

    @override
    def heightForWidth(self, width: int) -> int:
        return height_for(self._answer, width)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(self, painter, self._answer, circle=False)
        painter.end()
