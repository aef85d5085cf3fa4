"""Numbers of one question side by side, which may not be more than what they are part of."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.count_field import CountField
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import Text, TextRole, strong
from app.ui.widgets.layouts import column


class CountBlock(QWidget):
    """Shows how many of a whole are of each kind; what is in none of them is said.

    `rest_words` names it (« non communiqué », « sans réponse »).

    Signals:
        changed: a mapping of codes to numbers.
        submitted: Enter was pressed: go on.
    """

    changed = Signal(object)
    submitted = Signal()

    def __init__(
        self, heading: str, kinds: Sequence[tuple[str, str]], *, name: str, rest_words: str
    ) -> None:
        super().__init__()
        self._rest_words = rest_words
        self._fields: dict[str, CountField] = {}
        self._rest = Text("", TextRole.HINT)
        self._rest.setObjectName(f"{name}-rest")
        self._wrong = Text("", TextRole.ERROR)
        layout = column(self, gap=Space.XS)
        layout.addWidget(strong(heading))
        line = flow(gap=Space.L, line_gap=Space.S)
        for code, label in kinds:
            field = CountField(label, name=f"{name}-{code}", about=heading)
            field.changed.connect(self._changed)
            field.submitted.connect(self.submitted)
            self._fields[code] = field
            line.addWidget(field)
        layout.addLayout(line)
        layout.addWidget(self._rest)
        layout.addWidget(self._wrong)
        self._wrong.hide()

    def show_counts(self, counts: Mapping[str, int], whole: int) -> None:
        """Show numbers that are parts of `whole`. Emits nothing."""
        for code, field in self._fields.items():
            field.show_value(counts.get(code, 0))
        rest = whole - sum(counts.values())
        too_many = f"{-rest} de trop\u00a0: il y en a {whole} en tout." if rest < 0 else ""
        self._wrong.setText(too_many)
        self._wrong.setVisible(bool(too_many))
        self._rest.setText(f"{rest} {self._rest_words}" if rest > 0 else "")
        self._rest.setVisible(rest > 0)
        for field in self._fields.values():
            field.show_wrong(wrong=rest < 0)

    def go_to(self) -> None:
        """Give the focus to the first number."""
        for field in list(self._fields.values())[:1]:
            field.line.setFocus()

    def _changed(self, _value: int) -> None:
        found = {code: value for code, field in self._fields.items() if (value := field.value())}
        self.changed.emit(found)
