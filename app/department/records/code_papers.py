"""Codes that were just made, as papers and as a file; nothing of it is kept by the service."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from app.department.records.code_batches import ShownCode
from app.documents.activation_sheets import (
    ActivationBatch,
    ActivationPaper,
    labels_pdf,
    sheets_pdf,
)
from app.documents.cells import inert


def papers(
    codes: Sequence[ShownCode], *, departement: str, address: str, expires: str, today: date
) -> ActivationBatch:
    """Return what the papers say."""
    return ActivationBatch(
        departement=departement,
        address=address,
        expires=expires,
        printed_on=today,
        papers=tuple(
            ActivationPaper(structure=one.structure_name, poste=one.poste, code=one.text)
            for one in codes
        ),
    )


def as_sheets(batch: ActivationBatch) -> bytes:
    """Return a PDF of one page a laptop."""
    return sheets_pdf(batch)


def as_labels(batch: ActivationBatch) -> bytes:
    """Return a PDF of eight labels a page."""
    return labels_pdf(batch)


def as_csv(codes: Sequence[ShownCode], *, address: str, expires: str) -> bytes:
    """Return the codes as a spreadsheet reads them: UTF-8 with its mark, semicolons, CRLF."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        ("structure", "nom", "poste", "code d’activation", "adresse", "valable jusqu’au")
    )
    for one in codes:
        cells = (one.structure, one.structure_name, one.poste, one.text, address, expires)
        writer.writerow([inert(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")
