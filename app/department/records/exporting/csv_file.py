"""A table as CSV: UTF-8 with its mark, semicolons, CRLF, as French spreadsheets read it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from app.department.records.exporting.rows import Cell


def csv_file(titles: Sequence[str], rows: Iterable[Sequence[Sequence[Cell]]]) -> Iterator[bytes]:
    """Give the file piece by piece."""
    yield "\ufeff".encode()
    yield _written([titles])
    for some in rows:
        yield _written(some)


def _written(rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)  # days in ISO 8601
    return text.getvalue().encode()
