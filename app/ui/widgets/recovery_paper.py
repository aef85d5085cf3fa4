"""The recovery sheet on paper: large groups, what they are for, where to keep them."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QWidget

from app.ui.theme.current import current_theme

_DOTS = 300
_COLUMNS = 3
_MARGIN_MM = 20.0


def recovery_html(number: int, groups: Sequence[str], structure: str) -> str:
    """Return the sheet `number` as a page of rich text."""
    cells = [
        f'<td width="33%"><span style="font-size:9pt">{place}</span><br/>'
        f'<span style="font-family:monospace;font-size:18pt">{escape(group)}</span></td>'
        for place, group in enumerate(groups, start=1)
    ]
    rows = "".join(
        f"<tr>{''.join(cells[start : start + _COLUMNS])}</tr>"
        for start in range(0, len(cells), _COLUMNS)
    )
    return (
        f"<h1>Passerelle — feuille de secours n°\u00a0{number}</h1>"
        f"<p><b>{escape(structure)}</b></p>"
        "<p>Cette feuille ouvre les dossiers du poste quand une phrase de passe est perdue. "
        "Qui la possède peut tout lire\u00a0: gardez-la sous clé, loin de l’ordinateur. "
        "Ne la photographiez pas et ne l’envoyez pas.</p>"
        f'<table cellpadding="8" width="100%">{rows}</table>'
        "<p>Pour s’en servir\u00a0: sur la page d’ouverture, «\u00a0J’ai perdu ma phrase de "
        "passe\u00a0», puis recopiez les groupes dans l’ordre.</p>"
        "<p>Une feuille plus récente remplace celle-ci\u00a0: détruisez alors celle-ci.</p>"
    )


def recovery_pdf(number: int, groups: Sequence[str], structure: str) -> bytes:
    """Return the sheet as a PDF of one A4 page, made in memory."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle("Feuille de secours")
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    _document(number, groups, structure).print_(writer)
    buffer.close()
    return bytes(buffer.data().data())


def print_recovery(number: int, groups: Sequence[str], structure: str, parent: QWidget) -> bool:
    """Ask for a printer and print the sheet; tell whether printing was started."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - start-up time

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Feuille de secours")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    _document(number, groups, structure).print_(printer)
    return True


def _document(number: int, groups: Sequence[str], structure: str) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultStyleSheet(
        f'body, p, td, h1 {{ font-family: "{current_theme().family}"; color: #000000; }}'
    )
    document.setHtml(f"<body>{recovery_html(number, groups, structure)}</body>")
    return document
