"""The printers that this computer knows, and the opening of one. Qt's printing comes when used."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol

from app.ui.printing.choice import PrintChoice
from app.ui.printing.failures import PrinterGoneError

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DOTS: Final = 300  # an inch: what an office printer draws


class Printers(Protocol):
    """The printers at hand."""

    def names(self) -> Sequence[str]:
        """Return the printers that answer now."""
        ...

    def default(self) -> str:
        """Return the one that the system prefers, empty when there is none."""
        ...

    def open(self, choice: PrintChoice, words: str) -> "QPrinter":
        """Return the chosen printer, set as chosen.

        `words` is the job's name in its queue, which others can read: it names no person.

        Raises:
            PrinterGoneError: it is not there any more.
        """
        ...


class SystemPrinters:
    """The printers of the system."""

    def names(self) -> Sequence[str]:
        """Return the printers that the system lists now."""
        from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - start-up time

        return sorted(QPrinterInfo.availablePrinterNames())

    def default(self) -> str:
        """Return the system's own choice."""
        from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - as above

        return QPrinterInfo.defaultPrinterName()

    def open(self, choice: PrintChoice, words: str) -> "QPrinter":
        """Return the chosen printer.

        Raises:
            PrinterGoneError: it is not there any more.
        """
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415 - as above

        found = QPrinterInfo.printerInfo(choice.printer)
        if found.isNull():
            raise PrinterGoneError
        printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
        if not printer.isValid():
            raise PrinterGoneError
        return as_chosen(printer, choice, words)


def as_chosen(printer: "QPrinter", choice: PrintChoice, words: str) -> "QPrinter":
    """Set a printer as chosen: A4, whole sheet, both sides or one, copies."""
    from PySide6.QtGui import QPageSize  # noqa: PLC0415 - as above
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415 - as above

    printer.setDocName(words)
    printer.setCreator("Passerelle")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setResolution(DOTS)
    modes = QPrinter.DuplexMode
    printer.setDuplex(modes.DuplexLongSide if choice.duplex else modes.DuplexNone)
    if printer.supportsMultipleCopies():
        printer.setCopyCount(choice.copies)
        printer.setCollateCopies(True)
    return printer
