"""Where an e-mail that was made goes: the agent chooses, and it is written there."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from app.ui.widgets.printing import ask_where, save_bytes
from app.usecases.registers.demandes_papers import MailFile

ChoosePath = Callable[[QWidget, str, str, str], Path | None]
_MAIL: Final = "Courriel (*.eml)"


def ask_place(parent: QWidget, suggested: str, kind: str, suffix: str) -> Path | None:
    """Ask where to keep a file."""
    return ask_where(parent, suggested, kind, suffix=suffix)


def save_mail(page: QWidget, choose_path: ChoosePath, file: MailFile) -> Path | None:
    """Ask where the e-mail goes and write it there; None when nothing was written.

    Raises:
        OSError: the place cannot be written to.
    """
    path = choose_path(page, file.file_name, _MAIL, ".eml")
    if path is not None:
        save_bytes(path, file.content)
    return path
