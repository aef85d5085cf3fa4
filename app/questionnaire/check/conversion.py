"""Let pyxform convert the form, and say in French what it refuses."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final, NamedTuple, cast

from pyxform import xls2xform
from pyxform.errors import PyXFormError

from app.questionnaire.check.playing import played
from app.questionnaire.check.renaming import choice_list, free_name, question_type, references
from app.questionnaire.form.definition import load_form
from app.questionnaire.form.failures import FormError, FormProblem
from app.questionnaire.workbook.cells import Fault, Row, Workbook

_ROW: Final = re.compile(r"\[row : (\d+)\]")
_SHEET: Final = re.compile(r"'(survey|choices|settings)' sheet")
_COLUMN: Final = re.compile(r"the '([^']+)' value")


_PARTS: Final = {"calculate": "calculation"}
"""Columns that a bind calls otherwise."""


class _Place(NamedTuple):
    """Where a fault is: the row and the column, and what pyxform quotes of it."""

    workbook: Workbook
    row: Row
    column: str
    quoted: str


def _unknown_name(place: _Place) -> str:
    return references(place.workbook, place.row, place.column, place.quoted)


def _free_name(place: _Place) -> str:
    return free_name(place.workbook, place.row)


def _list(place: _Place) -> str:
    return choice_list(place.workbook, place.row)


def _type(place: _Place) -> str:
    return question_type(place.workbook, place.row)


class _Sentence(NamedTuple):
    """What pyxform says, what to say, the column at fault (blank: as said) and what to write."""

    pattern: re.Pattern[str]
    french: str
    column: str = ""
    propose: Callable[[_Place], str] | None = None


_FRENCH: Final = (
    _Sentence(
        re.compile(r"Could not find the name '([^']+)'"),
        "question inconnue : ${{{0}}}.",
        propose=_unknown_name,
    ),
    _Sentence(
        re.compile(r"'name' value '([^']+)' is invalid\. Questions, groups"),
        "le nom « {0} » est déjà utilisé.",
        "name",
        _free_name,
    ),
    _Sentence(
        re.compile(r"'name' value '([^']+)' is problematic.*case-insensitive"),
        "le nom « {0} » ne diffère d’un autre que par ses majuscules.",
        "name",
        _free_name,
    ),
    _Sentence(
        re.compile(r"List name not in choices sheet: (\S+)"),
        "la liste « {0} » n’existe pas dans la feuille choices.",
        "type",
        _list,
    ),
    _Sentence(
        re.compile(r"There should be a choices sheet()"),
        "la feuille choices manque : aucune liste de réponses n’existe.",
        "type",
        _list,
    ),
    _Sentence(
        re.compile(r"Unknown question type '([^']+)'"),
        "type de question inconnu : « {0} ».",
        "type",
        _type,
    ),
    _Sentence(
        re.compile(r"Names must begin with a letter"),
        "un nom commence par une lettre, puis lettres, chiffres, « _ », « - » ou « . ».",
        "name",
        _free_name,
    ),
    _Sentence(
        re.compile(r"Choice names must be unique"),
        "ce code est déjà utilisé dans sa liste.",
        "name",
        _free_name,
    ),
    _Sentence(
        re.compile(r"Choices should have a label"),
        "cette réponse n’a pas de texte : son code serait montré à sa place.",
        "label",
    ),
    _Sentence(re.compile(r"Choices must have a name"), "une réponse doit avoir un code.", "name"),
    _Sentence(
        re.compile(r"Unmatched 'begin_(\w+)'.*name '([^']+)'"),
        "« {1} » : ce groupe n’est jamais fermé (ligne end_{0}).",
    ),
    _Sentence(re.compile(r"Unmatched 'end_(\w+)'"), "fin de groupe (end_{0}) sans début.", "type"),
    _Sentence(
        re.compile(r"Question or group with no name"), "une question doit avoir un nom.", "name"
    ),
    _Sentence(re.compile(r"Question with no type"), "une question doit avoir un type.", "type"),
    _Sentence(
        re.compile(r"Missing calculation"), "un calcul doit avoir une formule.", "calculation"
    ),
    _Sentence(
        re.compile(r"Language 'default' is missing"),
        "certains textes n’ont pas de langue : écrire label::Français (fr), pas label.",
    ),
    _Sentence(
        re.compile(r"Language '([^']+)' is missing the (\w+) (.+) column"),
        "la langue « {0} » n’a pas de colonne {2} dans la feuille {1}.",
    ),
    _Sentence(
        re.compile(r"element named '([^']+)' has no label"),
        "la question « {0} » n’a pas de texte (colonne label).",
    ),
)


def check_conversion(workbook: Workbook, content: bytes, *, load: bool) -> list[Fault]:
    """Return what pyxform refuses in the .xlsx `content`, and its warnings.

    pyxform stops at the first fault: at most one is an error. With `load`, the form it makes is
    then read as for an interview, so that what the engine cannot do is named too.
    """
    warnings: list[str] = []
    try:
        xform = _convert(BytesIO(content), warnings)
    except PyXFormError as problem:
        return [_fault(workbook, str(problem))]
    except Exception as problem:  # noqa: BLE001  pyxform lets KeyError, TypeError… through
        message = f"le formulaire ne se convertit pas ({type(problem).__name__})"
        return [Fault(sheet="survey", cell="", message=message)]
    told = [_fault(workbook, text, warning=True) for text in warnings]
    return told + (_unsupported(workbook, xform) if load else [])


def _convert(content: BytesIO, warnings: list[str]) -> str:
    convert = cast("Any", xls2xform).convert  # half typed: a bare `dict` in its signature
    return str(convert(content, warnings=warnings, validate=False, file_type=".xlsx").xform)


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


def _fault(workbook: Workbook, text: str, *, warning: bool = False) -> Fault:
    sentence = next((known for known in _FRENCH if known.pattern.search(text)), None)
    sheet = "choices" if "choices must" in text else "survey"
    sheet = next(iter(_SHEET.findall(text)), sheet) if "choices sheet" not in text else "survey"
    column = next(iter(_COLUMN.findall(text)), "")
    if sentence is not None and sentence.column:
        column = sentence.column
    row = _row(workbook, sheet, text)
    if row is not None and not column:
        column = "name" if row["name"] else "type"
    message = f"refusé à la conversion XLSForm : {_ROW.sub('', text).strip()}"
    correction = ""
    if sentence is not None:
        match = sentence.pattern.search(text)
        groups = match.groups() if match else ()
        message = sentence.french.format(*groups)
        if row is not None and sentence.propose is not None:
            quoted = groups[0] if groups else ""
            correction = sentence.propose(_Place(workbook, row, column, quoted))
    cell = row.cell(_heading(row, column)) if row is not None else ""
    return Fault(sheet=sheet, cell=cell, message=message, correction=correction, warning=warning)


def _heading(row: Row, column: str) -> str:
    """Return the heading of `column`, that of its first language where it has several."""
    return next((known for known in row.columns if known.partition("::")[0] == column), column)


def _row(workbook: Workbook, sheet: str, text: str) -> Row | None:
    """Return the row that pyxform counts, or else the first that holds what it quotes."""
    found = workbook.sheets.get(sheet)
    rows = found.rows if found else ()
    number = _ROW.search(text)
    if number is not None:
        return next((row for row in rows if row.number == int(number.group(1))), None)
    if "choices sheet" in text and "List name" not in text:
        return next((row for row in rows if row["type"].startswith(("select", "rank"))), None)
    quoted = re.findall(r"'([^']+)'", text)
    return next((row for row in rows if row["type"] in quoted or row["name"] in quoted), None)
