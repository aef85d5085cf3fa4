"""Two contents side by side, field by field: what both had, what stands here, what stands there."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.words import Fact
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.pages.prescriptions.revision_state import FieldLine
from app.ui.pages.prescriptions.revision_words import MINE, THEIRS
from app.ui.theme.tokens import Space
from app.ui.widgets.labels import hint, strong
from app.ui.widgets.layouts import clear, column


class ComparePart(QWidget):
    """Shows `FieldLine`s, each with whose side is picked.

    Signals:
        picked: the code of a field, and « ici » or « departement ».
    """

    picked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[FieldLine, ...] = ()
        self._choices: dict[str, ShortChoice] = {}
        self._lines = column(self, gap=Space.L)

    def show_lines(self, lines: tuple[FieldLine, ...], kept: tuple[tuple[str, str], ...]) -> None:
        """Show other fields, or other picks."""
        if lines != self._shown:
            self._shown = lines
            clear(self._lines)
            self._choices = {}
            for line in lines:
                self._lines.addWidget(self._field(line))
        for code, side in kept:
            choice = self._choices.get(code)
            if choice is not None:
                choice.show_choices(_shorts(self._label_of(code)), side or None)

    def take_focus(self) -> None:
        """Give the focus to the first field."""
        for choice in self._choices.values():
            choice.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _label_of(self, code: str) -> str:
        return next(line.label for line in self._shown if line.code == code)

    def _field(self, line: FieldLine) -> QWidget:
        part = QWidget()
        inside = column(part, gap=Space.S)
        inside.addWidget(strong(line.label))
        facts = Facts(line.label)
        facts.show_facts(
            [
                Fact("Avant, des deux côtés", line.base),
                Fact("Sur ce poste", line.mine),
                Fact("Au Département", line.theirs),
            ]
        )
        inside.addWidget(facts)
        inside.addWidget(hint("Lequel est juste\u00a0?"))
        choice = ShortChoice(f"{line.label}\u00a0: lequel est juste\u00a0?")
        choice.setObjectName(f"compare-{line.code}")
        choice.show_choices(_shorts(line.label))
        choice.answered.connect(partial(self.picked.emit, line.code))
        self._choices[line.code] = choice
        inside.addWidget(choice)
        return part


def _shorts(label: str) -> list[Short]:
    return [
        Short(MINE, "Celui de ce poste", f"{label}\u00a0: celui de ce poste"),
        Short(THEIRS, "Celui du Département", f"{label}\u00a0: celui du Département"),
    ]
