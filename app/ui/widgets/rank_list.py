"""Things to put in order, by keys or by buttons; nothing has to be dragged."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.announcing import announce
from app.ui.widgets.buttons import secondary
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import column
from app.ui.widgets.rank_rows import RankDelegate, Ranked, RankModel

HELP = (
    "Flèches pour choisir une ligne, Alt+flèche pour la déplacer. "
    "Espace si l’ordre convient tel quel."
)


class _Lines(QListView):
    """The lines; Alt with an arrow moves the one that has the focus."""

    move_asked = Signal(int)
    accept_asked = Signal()
    submitted = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_asked.emit(step)
        elif key == Qt.Key.Key_Space:
            self.accept_asked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape):
            event.ignore()  # the page goes back
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # another zoom
            self.fit()

    def fit(self) -> None:
        """Be as high as the lines: the page scrolls, not the list."""
        self.scheduleDelayedItemsLayout()
        lines = sum(self.sizeHintForRow(row) for row in range(self.model().rowCount()))
        self.setFixedHeight(lines + current_theme().px(12))


class RankList(QWidget):
    """Shows things in an order and says another.

    Until the user has moved a line or agreed to the order, it is not an answer: the places show
    no number.

    Signals:
        ranked: the codes in the order that the user wants.
        submitted: Enter was pressed: go on.
    """

    ranked = Signal(object)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = RankModel(self)
        self.lines = _Lines()
        self.lines.setObjectName("rankLines")
        self.lines.setModel(self._model)
        self.lines.setItemDelegate(RankDelegate(self.lines))
        self.lines.setResizeMode(QListView.ResizeMode.Adjust)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.lines.setAccessibleDescription(HELP)
        self.lines.move_asked.connect(self._move)
        self.lines.accept_asked.connect(self._accept)
        self.lines.submitted.connect(self.submitted)
        self.lines.selectionModel().currentChanged.connect(self._show_buttons)
        self._up = secondary("M&onter", name="rankUp")
        self._up.clicked.connect(lambda: self._move(-1))
        self._down = secondary("&Descendre", name="rankDown")
        self._down.clicked.connect(lambda: self._move(1))
        self._agree = secondary("L’ordre &convient", icon="fait", name="rankAccept")
        self._agree.clicked.connect(self._accept)
        layout = column(self, gap=Space.S)
        layout.addWidget(hint(HELP))
        layout.addWidget(self.lines)
        buttons = flow(gap=Space.S)
        for button in (self._up, self._down, self._agree):
            buttons.addWidget(button)
        layout.addLayout(buttons)
        self.setFocusProxy(self.lines)

    def show_items(self, name: str, items: Sequence[Ranked], *, settled: bool) -> None:
        """Show `items` in their order; it is an answer already when `settled`. Emits nothing."""
        self.lines.setAccessibleName(name)
        if tuple(items) == self._model.items and settled == self._model.settled:
            return
        row = max(0, self.lines.currentIndex().row()) if self._same_things(items) else 0
        self._model.show_items(items, settled=settled)
        self.lines.setCurrentIndex(self._model.index(min(row, len(items) - 1)))
        self.lines.fit()
        self._show_buttons()

    def _same_things(self, items: Sequence[Ranked]) -> bool:
        return {one.code for one in items} == {one.code for one in self._model.items}

    def _move(self, step: int) -> None:
        here = self.lines.currentIndex().row()
        there = here + step
        if here < 0 or not 0 <= there < len(self._model.items):
            return
        self._model.swap(here, there)
        self.lines.setCurrentIndex(self._model.index(there))
        announce(self.lines, self._model.spoken(there))
        self._show_buttons()
        self._say()

    def _accept(self) -> None:
        self._model.settled = True
        self.lines.viewport().update()
        announce(self.lines, "Ordre accepté")
        self._show_buttons()
        self._say()

    def _say(self) -> None:
        self.ranked.emit(tuple(one.code for one in self._model.items))

    def _show_buttons(self) -> None:
        here, last = self.lines.currentIndex().row(), len(self._model.items) - 1
        for button, able in ((self._up, here > 0), (self._down, 0 <= here < last)):
            if button.hasFocus() and not able:
                self.lines.setFocus(Qt.FocusReason.OtherFocusReason)
            button.setEnabled(able)
        if self._agree.hasFocus() and self._model.settled:
            self.lines.setFocus(Qt.FocusReason.OtherFocusReason)
        self._agree.setEnabled(not self._model.settled)
