"""The editors of a form by field: text lines and short choices that say what changed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.pages.personne.state import Field, PersonState
from app.ui.widgets.form_field import FormField, LineField


class Editors(QObject):
    """Makes editors and shows in each its value and its mistake.

    Signals:
        edited: the `Field` and what stands in it now.
        submitted: Enter was pressed in one of them.
    """

    edited = Signal(object, str)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[Field, LineField] = {}
        self._choices: dict[Field, tuple[FormField, ShortChoice]] = {}

    def line(
        self,
        name: Field,
        label: str,
        *,
        hint_text: str = "",
        optional: bool = False,
        most: int = 120,
    ) -> LineField:
        """Return a new line for `name`."""
        made = LineField(
            label, name=name.value, hint_text=hint_text, optional=optional, max_length=most
        )
        made.changed.connect(partial(self.edited.emit, name))
        made.submitted.connect(self.submitted)
        self._lines[name] = made
        return made

    def choice(self, name: Field, label: str, *, optional: bool = False) -> FormField:
        """Return a new short choice for `name`."""
        short = ShortChoice(label)
        short.answered.connect(partial(self.edited.emit, name))
        short.submitted.connect(self.submitted)
        made = FormField(label, short, optional=optional, name=name.value)
        self._choices[name] = made, short
        return made

    def show_choices(self, name: Field, shorts: Sequence[Short], state: PersonState) -> None:
        """Show the answers of a short choice."""
        field, short = self._choices[name]
        value = state.values.get(name)
        picked = value if any(one.code == value for one in shorts) else None
        short.show_choices(shorts, picked)
        field.set_error(state.mistakes.get(name, ""))

    def show_lines(self, state: PersonState) -> None:
        """Show what stands in the lines and what is wrong with them."""
        for name, line in self._lines.items():
            line.set_text(_shown(line, state.value(name)))
            line.set_error(state.mistakes.get(name, ""))

    def editor(self, name: Field) -> FormField:
        """Return the field that shows `name`."""
        return self._lines[name] if name in self._lines else self._choices[name][0]


def _shown(line: LineField, value: str) -> str:
    """Return what the line already shows when only blanks around differ: typing goes on."""
    return line.line.text() if line.text() == value.strip() else value
