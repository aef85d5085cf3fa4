"""Let pyxform convert the form, and say in French what it refuses."""

import re
from io import BytesIO
from typing import Any, Final, cast

from pyxform import xls2xform
from pyxform.errors import PyXFormError

from app.questionnaire.workbook.cells import Fault, Workbook

_ROW: Final = re.compile(r"\[row : (\d+)\]")
_SHEET: Final = re.compile(r"'(survey|choices|settings)' sheet")
_COLUMN: Final = re.compile(r"the '([^']+)' value")
_FRENCH: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"Could not find the name '([^']+)'"), "question inconnue : {0}"),
    (
        re.compile(r"'name' value '([^']+)' is invalid\. Questions, groups"),
        "le nom « {0} » est déjà utilisé",
    ),
    (re.compile(r"List name not in choices sheet: (\S+)"), "la liste « {0} » n’existe pas"),
    (re.compile(r"Unknown question type '([^']+)'"), "type de question inconnu : « {0} »"),
    (
        re.compile(r"Names must begin with a letter"),
        "un nom commence par une lettre, puis lettres, chiffres, « _ », « - » ou « . »",
    ),
    (re.compile(r"Choice names must be unique"), "ce code est déjà utilisé dans sa liste"),
    (re.compile(r"Choices must have a name"), "une réponse doit avoir un code"),
    (
        re.compile(r"Unmatched 'begin_(\w+)'.*name '([^']+)'"),
        "« {1} » : ce groupe n’est jamais fermé (ligne end_{0})",
    ),
    (re.compile(r"Unmatched 'end_(\w+)'"), "fin de groupe (end_{0}) sans début"),
    (re.compile(r"Question or group with no name"), "une question doit avoir un nom"),
)


def check_conversion(workbook: Workbook, content: bytes) -> list[Fault]:
    """Return what pyxform refuses in the .xlsx `content`, and its warnings.

    pyxform stops at the first fault: at most one is an error.
    """
    warnings: list[str] = []
    try:
        _convert(BytesIO(content), warnings)
    except PyXFormError as problem:
        return [_fault(workbook, str(problem))]
    except Exception as problem:  # noqa: BLE001  pyxform lets KeyError, TypeError… through
        message = f"le formulaire ne se convertit pas ({type(problem).__name__})"
        return [Fault(sheet="survey", cell="", message=message)]
    return [_fault(workbook, text, warning=True) for text in warnings]


def _convert(content: BytesIO, warnings: list[str]) -> None:
    convert = cast("Any", xls2xform).convert  # half typed: a bare `dict` in its signature
    convert(content, warnings=warnings, validate=False, file_type=".xlsx")


def _fault(workbook: Workbook, text: str, *, warning: bool = False) -> Fault:
    sheet = next(iter(_SHEET.findall(text)), "choices" if "choices must" in text else "survey")
    row = next(iter(_ROW.findall(text)), "")
    about_type = "type" in text or "List name" in text
    column = next(iter(_COLUMN.findall(text)), "type" if about_type else "name")
    known = workbook.sheets.get(sheet)
    letter = known.columns.get(column, "A") if known else "A"
    return Fault(
        sheet=sheet,
        cell=f"{letter}{row}" if row else _search(workbook, sheet, column, text),
        message=_in_french(text),
        warning=warning,
    )


def _search(workbook: Workbook, sheet: str, column: str, text: str) -> str:
    """Find the cell of what pyxform quotes without its row."""
    quoted = re.findall(r"'([^']+)'", text)
    found = workbook.sheets.get(sheet)
    for row in found.rows if found else ():
        if row[column] and row[column] in quoted:
            return row.cell(column)
    return ""


def _in_french(text: str) -> str:
    for pattern, sentence in _FRENCH:
        match = pattern.search(text)
        if match:
            return sentence.format(*match.groups())
    return f"refusé à la conversion XLSForm : {_ROW.sub('', text).strip()}"
