"""A field of a form: label above, help under it, the mistake said where it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.labels import Text, TextRole, hint
from app.ui.widgets.layouts import column, restyle


class FormField(QWidget):
    """Wraps any editor with its label, its help and its mistake.

    `label` may hold a mnemonic. The label's words name the editor for a screen reader; help and
    mistake describe it. `optional` adds « (facultatif) »: what is not marked is required.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        hint_text: str = "",
        optional: bool = False,
        name: str = "",
    ) -> None:
        super().__init__()
        shown = f"{label} (facultatif)" if optional else label
        self.editor = editor
        self._label = QLabel(shown)  # not a `Text`: it shows its mnemonic
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._label.setProperty("role", "strong")
        self._label.setBuddy(editor)
        self._hint = hint(hint_text)
        self._error = Text("", TextRole.ERROR)
        self._error.setObjectName("fieldError")
        layout = column(self, gap=Space.XS)
        layout.addWidget(self._label)
        layout.addWidget(self._hint)
        layout.addWidget(editor)
        layout.addWidget(self._error)
        if editor.sizePolicy().verticalPolicy() is QSizePolicy.Policy.Fixed:
            layout.addStretch(1)  # beside a field with a mistake it stays where it was
        self._hint.setVisible(bool(hint_text))
        self._error.hide()
        editor.setAccessibleName(shown.replace("&", ""))
        if name:
            editor.setObjectName(name)
            self.setObjectName(f"{name}Field")
        self._describe()

    @property
    def error(self) -> str:
        """Return the mistake that is shown, empty when there is none."""
        return self._error.text()

    def set_error(self, text: str) -> None:
        """Show a mistake under the editor; an empty text removes it."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        restyle(self.editor, "wrong", "true" if text else "false")
        self._describe()

    def set_hint(self, text: str) -> None:
        """Show another help."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        self._describe()

    def _describe(self) -> None:
        parts = [part for part in (self._error.text(), self._hint.text()) if part]
        self.editor.setAccessibleDescription(" ".join(parts))


class LineField(FormField):
    """A field of one line.

    Signals:
        changed: the text, at each key.
        submitted: Enter was pressed in the field.
    """

    changed = Signal(str)
    submitted = Signal()

    def __init__(
        self,
        label: str,
        *,
        name: str,
        hint_text: str = "",
        optional: bool = False,
        max_length: int = 120,
    ) -> None:
        self.line = QLineEdit()
        super().__init__(label, self.line, hint_text=hint_text, optional=optional, name=name)
        self.line.setMaxLength(max_length)
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.submitted)

    def text(self) -> str:
        """Return what is written, without blanks around it."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Write `text`, unless it stands there already (the cursor would jump)."""
        if self.line.text() != text:
            self.line.setText(text)

    def _edited(self, text: str) -> None:
        if self.error:
            self.set_error("")
        self.changed.emit(text)
