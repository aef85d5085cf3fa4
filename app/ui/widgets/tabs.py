"""Parts of a page behind a row of names; the row goes on in a second line where it is narrow."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import Button, ButtonKind
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import separator
from app.ui.widgets.layouts import column

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_TURNS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class Tabs(QWidget):
    """Shows one part at a time: the mouse, the arrows on its name, Ctrl+Tab anywhere.

    It is as high as the part that is shown, not as the longest one.

    Attributes:
        names: the row of names; the focus given to it goes to the name of the part shown.
    """

    def __init__(self, about: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._names: list[Button] = []
        self._group = QButtonGroup(self)
        self._parts: list[QWidget] = []
        self._here = 0
        self.names = QWidget()
        self.names.setAccessibleName(about)
        self._row = flow(self.names, gap=Space.XS)
        above = column(gap=Space.NONE)
        above.addWidget(self.names)
        above.addWidget(separator())
        # Not a QStackedWidget: that one is as high as its highest part.
        self._column = column(self, gap=Space.L)
        self._column.addLayout(above)

    @property
    def part(self) -> QWidget | None:
        """Return the part that is shown."""
        return self._parts[self._here] if self._parts else None

    def add(self, part: QWidget, words: str) -> None:
        """Add a part and its name; the first one is shown."""
        button = Button(words, ButtonKind.TAB, name=f"tab-{len(self._parts)}")
        button.setCheckable(True)
        button.clicked.connect(lambda: self.show_part(part))
        button.installEventFilter(self)
        self._names.append(button)
        self._group.addButton(button)
        self._row.addWidget(button)
        self._parts.append(part)
        self._column.addWidget(part)
        self._show()

    def show_part(self, part: QWidget) -> None:
        """Show `part`, one of those that were added."""
        self.show_number(self._parts.index(part))

    def show_number(self, number: int) -> None:
        """Show the part of a number, counted from 0 in the order in which they were added."""
        focused = self._focused()
        if focused is not None and self.isAncestorOf(
            focused
        ):  # first: hidden with its part, the focus would go anywhere
            self._names[number].setFocus(Qt.FocusReason.TabFocusReason)
        self._here = number
        self._show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn = _TURNS.get(Qt.Key(event.key()), 0)
        if turn and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turn(turn)
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step:
                self._turn(step)
                return True
        return super().eventFilter(watched, event)

    def _focused(self) -> QWidget | None:
        return self.window().focusWidget()  # None when nothing has it, whatever the stubs say

    def _turn(self, step: int) -> None:
        """Show the next or the one before, round and round."""
        self.show_number((self._here + step) % len(self._names))

    def _show(self) -> None:
        for number, button in enumerate(self._names):
            here = number == self._here
            button.setChecked(here)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
            self._parts[number].setVisible(here)
        self.names.setFocusProxy(self._names[self._here])
