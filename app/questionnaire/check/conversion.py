"""Let pyxform convert the form, and say in French what it refuses."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final, cast

from pyxform import xls2xform
from pyxform.errors import PyXFormError

from app.questionnaire.check.languages import missing_columns
from app.questionnaire.check.playing import played
from app.questionnaire.check.sentences import SENTENCES, Place, Sentence
from app.questionnaire.form.definition import load_form
from app.questionnaire.form.failures import FormError, FormProblem
from app.questionnaire.form.tables import table_names, tables_beside, with_tables
from app.questionnaire.workbook.cells import Fault, Row, Workbook

_ROW: Final = re.compile(r"\[row : (\d+)\]")
_SHEET: Final = re.compile(r"'(survey|choices|settings)' sheet")
_COLUMN: Final = re.compile(r"the '([^']+)' value")


_PARTS: Final = {"calculate": "calculation"}
"""Columns that a bind calls otherwise."""


def check_conversion(
    workbook: Workbook, content: bytes, *, load: bool, folder: Path | None = None
) -> list[Fault]:
    """Return what pyxform refuses in the .xlsx `content`, and its warnings.

    pyxform stops at the first fault: at most one is an error. With `load`, the form it makes is
    then read as for an interview, so that what the engine cannot do is named too. The tables that
    the form names are looked for in `folder`.
    """
    warnings: list[str] = []
    try:
        xform = _convert(BytesIO(content), warnings)
    except PyXFormError as problem:
        return [_fault(workbook, str(problem))]
    except Exception as problem:  # noqa: BLE001  pyxform lets KeyError, TypeError… through
        message = f"le formulaire ne se convertit pas ({type(problem).__name__})"
        return [Fault(sheet="survey", cell="", message=message)]
    tables = tables_beside(folder, table_names(xform))
    found = [_table(workbook, name, why) for name, why in tables.refused.items()]
    if load and not found:
        found = _unsupported(workbook, with_tables(xform, tables.texts))
    return _told(workbook, warnings) + found


def _convert(content: BytesIO, warnings: list[str]) -> str:
    convert = cast("Any", xls2xform).convert  # half typed: a bare `dict` in its signature
    return str(convert(content, warnings=warnings, validate=False, file_type=".xlsx").xform)


def _table(workbook: Workbook, name: str, why: str) -> Fault:
    """Say why a table cannot be used, at the first cell that names it."""
    survey = workbook.sheets.get("survey")
    quoted = (f"'{name.removesuffix('.csv')}'", f'"{name.removesuffix(".csv")}"')
    for row in survey.rows if survey else ():
        for heading, text in row.values.items():
            pulled = "pulldata" in text and any(word in text for word in quoted)
            if pulled or (heading == "type" and name in text.split()):
                return Fault(sheet="survey", cell=row.cell(heading), message=why)
    return Fault(sheet="survey", cell="", message=why)


def _unsupported(workbook: Workbook, xform: str) -> list[Fault]:
    """Return what the engine refuses in a form that pyxform accepts, or cannot play."""
    try:
        form = load_form(xform)
    except FormError as refusal:
        return [_refused(workbook, problem) for problem in refusal.problems]
    return played(workbook, form)


def _refused(workbook: Workbook, problem: FormProblem) -> Fault:
    name = problem.place.rpartition("/")[2]
    survey = workbook.sheets.get("survey")
    row = next((row for row in (survey.rows if survey else ()) if row["name"] == name), None)
    if row is None or not name:
        return Fault(sheet="survey", cell="", message=f"{problem}.")
    column = _PARTS.get(problem.part, problem.part)
    found = next((known for known in row.columns if known.partition("::")[0] == column), "name")
    return Fault(sheet="survey", cell=row.cell(found), message=f"{problem.message}.")


def _told(workbook: Workbook, warnings: list[str]) -> list[Fault]:
    told: list[Fault] = []
    for text in warnings:
        told += missing_columns(workbook, text) or [_fault(workbook, text, warning=True)]
    return told


def _fault(workbook: Workbook, text: str, *, warning: bool = False) -> Fault:
    known = next((one for one in SENTENCES if one.pattern.search(text)), None)
    if known is None:
        return _untold(workbook, text, warning=warning)
    match = known.pattern.search(text)
    groups = match.groups(default="") if match else ()
    message = known.french.format(*groups)
    sheet = known.sheet.format(*groups) or _sheet(text)
    if known.heading or known.sheet.startswith("{"):
        return _of_a_sheet(
            workbook,
            known,
            sheet,
            groups,
            Fault(sheet=sheet, cell="", message=message, warning=warning),
        )
    row = _row(workbook, sheet, text, known.type_has, groups)
    if row is None:
        return Fault(sheet=sheet, cell="", message=message, warning=warning)
    column = known.column or next(iter(_COLUMN.findall(text)), "") or _naming(row)
    quoted = groups[0] if groups else ""
    heading = _heading(row, column)
    there = heading.partition("::")[0] == column.partition("::")[0]  # else nowhere to write it
    propose = known.propose if there else None
    correction = propose(Place(workbook, row, column, quoted)) if propose else ""
    cell = row.cell(heading)
    return Fault(sheet=sheet, cell=cell, message=message, correction=correction, warning=warning)


def _untold(workbook: Workbook, text: str, *, warning: bool) -> Fault:
    """Quote what is not known in French, at the row that it names."""
    sheet = _sheet(text)
    row = _row(workbook, sheet, text)
    column = next(iter(_COLUMN.findall(text)), "") or (_naming(row) if row else "")
    cell = row.cell(_heading(row, column)) if row else ""
    what = "avertissement de conversion" if warning else "refusé à la conversion XLSForm"
    message = f"{what} : « {_ROW.sub('', text).strip()} »"
    return Fault(sheet=sheet, cell=cell, message=message, warning=warning)


def _of_a_sheet(
    workbook: Workbook, known: Sentence, sheet: str, groups: tuple[str, ...], fault: Fault
) -> Fault:
    """Place what is said of a sheet, or of one of its headings."""
    found = workbook.sheets.get(sheet)
    if known.heading and found is not None:
        letter = found.columns.get(known.heading.format(*groups), "A")
        return replace(fault, cell=f"{letter}1")
    meant = groups[:1] == ("survey",) and sheet != "survey" and sheet in workbook.sheets
    return replace(fault, correction=groups[0]) if meant else fault


def _sheet(text: str) -> str:
    if "choices sheet" in text:
        return "survey"
    return next(iter(_SHEET.findall(text)), "choices" if "choices must" in text else "survey")


def _naming(row: Row) -> str:
    return "name" if row["name"] else "type"


def _heading(row: Row, column: str) -> str:
    """Return the heading of a column, whatever its language."""
    if column in row.columns:
        return column
    return next((one for one in row.columns if one.partition("::")[0] == column), _naming(row))


def _row(
    workbook: Workbook, sheet: str, text: str, type_has: str = "", groups: tuple[str, ...] = ()
) -> Row | None:
    """Return the row that pyxform counts, or else the first that holds what it quotes."""
    found = workbook.sheets.get(sheet)
    rows = found.rows if found else ()
    number = _ROW.search(text)
    if number is not None:
        return next((row for row in rows if row.number == int(number.group(1))), None)
    if type_has:
        return next((row for row in rows if type_has in row["type"]), None)
    if "choices sheet" in text and "List name" not in text:
        return next((row for row in rows if row["type"].startswith(("select", "rank"))), None)
    quoted = {*re.findall(r"'([^']+)'", text), *groups[:1]}
    named = (row for row in rows if row["type"] in quoted or row["name"] in quoted)
    return next(named, None) or next(
        (
            row
            for row in rows
            if any(word in text for text in row.values.values() for word in quoted)
        ),
        None,
    )
