"""Name the columns that a language lacks, from what pyxform says of it."""

import re
from typing import Final

from app.questionnaire.workbook.cells import Fault, Sheet, Workbook

_MISSING: Final = re.compile(
    r"Language '([^']+)' is missing the (survey|choices) (?:columns (.+)|(\S+) column)\."
)
_UNNAMED: Final = "default"


def missing_columns(workbook: Workbook, text: str) -> list[Fault]:
    """Return a warning for each column that a language lacks; none when `text` says no such."""
    lacking: dict[tuple[str, str], list[str]] = {}
    told: dict[str, Fault] = {}
    for language, name, several, one in _MISSING.findall(text):
        sheet = workbook.sheets.get(name)
        if sheet is None:
            continue
        if language == _UNNAMED:
            told |= {fault.place: fault for fault in _unnamed(sheet)}
            continue
        for column in (several or one).split(", "):
            lacking.setdefault((name, column), []).append(language)
    for (name, column), languages in lacking.items():
        fault = _lacking(workbook.sheets[name], column, languages)
        told.setdefault(fault.place, fault)
    return list(told.values())


def _lacking(sheet: Sheet, column: str, languages: list[str]) -> Fault:
    letter = next(
        (letter for heading, letter in sheet.columns.items() if column in heading.split("::")), "A"
    )
    wanted = " et ".join(f"« {column}::{language} »" for language in languages)
    message = (
        f"textes sans traduction ({', '.join(languages)}) : un autre sera montré à leur place. "
        f"Ajouter la colonne {wanted}."
    )
    return Fault(sheet=sheet.name, cell=f"{letter}1", message=message, warning=True)


def _unnamed(sheet: Sheet) -> list[Fault]:
    """Return the headings without a language, where others have one."""
    tagged = [heading for heading in sheet.columns if "::" in heading]
    languages = list(dict.fromkeys(heading.rpartition("::")[2] for heading in tagged))
    words = {heading.partition("::")[0] for heading in tagged} | {"label", "hint"}
    found: list[Fault] = []
    for heading, letter in sheet.columns.items():
        if heading in words and languages:
            wanted = f"{heading}::{languages[0]}"
            correction = "" if wanted in sheet.columns else wanted
            message = "ce titre ne dit pas sa langue, alors que d’autres la disent."
            found.append(
                Fault(
                    sheet=sheet.name,
                    cell=f"{letter}1",
                    message=message,
                    correction=correction,
                    warning=True,
                )
            )
    return found
