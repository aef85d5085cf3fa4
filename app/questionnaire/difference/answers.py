"""What differs in the lists of answers: added, removed, renamed, moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from app.questionnaire.difference.model import Detail, Happened
from app.questionnaire.difference.rows import details, keyed, moved, rows_of
from app.questionnaire.difference.words import form_heading, label_heading
from app.questionnaire.workbook.cells import Row, Workbook

GUIDE_COLUMNS: Final = ("points", "genre", "exclusif")
"""Columns of a list that the guide reads: they are told with it."""

ADDED, REMOVED, MOVED = "réponse ajoutée", "réponse retirée", "réponse déplacée"
WHOLE: Final = frozenset({ADDED, REMOVED, MOVED})
"""Details that name an answer, and have no former nor later value."""

_SHEET: Final = "choices"
_Lists = Mapping[str, Mapping[str, Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """A list of answers that differs, with the questions that use it now (else that used it)."""

    name: str
    users: tuple[str, ...]
    happened: Happened
    details: tuple[Detail, ...]


def changed_lists(former: Workbook, latter: Workbook) -> list[ListChange]:
    """Return the lists whose answers differ, in the order of the later sheet."""
    was, now = lists_of(former), lists_of(latter)
    label_was, label_now = label_heading(former, _SHEET), label_heading(latter, _SHEET)
    found: list[ListChange] = []
    for name in [*now, *(name for name in was if name not in now)]:
        before, after = was.get(name, {}), now.get(name, {})
        changed = tuple(_answers(before, after, label_was, label_now))
        if changed:
            found.append(
                ListChange(
                    name=name,
                    users=users_of(latter, name) or users_of(former, name),
                    happened=_happened(before, after),
                    details=changed,
                )
            )
    return found


def lists_of(workbook: Workbook) -> _Lists:
    """Return the answers by list and code."""
    rows: dict[str, list[Row]] = {}
    for row in rows_of(workbook, _SHEET):
        rows.setdefault(row["list_name"] or row["list name"], []).append(row)
    return {name: keyed(listed, lambda row: row["name"]) for name, listed in rows.items()}


def users_of(workbook: Workbook, name: str) -> tuple[str, ...]:
    """Return the questions that use a list."""
    return tuple(
        row["name"] for row in rows_of(workbook, "survey") if row["type"].split()[1:2] == [name]
    )


def _happened(before: Mapping[str, Row], after: Mapping[str, Row]) -> Happened:
    if not before:
        return Happened.ADDED
    return Happened.CHANGED if after else Happened.REMOVED


def _answers(
    before: Mapping[str, Row], after: Mapping[str, Row], label_was: str, label_now: str
) -> Iterator[Detail]:
    recoded = _recoded(before, after, label_was, label_now)
    for code, row in after.items():
        if code in recoded:
            yield Detail(f"code de la réponse «\u00a0{row[label_now]}\u00a0»", recoded[code], code)
        elif code not in before:
            yield Detail(ADDED, "", _said(row, label_now))
        else:
            skip = ("list_name", "list name", "name", *GUIDE_COLUMNS)
            for one in details(before[code], row, skip=skip, words=form_heading):
                yield Detail(
                    f"{one.what} de la réponse «\u00a0{code}\u00a0»", one.before, one.after
                )
    for code, row in before.items():
        if code not in after and code not in recoded.values():
            yield Detail(REMOVED, _said(row, label_was), "")
    for code in after:
        if code in moved(list(before), list(after)):
            yield Detail(MOVED, "", _said(after[code], label_now))


def _said(row: Row, label: str) -> str:
    return f"{row[label]} ({row['name']})" if row[label] else row["name"]


def _recoded(
    before: Mapping[str, Row], after: Mapping[str, Row], label_was: str, label_now: str
) -> dict[str, str]:
    """Return the former code of answers that only changed their code: same text."""
    gone = {row[label_was]: code for code, row in before.items() if code not in after}
    return {
        code: gone[row[label_now]]
        for code, row in after.items()
        if code not in before and row[label_now] and row[label_now] in gone
    }
