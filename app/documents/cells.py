"""Cells of tables for spreadsheets: texts that are shown and never computed.

Every CSV and XLSX that the program writes passes its texts through here: a name or a label that
begins like a formula would be run by whoever opens the file (OWASP, « CSV injection »).
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

Cell = str | int | float | None
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")
_CONTROL_BUT_LINES: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffe\uffff]+")


def inert(text: str, *, lines: bool = False) -> str:
    """Return a text that no spreadsheet takes for a formula, and every one can hold.

    What begins like a formula gets an apostrophe in front, which people see; control signs go,
    the ends of lines too unless `lines`.
    """
    dangerous = text.lstrip(" \u00a0").startswith(_FORMULA)
    kept = (_CONTROL_BUT_LINES if lines else _CONTROL).sub(" ", text).strip()
    return f"'{kept}" if dangerous else kept


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as French spreadsheets open it: UTF-8 with its mark, semicolons, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")
