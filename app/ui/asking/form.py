"""Shows a `Form`: lines and choices made once, shown again with other values."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.asking.asked import Asked, Form, Kind, Values
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.interview.turning import TurningRow
from app.ui.theme.tokens import Space
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.form_field import FormField, LineField
from app.ui.widgets.layouts import clear, column

_SIDE_BY_SIDE = 420


def _shapes(asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """Return what is asked without its choices: an editor takes others without being made anew."""
    return tuple(replace(one, choices=()) for one in asked)


class AskedForm(QWidget):
    """Makes an editor for each thing that is asked; the focus stays where it is.

    What is asked and has no choices for now is away.

    Signals:
        edited: the code of what changed, and its value as a tuple.
        submitted: Enter was pressed in a line or on an answer.
    """

    edited = Signal(str, object)
    submitted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._asked: tuple[Asked, ...] = ()
        self._came: Values = {}
        self._now: Values = {}
        self._fields: dict[str, FormField] = {}
        self._layout = column(self, gap=Space.L)

    def show_form(self, form: Form) -> None:
        """Show `form` and nothing else."""
        had_focus = ""
        if _shapes(form.asked) != _shapes(self._asked):
            had_focus = self._focused_code()
            self._make(form.asked)
        self._asked, self._now = form.asked, form.values
        codes = [one.code for one in form.asked]
        self._came = {code: self._came.get(code, _value(form.values, code)) for code in codes}
        for asked in form.asked:
            made = self._fields[asked.code]
            value = form.values.get(asked.code, ())
            if isinstance(made, LineField):
                text = value[0] if value else ""
                if made.text() != text.strip():
                    made.set_text(text)
            elif isinstance(made.editor, ShortChoice):
                made.setVisible(bool(asked.choices))
                shorts = [Short(code, words) for code, words in asked.choices]
                made.editor.show_choices(shorts, value[0] if value else None)
            elif isinstance(made.editor, ChoiceList):
                made.editor.show_choices(
                    [Choice(code, words) for code, words in asked.choices],
                    multiple=asked.kind is Kind.MANY,
                    selected=value,
                    keys=False,
                )
            if made.error != form.mistakes.get(asked.code, ""):
                made.set_error(form.mistakes.get(asked.code, ""))
        if had_focus:  # its answer made something else be asked: the focus stays on it
            self.focus_on(had_focus)

    def focus_on(self, code: str) -> None:
        """Put the focus on what is asked under `code`."""
        if code in self._fields:
            self._fields[code].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_begun(self) -> bool:
        """Tell whether something stands here that did not when it was first asked."""
        return any(_value(self._now, code) != value for code, value in self._came.items())

    def has(self, code: str) -> bool:
        """Tell whether something is asked under `code`."""
        return code in self._fields

    def field(self, code: str) -> FormField:
        """Return the field of `code`."""
        return self._fields[code]

    def _focused_code(self) -> str:
        """Return the code of what has the focus, empty when nothing here has it."""
        focus = QApplication.focusWidget()
        return next(
            (code for code, made in self._fields.items() if focus and made.isAncestorOf(focus)), ""
        )

    def _make(self, asked: tuple[Asked, ...]) -> None:
        clear(self._layout)
        self._fields = {}
        line: TurningRow | None = None
        for place, one in enumerate(asked):
            made = self._field(one)
            self._fields[one.code] = made
            if one.beside and line is not None:
                line.add(made, 1)
                continue
            if asked[place + 1 : place + 2] and asked[place + 1].beside:
                line = TurningRow(needs=_SIDE_BY_SIDE, gap=Space.M)
                line.add(made, 1)
                self._layout.addWidget(line)
            else:
                self._layout.addWidget(made)

    def _field(self, asked: Asked) -> FormField:
        if asked.kind is Kind.LINE:
            line = LineField(
                asked.words,
                name=asked.code,
                hint_text=asked.hint,
                optional=asked.optional,
                max_length=asked.most,
            )
            line.changed.connect(partial(self._line_edited, asked.code))
            line.submitted.connect(self.submitted)
            return line
        if asked.kind is Kind.SHORT:
            short = ShortChoice(asked.words)
            short.answered.connect(partial(self._line_edited, asked.code))
            short.submitted.connect(self.submitted)
            return self._wrapped(asked, short)
        choices = ChoiceList(asked.words)
        choices.answered.connect(partial(self._edited, asked.code))
        choices.submitted.connect(self.submitted)
        return self._wrapped(asked, choices)

    @staticmethod
    def _wrapped(asked: Asked, editor: QWidget) -> FormField:
        return FormField(
            asked.words,
            editor,
            hint_text=asked.hint,
            optional=asked.optional,
            name=asked.code,
        )

    def _line_edited(self, code: str, text: str) -> None:
        self._edited(code, (text,) if text else ())

    def _edited(self, code: str, value: tuple[str, ...]) -> None:
        self._now = {**self._now, code: value}
        self.edited.emit(code, value)


def _value(values: Values, code: str) -> tuple[str, ...]:
    return values.get(code, ())
