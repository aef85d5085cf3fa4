"""Text of a list, CSV or JSON → its columns, and its lines as cells by column."""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

from app.domain.failures import UnusableFileError

MOST_LINES: Final = 200_000
_LONGEST: Final = 20_000  # characters of a cell
_MOST_IN_ONE: Final = 80  # lines that one record may take, with its presentation
_DELIMITERS: Final = ",;\t"
_WRAPPERS: Final = ("data", "lieux", "structures", "items", "result")
_NAME: Final = re.compile(r"[^a-z0-9]+")
_SEPARATOR_TOLD: Final = re.compile(r"sep=[,;\t]?\s*", re.IGNORECASE)  # Excel's own first line
_CONTROL: Final = re.compile(  # and what turns the direction of writing, and halves of characters
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: its number as an editor counts it, and its cells.

    `problem` says why the line could not be cut into cells; there are none then.
    """

    number: int
    cells: dict[str, str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A list cut into lines; `expected` is about how many there are, for a progress."""

    columns: tuple[str, ...]
    expected: int
    lines: Iterator[Line]


def cut(text: str, *, file: str) -> Cut:
    """Cut a list into lines, JSON if it begins like JSON, else CSV with « , », « ; » or tabs.

    Raises:
        UnusableFileError: it is empty, too long, or neither.
    """
    if not text.strip():
        raise UnusableFileError(file, "ce fichier est vide.")
    return _json(text, file) if text.lstrip()[:1] in {"[", "{"} else _csv(text, file)


def column_name(heading: str) -> str:
    """Return a heading as the standard writes its columns."""
    return _NAME.sub("_", heading.strip().casefold()).strip("_")


def tidy(cell: str) -> str:
    """Return a cell on one line, without control characters and needless blanks."""
    return " ".join(_CONTROL.sub("", cell[:_LONGEST]).split()) if cell else ""


def _csv(text: str, file: str) -> Cut:
    physical = list(io.StringIO(text, newline=""))
    titles = next((at for at, line in enumerate(physical) if _is_told(line)), 0)
    delimiter = max(_DELIMITERS, key=physical[titles].count)
    records = _records(physical, titles, delimiter)
    number, heading = next(records, (titles + 1, ""))
    columns = tuple(column_name(cell) for cell in _cells(heading, delimiter) or ())
    twice = {name for name in columns if name and columns.count(name) > 1}
    if twice:
        problem = f"colonne en double : {', '.join(sorted(twice))}."
        raise UnusableFileError(file, problem, place=f"ligne {number}")
    expected = text.count("\n")
    if expected > MOST_LINES:
        raise UnusableFileError(file, f"plus de {MOST_LINES} lignes : ce n’est pas une liste.")
    lines = (_line(at, record, columns, delimiter) for at, record in records)
    return Cut(columns, max(1, expected), lines)


def _is_told(line: str) -> bool:
    """Tell whether a line may be that of the columns: neither blank nor Excel's « sep=; »."""
    return bool(line.strip()) and _SEPARATOR_TOLD.fullmatch(line) is None


def _records(physical: Sequence[str], at: int, delimiter: str) -> Iterator[tuple[int, str]]:
    """Give each record from `at` on with the number of its first line; blank ones are left out.

    A quote that nobody closed ends with its line, or one mistake would swallow the whole list.
    """
    while at < len(physical):
        end, record = at + 1, physical[at]
        if record.count('"') % 2 and _cells(record, delimiter) is None:
            end = _closing(physical, at, delimiter)
            record = "".join(physical[at:end])
        if record.strip():
            yield at + 1, record
        at = end


def _closing(physical: Sequence[str], at: int, delimiter: str) -> int:
    """Return the line after the one that closes the quote opened in line `at`; `at + 1` if none.

    Another line's lonely quote closes nothing: what they would make together must be a record.
    """
    for end in range(at + 1, min(at + _MOST_IN_ONE, len(physical))):
        if physical[end].count('"') % 2:
            whole = _cells("".join(physical[at : end + 1]), delimiter)
            return at + 1 if whole is None else end + 1
    return at + 1


def _cells(record: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([record], delimiter=delimiter, strict=True), None)
    except csv.Error:
        return None


def _line(number: int, record: str, columns: Sequence[str], delimiter: str) -> Line:
    cells = _cells(record, delimiter)
    if cells is None:
        return Line(number, {}, "la ligne ne peut pas être lue : un guillemet n’est pas fermé ?")
    if len(cells) != len(columns):
        problem = f"{len(cells)} colonnes au lieu de {len(columns)} : un séparateur manque ?"
        return Line(number, {}, problem)
    kept = zip(columns, cells, strict=True)
    return Line(number, {name: tidy(cell) for name, cell in kept if name})


def _json(text: str, file: str) -> Cut:
    try:
        # numbers as they are written: no rounding, and none too long to be one
        value: object = json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        place = f"ligne {error.lineno}, colonne {error.colno}"
        raise UnusableFileError(file, "ce n’est pas du JSON valable.", place=place) from error
    except RecursionError as error:
        raise UnusableFileError(file, "ce JSON est trop profond pour être une liste.") from error
    items = _items(value)
    if items is None:
        raise UnusableFileError(file, "ce JSON n’est pas une liste de lieux.")
    if len(items) > MOST_LINES:
        raise UnusableFileError(file, f"plus de {MOST_LINES} lieux : ce n’est pas une liste.")
    columns = {
        column_name(key): None
        for item in items
        if isinstance(item, dict)
        for key in cast("dict[str, object]", item)
    }
    return Cut(tuple(columns), max(1, len(items)), _json_lines(items))


def _items(value: object) -> list[object] | None:
    if isinstance(value, dict):
        fields = cast("dict[str, object]", value)
        value = next((fields[key] for key in _WRAPPERS if isinstance(fields.get(key), list)), None)
    return cast("list[object]", value) if isinstance(value, list) else None


def _json_lines(items: Sequence[object]) -> Iterator[Line]:
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            yield Line(number, {}, "cet élément n’est pas un lieu")
            continue
        fields = cast("dict[str, object]", item)
        yield Line(number, {column_name(key): tidy(_cell(one)) for key, one in fields.items()})


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "|".join(_cell(one) for one in cast("list[object]", value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value) if isinstance(value, str | int | float) else ""
