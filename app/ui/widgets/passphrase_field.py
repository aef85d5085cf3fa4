"""A field for a passphrase, hidden unless the writer wants to see it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import Button
from app.ui.widgets.form_field import FormField
from app.ui.widgets.layouts import row


class _Line(QWidget):
    """The line and its button; the focus given to it goes to the line."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.show_button = Button("Afficher", icon="oeil", name="showPassphrase")
        self.show_button.setCheckable(True)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        layout = row(self, gap=Space.S)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.show_button)
        self.setFocusProxy(self.line)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self.show_button.setChecked(False)


class PassphraseField(FormField):
    """Never stripped, never kept: a blank is a letter of a passphrase like another.

    Signals:
        changed: something was typed (without saying what).
        submitted: Enter was pressed.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(self, label: str, *, name: str, hint_text: str = "") -> None:
        self._inner = _Line()
        super().__init__(label, self._inner, hint_text=hint_text)
        self.line = self._inner.line
        self.line.setObjectName(name)
        self.line.setAccessibleName(label.replace("&", ""))
        self._inner.show_button.toggled.connect(self._reveal)
        self._reveal(shown=False)
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.submitted)

    def passphrase(self) -> str:
        """Return what is typed, to the letter."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what is typed and hide the field again."""
        self.line.clear()
        self._inner.show_button.setChecked(False)

    @override
    def set_error(self, text: str) -> None:
        super().set_error(text)
        self.line.setAccessibleDescription(self._inner.accessibleDescription())

    def _reveal(self, shown: bool) -> None:  # noqa: FBT001 - a slot of `toggled`
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        button = self._inner.show_button
        button.setText("Cacher" if shown else "Afficher")
        button.show_icon("oeil-barre" if shown else "oeil")
        button.setAccessibleName("Cacher ce que j’écris" if shown else "Afficher ce que j’écris")

    def _edited(self, _text: str) -> None:
        if self.error:
            self.set_error("")
        self.changed.emit()
