"""The parts of « Vos données » as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from app.documents.cells import inert
from app.documents.personal_data import Part

COLUMNS: Final = ("partie", "element", "intitule", "valeur")


def as_csv(parts: Iterable[Part]) -> bytes:
    """Return the table: UTF-8 with its mark, semicolons, as French spreadsheets open it.

    A cell that a spreadsheet would compute is preceded by an apostrophe: it stays a text.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(parts):
        writer.writerow([inert(cell, lines=True) for cell in row])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _rows(parts: Iterable[Part]) -> Iterator[tuple[str, str, str, str]]:
    for part in parts:
        element = ""
        for group in part.groups:
            element = group.title or element
            for line in (*group.lines, *group.points):
                yield part.title, element, "", line
            for label, value in group.rows:
                if value:
                    yield part.title, element, label, value
