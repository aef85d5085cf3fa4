"""Compare rows by a key: what came, what went, what changed, what only moved."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from app.questionnaire.difference.model import Detail
from app.questionnaire.workbook.cells import Row, Workbook

Keyed = Mapping[str, Row]
"""Rows by key, in the order of the sheet."""


def rows_of(workbook: Workbook, sheet: str) -> Sequence[Row]:
    """Return the rows of a sheet, none when there is no such sheet."""
    found = workbook.sheets.get(sheet)
    return found.rows if found else ()


def keyed(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, Row]:
    """Return rows by key; a key that comes again is told apart by its rank."""
    seen: Counter[str] = Counter()
    found: dict[str, Row] = {}
    for row in rows:
        name = key(row)
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} ({seen[name]})"] = row
    return found


def details(
    former: Row, latter: Row, *, skip: Iterable[str] = (), words: Callable[[str], str]
) -> tuple[Detail, ...]:
    """Return the cells that differ between two rows, in the order of the later columns."""
    passed = set(skip)
    headings = [*latter.columns, *(name for name in former.columns if name not in latter.columns)]
    return tuple(
        Detail(words(heading), former[heading], latter[heading])
        for heading in headings
        if heading not in passed and former[heading] != latter[heading]
    )


def moved(former: Sequence[str], latter: Sequence[str]) -> set[str]:
    """Return the fewest keys whose move explains the new order of those that stayed."""
    places = {key: place for place, key in enumerate(former)}
    stayed = [key for key in latter if key in places]
    return set(stayed) - set(_longest_run(stayed, places))


def _longest_run(keys: Sequence[str], places: Mapping[str, int]) -> list[str]:
    """Return the longest part of `keys` that stands in the order of `places`."""
    lasts: list[int] = []
    ends: list[str] = []
    before: dict[str, str] = {}
    for key in keys:
        at = bisect_left(lasts, places[key])
        before[key] = ends[at - 1] if at else ""
        lasts[at : at + 1] = [places[key]]
        ends[at : at + 1] = [key]
    run: list[str] = []
    key = ends[-1] if ends else ""
    while key:
        run.append(key)
        key = before[key]
    return run[::-1]
