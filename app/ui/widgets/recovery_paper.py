"""The recovery sheet on paper: made as the other papers are, printed page by page."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget


def recovery_pdf(number: int, groups: Sequence[str], structure: str) -> bytes:
    """Return the sheet as a PDF of one A4 page, made in memory; no group stays there."""
    from app.documents.remembered import forget_words  # noqa: PLC0415 - start-up time
    from app.documents.vault_sheet import (  # noqa: PLC0415 - reportlab is slow
        VaultSheet,
        vault_sheet_pdf,
    )

    today = QDate.currentDate()
    try:
        return vault_sheet_pdf(
            VaultSheet(
                number=number,
                groups=tuple(groups),
                structure=structure,
                printed_on=date(today.year(), today.month(), today.day()),
            )
        )
    finally:
        forget_words()


def print_recovery(number: int, groups: Sequence[str], structure: str, parent: QWidget) -> bool:
    """Ask for a printer and print the sheet; tell whether it was printed.

    Raises:
        PrinterGoneError, PrintingStoppedError: the printer takes nothing, or went away.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - start-up time

    from app.ui.printing.choice import PrintChoice  # noqa: PLC0415 - as above
    from app.ui.printing.printers import as_chosen  # noqa: PLC0415 - as above
    from app.ui.printing.sinks import PrinterSink  # noqa: PLC0415 - as above

    choice = PrintChoice()
    printer = as_chosen(QPrinter(QPrinter.PrinterMode.HighResolution), choice, "Feuille de secours")
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    sink = PrinterSink(printer, choice)
    for _ in sink.add(recovery_pdf(number, groups, structure)):
        pass
    sink.finish()
    return True
