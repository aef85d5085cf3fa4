"""Facts in two columns: what it is, what it says."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.dossiers.words import Fact
from app.ui.theme.tokens import Space
from app.ui.widgets.labels import Text, TextRole, body, hint
from app.ui.widgets.layouts import clear_grid, sized, spaced

_LABELS = 190


class Facts(QWidget):
    """Shows `Fact`s; an empty value is not shown. Labels are `labels` pixels wide (at 100 %)."""

    def __init__(self, name: str, *, labels: int = _LABELS) -> None:
        super().__init__()
        self._labels = labels
        self.setAccessibleName(name)
        self._grid = spaced(QGridLayout(self), gap=Space.S)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[Fact, ...] = ()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts."""
        wanted = tuple(fact for fact in facts if fact.value)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear_grid(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for line, fact in enumerate(wanted):
            label = sized(hint(fact.label), min_width=self._labels, max_width=self._labels)
            self._grid.addWidget(label, line, 0, top)
            self._grid.addWidget(body(fact.value), line, 1, top)

    def words(self) -> str:
        """Return everything that is shown, for tests and the demonstration."""
        return "\n".join(f"{fact.label} {fact.value}" for fact in self._shown)


def points(lines: Sequence[str]) -> Text:
    """Return lines as points of a list."""
    return Text("\n".join(f"•\u00a0{line}" for line in lines), TextRole.BODY)
