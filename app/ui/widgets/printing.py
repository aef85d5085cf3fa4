"""Send a PDF to a printer, and keep a PDF in a file. Qt's printing is loaded when it is used."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

_DOTS_PER_POINT = 300 / 72  # 300 dots an inch: what an office printer draws
_DOTS = 300


def save_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path`; an interruption leaves no half document under this name.

    Raises:
        OSError: the place cannot be written to, or is full.
    """
    draft = path.with_name(f"{path.name}.part")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


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

    `words` is the job's name in the printer's queue, as for `print_document`.
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


def print_document(document: "QPdfDocument", parent: QWidget, words: str) -> bool:
    """Ask for a printer and print all pages; tell whether printing was started.

    `words` is the job's name in the printer's queue, which others can read: it names no person.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - start-up time

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(words)
    printer.setFullPage(True)
    printer.setResolution(_DOTS)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, document.pageCount())
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    paint_pages(document, printer)
    return True


def paint_pages(document: "QPdfDocument", printer: "QPrinter") -> None:
    """Draw the pages that `printer` was asked for, each as large as the sheet."""
    first = printer.fromPage() or 1
    last = printer.toPage() or document.pageCount()
    painter = QPainter(printer)
    for number in range(first - 1, last):
        points = document.pagePointSize(number)
        pixels = QSize(
            round(points.width() * _DOTS_PER_POINT), round(points.height() * _DOTS_PER_POINT)
        )
        painter.drawImage(painter.viewport(), document.render(number, pixels))
        if number < last - 1:
            printer.newPage()
    painter.end()
