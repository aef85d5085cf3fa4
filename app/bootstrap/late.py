"""Small acts of the program that need more than the first window does: imported when they come."""

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from app.ui.presenting import Strength


def forget_words() -> None:
    """Forget the words of papers that were drawn, names of persons among them."""
    from app.documents.remembered import forget_words as forget  # noqa: PLC0415 - after the gate

    forget()


def take_what_is_typed() -> None:
    """Let the field in which somebody types say what it holds: leaving it does."""
    field = QApplication.focusWidget()
    if field is not None:
        field.clearFocus()


def estimate(passphrase: str, names: Iterable[str]) -> "Strength":
    """Tell how long a passphrase would hold."""
    from app.storage.vault.strength import strength_of  # noqa: PLC0415 - zxcvbn is slow

    return strength_of(passphrase, names)


def import_what_a_session_needs() -> None:
    """Import what unlocking leads to, while somebody types."""
    for name in ("app.bootstrap.session", "app.ui.shell.workspace", "app.usecases.laptop.opening"):
        importlib.import_module(name)
