"""A list of findings or changes, each as long as it needs, gone through by the arrows."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.ui.pages.reglages.questionnaire.state import Entry
from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.labels import body, separator, strong
from app.ui.widgets.layouts import clear, column, row
from app.ui.widgets.state_pill import StatePill

_RING = 3


class _Row(QFrame):
    """One entry; it takes the focus so that a screen reader says it and the page scrolls to it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.setObjectName("entry")
        state = f"{entry.pill.words}. " if entry.pill else ""
        self.setAccessibleName(state + " ".join([entry.title, *entry.lines]))
        layout = column(self, gap=Space.XS, pad=Space.S)
        head = row(gap=Space.S)
        if entry.pill is not None:
            head.addWidget(StatePill(entry.pill), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(strong(entry.title), 1)
        layout.addLayout(head)
        for line in entry.lines:
            layout.addWidget(body(line))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self, 0, current_theme().px(Space.L))
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.palette.focus), _RING))
        ring = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.drawRoundedRect(ring, theme.px(6), theme.px(6))
        painter.end()


class EntryList(QWidget):
    """Shows `Entry`s under each other: one stop of Tab, then arrows, Home and End."""

    def __init__(self, name: str, *, heading: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._heading = heading
        self._shown: tuple[Entry, ...] = ()
        self._rows: list[_Row] = []
        self._lines = column(self, gap=0)
        self.hide()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries; without any the list is away."""
        self.setVisible(bool(entries))
        wanted = tuple(entries)
        if wanted == self._shown:
            return
        self._shown = wanted
        self._rows = []
        clear(self._lines)
        if not wanted:
            return
        self.setAccessibleName(f"{self._heading}, {len(wanted)}")
        self._lines.addWidget(strong(f"{self._heading} ({len(wanted)})"))
        for entry in wanted:
            if self._rows:
                self._lines.addWidget(separator())
            made = _Row(entry)
            self._rows.append(made)
            self._lines.addWidget(made)
        self._only_stop(self._rows[0])

    def take_focus(self) -> bool:
        """Go to the first entry; tell whether there is one."""
        if self._rows:
            self._only_stop(self._rows[0])
            self._rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._rows)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = next((at for at, one in enumerate(self._rows) if one.hasFocus()), -1)
        last = len(self._rows) - 1
        to = {
            Qt.Key.Key_Down: min(here + 1, last),
            Qt.Key.Key_Up: max(here - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if to is None or here < 0:
            super().keyPressEvent(event)
            return
        self._only_stop(self._rows[to])
        self._rows[to].setFocus(Qt.FocusReason.TabFocusReason)

    def _only_stop(self, wanted: _Row) -> None:
        """Let Tab stop at one row only; the arrows reach the others."""
        policies = Qt.FocusPolicy
        for one in self._rows:
            one.setFocusPolicy(policies.StrongFocus if one is wanted else policies.ClickFocus)
