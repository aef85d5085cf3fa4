"""Where papers go, one after the other: a printer's queue, or one PDF file."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from app.ui.printing.choice import PrintChoice
from app.ui.printing.failures import PrinterGoneError, PrintingFileError, PrintingStoppedError

if TYPE_CHECKING:
    from typing import BinaryIO

    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

_POINTS = 72


class Sink(Protocol):
    """Takes papers. `add` yields after each page, so that the caller may breathe.

    Whoever meets a failure calls `abandon`.
    """

    sheets: int

    def add(self, content: bytes) -> Iterator[None]:
        """Take the pages of a PDF."""
        ...

    def finish(self) -> None:
        """Let go what was taken: only now does it count."""
        ...

    def abandon(self) -> None:
        """Forget what was taken, as far as the printer has not begun."""
        ...


class PrinterSink:
    """Draws pages into one job of a printer; one page is in memory at a time.

    Raises:
        PrinterGoneError: the printer takes no job.
    """

    def __init__(self, printer: "QPrinter", choice: PrintChoice) -> None:
        self._printer = printer
        self._choice = choice
        self._painter = QPainter()
        self._pages = 0
        self.sheets = 0
        # a printer that cannot count draws the copies one after the other
        counts = printer.supportsMultipleCopies()
        self._times = 1 if counts else choice.copies
        self._copies = choice.copies if counts else 1
        if not self._painter.begin(printer):
            raise PrinterGoneError

    def add(self, content: bytes) -> Iterator[None]:
        """Draw the chosen pages.

        Raises:
            PrintingStoppedError: the printer went away.
        """
        document, buffer = open_pdf(content)
        try:
            chosen = self._choice.pages or tuple(range(1, document.pageCount() + 1))
            for _ in range(self._times):
                yield from self._draw(document, [page for page in chosen if page > 0])
        finally:
            document.close()
            buffer.close()

    def _draw(self, document: "QPdfDocument", pages: list[int]) -> Iterator[None]:
        if self._choice.duplex and self._pages % 2:
            self._next_page()  # each paper begins on a sheet of its own
            self._pages += 1
        for page in pages:
            if self._pages:
                self._next_page()
            self._pages += 1
            back = self._choice.duplex and not self._pages % 2
            self.sheets += 0 if back else self._copies
            points = document.pagePointSize(page - 1)
            dots = self._printer.resolution() / _POINTS
            size = QSize(round(points.width() * dots), round(points.height() * dots))
            sheet = _on_white(document.render(page - 1, size))
            self._painter.drawImage(self._painter.viewport(), sheet)
            yield

    def _next_page(self) -> None:
        from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415 - start-up time

        lost = {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}
        if self._printer.printerState() in lost or not self._printer.newPage():
            raise PrintingStoppedError

    def finish(self) -> None:
        """Send the job.

        Raises:
            PrintingStoppedError: the printer went away.
        """
        if not self._painter.end():
            raise PrintingStoppedError

    def abandon(self) -> None:
        """Take the job out of the queue."""
        self._printer.abort()
        self._painter.end()


class FileSink:
    """Binds papers into one PDF that is written while it is made, with its words and its tags.

    Raises:
        PrintingFileError: nothing can be written there.
    """

    def __init__(self, path: Path, *, title: str, author: str, made_on: date) -> None:
        from app.documents.binding import Binder  # noqa: PLC0415 - few days need it

        self.path = path
        self.sheets = 0
        self._draft = path.with_name(f"{path.name}.part")
        self._binder = Binder(title=title, author=author, made_on=made_on)
        self._digest = hashlib.sha256()
        try:
            self._file: BinaryIO = self._draft.open("wb")
        except OSError as failure:
            raise PrintingFileError from failure

    @property
    def sha256(self) -> str:
        """Return the digest of what was written so far; after `finish`, that of the file."""
        return self._digest.hexdigest()

    def add(self, content: bytes) -> Iterator[None]:
        """Bind all pages of a PDF.

        Raises:
            PrintingFileError: the place is full, or gone.
        """
        before = self._binder.pages
        self._write(self._binder.add(content))
        self.sheets += self._binder.pages - before
        yield

    def finish(self) -> None:
        """Close the file and give it its name.

        Raises:
            PrintingFileError: the place is full, or gone.
        """
        self._write(self._binder.close())
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._draft.replace(self.path)
        except OSError as failure:
            raise PrintingFileError from failure

    def abandon(self) -> None:
        """Leave nothing behind."""
        with suppress(OSError):  # what was not flushed goes with the draft
            self._file.close()
        with suppress(OSError):  # the stick was pulled out: there is nothing to reach
            self._draft.unlink(missing_ok=True)

    def _write(self, parts: Iterator[bytes]) -> None:
        try:
            for part in parts:
                self._file.write(part)
                self._digest.update(part)
        except OSError as failure:
            raise PrintingFileError from failure


def _on_white(page: QImage) -> QImage:
    """Return the page opaque: some printers draw what is transparent black, all of them slowly."""
    sheet = QImage(page.size(), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, page)
    painter.end()
    return sheet


def open_pdf(content: bytes) -> "tuple[QPdfDocument, QBuffer]":
    """Open a PDF from memory; the buffer lives as long as the document."""
    from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415 - start-up time

    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer
