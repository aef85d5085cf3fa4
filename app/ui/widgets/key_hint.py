"""A key and what it does: « F12 masquer l’écran »."""

from PySide6.QtWidgets import QLabel, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import row


def key_cap(key: str) -> QLabel:
    """Return `key` drawn as a key of the keyboard."""
    cap = QLabel(key)
    cap.setProperty("role", "key")
    return cap


class KeyHint(QWidget):
    """Shows one key (or several: « Ctrl », « L ») and a few words."""

    def __init__(self, keys: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = row(self, gap=Space.S)
        for key in keys.split("+") if keys != "+" else [keys]:
            layout.addWidget(key_cap(key or "+"))
        meaning = hint(words)
        meaning.setWordWrap(False)
        layout.addWidget(meaning)
        layout.addStretch(1)
        self.setAccessibleName(f"{keys}\u00a0: {words}")
