"""What a session states of practice: the mark, or which convention would be practised here."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from app.documents.practice_mark import mark_papers
from app.storage.vault.failures import VaultNotWrittenError
from app.storage.vault.files import write_whole
from app.ui.shell.practice import PracticeMark
from app.usecases.practice.preparing import PASSPHRASE

if TYPE_CHECKING:
    from app.bootstrap.program import Program
    from app.usecases.workplace import Workplace

PROFILE: Final = "convention.txt"
_LONGEST: Final = 100


def bear_mark(program: "Program", workplace: "Workplace") -> None:
    """Mark papers, window and dialogs where the vault is one to practise in.

    It follows from the vault, not from how it came to be opened.
    """
    mark_papers(practice=workplace.practice)
    if not workplace.practice:
        _note_profile(program.folder, workplace.convention.profile)
        return
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("there is no window to mark")
    mark = PracticeMark(application, program.window, PASSPHRASE)
    mark.band.leave_asked.connect(program.lock)


def noted_profile(folder: Path) -> str:
    """Return the convention that the laptop of this folder works under, empty when unknown."""
    try:
        with (folder / PROFILE).open(encoding="utf-8") as file:
            return file.read(_LONGEST).strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _note_profile(folder: Path, profile: str) -> None:
    """Note which convention this laptop works under: practice is proposed before any unlocking.

    The file names a public text; without it the user chooses.
    """
    if noted_profile(folder) != profile:
        with suppress(VaultNotWrittenError):  # a full disk has its own sentence elsewhere
            write_whole(folder / PROFILE, profile.encode())
