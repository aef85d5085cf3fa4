"""Try each correction before it is proposed: one that is refused in turn is worse than none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from app.questionnaire.check.form import FORMULAS
from app.questionnaire.workbook.cells import Fault, Row, Workbook
from app.questionnaire.workbook.tabs import FORM

MOST_TRIED: Final = 20
"""Checking again takes up to a tenth of a second: of more faults, the later keep no correction."""

_STEPS: Final = 4
"""Mistakes of one cell that are put right one after the other."""

Checks = Callable[[Workbook], list[Fault]]


def proven(workbook: Workbook, faults: Iterable[Fault], check: Checks) -> list[Fault]:
    """Return the faults, with those corrections that leave their cell faultless.

    A cell with several mistakes gets the text that puts all of them right. `check` says what is
    wrong with a workbook. Names, types and headings keep what was proposed: only a whole
    conversion could tell, and what is proposed there was chosen among what is free or known.
    """
    tried, told = 0, list[Fault]()
    for fault in faults:
        row, heading = _cell(workbook, fault)
        watched = fault.sheet not in FORM or heading in FORMULAS
        if row is None or not watched or not fault.correction or fault.warning:
            told.append(fault)
            continue
        tried += 1
        passes = _passing(workbook, row, heading, fault, check) if tried <= MOST_TRIED else ""
        told.append(replace(fault, correction=passes))
    return told


def _passing(workbook: Workbook, row: Row, heading: str, fault: Fault, check: Checks) -> str:
    seen: set[str] = set()
    text = fault.correction
    for _ in range(_STEPS):
        if not text or text in seen:
            return ""
        seen.add(text)
        changed = _with(workbook, row, heading, text)
        found = [one for one in check(changed) if one.place == fault.place and not one.warning]
        if not found:
            return text
        text = found[0].correction
    return ""


def _cell(workbook: Workbook, fault: Fault) -> tuple[Row | None, str]:
    sheet = workbook.sheets.get(fault.sheet)
    for row in sheet.rows if sheet and fault.cell else ():
        for heading in row.columns:
            if row.cell(heading) == fault.cell:
                return row, heading
    return None, ""


def _with(workbook: Workbook, row: Row, heading: str, text: str) -> Workbook:
    sheet = workbook.sheets[row.sheet]
    values: Mapping[str, str] = {**row.values, heading: text}
    rows = tuple(replace(one, values=values) if one is row else one for one in sheet.rows)
    return replace(workbook, sheets={**workbook.sheets, row.sheet: replace(sheet, rows=rows)})
