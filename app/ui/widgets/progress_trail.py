"""The steps of a task: done, here, to come."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.flow import flow
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.layouts import restyle, row


class _Step(QWidget):
    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._icon = IconLabel("fait", colour="success", size=16)
        self._label = QLabel()
        layout = row(self, gap=Space.XS)
        layout.addWidget(self._icon)
        layout.addWidget(self._label)

    def show_place(self, number: int, here: int) -> None:
        done, current = number < here, number == here
        self._icon.setVisible(done)
        self._label.setText(self._words if done else f"{number + 1}. {self._words}")
        restyle(self._label, "pill", "info" if current else "")
        restyle(self._label, "role", "hint")


class ProgressTrail(QWidget):
    """Shows where the user stands among named steps; information only, nothing to press."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressTrail")
        self._names = tuple(steps)
        self._steps = [_Step(words) for words in steps]
        layout = flow(self, gap=Space.L, line_gap=Space.XS)
        for step in self._steps:
            layout.addWidget(step)
        self.show_step(0)

    def show_step(self, index: int) -> None:
        """Mark the steps before `index` as done and the one at `index` as the current one."""
        for number, step in enumerate(self._steps):
            step.show_place(number, index)
        here = min(index, len(self._names) - 1)
        self.setAccessibleName(
            f"Étape {here + 1} sur {len(self._names)}\u00a0: {self._names[here]}"
        )
