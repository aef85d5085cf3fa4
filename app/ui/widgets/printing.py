"""Keep a document in a file, and send a text to a printer (papers: `app.ui.printing`)."""

import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def save_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path`; an interruption leaves no half document under this name.

    Raises:
        OSError: the place cannot be written to, or is full.
    """
    draft = path.with_name(f"{path.name}.part")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        with suppress(OSError):  # nor half a document under another name
            draft.unlink(missing_ok=True)
        raise


def ask_where(
    parent: QWidget, suggested: str, kind: str = "PDF (*.pdf)", *, suffix: str = ".pdf"
) -> Path | None:
    """Ask where to keep a file; None when the user changed his mind."""
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
    document.setPlainText(text)
    document.print_(printer)
    return True
