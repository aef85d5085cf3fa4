"""Keep a document in a file, and send a text to a printer (papers: `app.ui.printing`)."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.documents import practice_mark
from app.whole_files import write_whole

_PAPER = ".pdf"
_NO_FILE = (
    "Entraînement\u00a0: ce fichier ne porterait pas la marque «\u00a0EXERCICE\u00a0», rien n’a "
    "été écrit. Les papiers en PDF la portent\u00a0: ils s’enregistrent et s’impriment."
)


def save_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path`; an interruption leaves no half document under this name.

    Raises:
        OSError: the place cannot be written to, or is full.
    """
    write_whole(path, content)


def ask_where(
    parent: QWidget, suggested: str, kind: str = "PDF (*.pdf)", *, suffix: str = ".pdf"
) -> Path | None:
    """Ask where to keep a file; None when the user changed his mind.

    In practice papers alone are kept, which bear its mark: a table or an archive would leave
    without one.
    """
    if practice_mark.is_practice() and suffix != _PAPER:
        _say(parent, _NO_FILE)
        return None
    chosen, _ = QFileDialog.getSaveFileName(parent, "Enregistrer sous", suggested, kind)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(suffix)


def print_text(text: str, parent: QWidget, words: str) -> bool:
    """Ask for a printer and print a text; tell whether printing was started.

    `words` is the job's name in the printer's queue: it names no person.
    """
    from PySide6.QtGui import QTextDocument  # noqa: PLC0415 - start-up time
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(words)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    document = QTextDocument()
    mark = f"{practice_mark.LINE}\n\n" if practice_mark.is_practice() else ""
    document.setPlainText(mark + text)
    document.print_(printer)
    return True


def _say(widget: QWidget, words: str) -> None:
    """Say `words` on the page that `widget` stands on."""
    from app.ui.widgets.page import Page  # noqa: PLC0415 - start-up time
    from app.ui.widgets.tones import Tone  # noqa: PLC0415 - as above

    page: QWidget | None = widget
    while page is not None and not isinstance(page, Page):
        page = page.parentWidget()
    if page is not None:
        page.say(Tone.WARNING, words)
