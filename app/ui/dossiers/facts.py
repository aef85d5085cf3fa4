"""Facts in two columns: what it is, what it says; in one column where two have no room."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.dossiers.words import Fact
from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.labels import Text, TextRole, body, hint
from app.ui.widgets.layouts import clear_grid, sized, spaced

_LABELS = 190
_VALUES = 120  # less, and a value stands under its label
_UNLIMITED = 9_999


class Facts(QWidget):
    """Shows `Fact`s; an empty value is not shown. Labels are `labels` pixels wide (at 100 %)."""

    def __init__(self, name: str, *, labels: int = _LABELS) -> None:
        super().__init__()
        self._labels = labels
        self.setAccessibleName(name)
        self._grid = spaced(QGridLayout(self), gap=Space.S)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[Fact, ...] = ()
        self._lines: list[tuple[Text, Text]] = []
        self._beside = True
        self.setMinimumWidth(1)  # else the grid, wide at first, would never learn it is narrow

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts."""
        wanted = tuple(fact for fact in facts if fact.value)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear_grid(self._grid)
        self._lines = [(hint(fact.label), body(fact.value)) for fact in wanted]
        self._place()

    def words(self) -> str:
        """Return everything that is shown, for tests and the demonstration."""
        return "\n".join(f"{fact.label} {fact.value}" for fact in self._shown)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= current_theme().px(self._labels + Space.S + _VALUES)
        if beside is not self._beside:
            self._beside = beside
            self._place()
        super().resizeEvent(event)

    def _place(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        apart = 0 if self._beside else current_theme().px(Space.S)  # a value is its label's
        for line, (label, value) in enumerate(self._lines):
            self._grid.setRowMinimumHeight(3 * line + 2, apart)
            for part in (label, value):
                self._grid.removeWidget(part)
            if self._beside:
                sized(label, min_width=self._labels, max_width=self._labels)
                self._grid.addWidget(label, 3 * line, 0, top)
                self._grid.addWidget(value, 3 * line, 1, top)
            else:
                sized(label, min_width=0, max_width=_UNLIMITED)
                self._grid.addWidget(label, 3 * line, 0, 1, 2, top)
                self._grid.addWidget(value, 3 * line + 1, 0, 1, 2, top)


def points(lines: Sequence[str]) -> Text:
    """Return lines as points of a list."""
    return Text("\n".join(f"•\u00a0{line}" for line in lines), TextRole.BODY)
