"""Warn of texts that are missing: in one of the languages, or altogether."""

from collections.abc import Iterator
from typing import Final

from app.questionnaire.workbook.cells import Fault, Row, Sheet, Workbook

_TRANSLATED: Final = ("label", "hint", "constraint_message", "required_message")


def missing_texts(workbook: Workbook) -> list[Fault]:
    """Warn of texts given in one language and not in another, and of questions without any."""
    faults = list(_wordless(workbook.sheets.get("survey")))
    for sheet in ("survey", "choices"):
        found = workbook.sheets.get(sheet)
        if found is not None:
            for word in _TRANSLATED:
                faults.extend(_without_translation(found, word))
    return faults


def _wordless(survey: Sheet | None) -> Iterator[Fault]:
    """Warn of questions that have advice and no text: XLSForm wants one of the two."""
    for row in survey.rows if survey else ():
        texts = {heading.partition("::")[0] for heading in row.values}
        if row["name"] and "hint" in texts and "label" not in texts and not _is_silent(row):
            heading = next((name for name in row.columns if name.partition("::")[0] == "label"), "")
            yield Fault(
                sheet=row.sheet,
                cell=row.cell(heading or "name"),
                message=f"question sans texte : {row['name']} n’aurait que son conseil (hint)",
                warning=True,
            )


def _is_silent(row: Row) -> bool:
    """Tell whether a row is never shown as a question."""
    word = row["type"].replace("_", " ").split()[:1]
    return word in (["begin"], ["end"], ["calculate"], ["hidden"])


def _without_translation(sheet: Sheet, word: str) -> Iterator[Fault]:
    columns = [name for name in sheet.columns if name.partition("::")[0] == word and "::" in name]
    for row in sheet.rows:
        for column in columns:
            if not row[column] and any(row[other] for other in columns):
                language = column.partition("::")[2]
                message = f"texte sans traduction ({language}) : un autre sera montré à sa place"
                cell = row.cell(column)
                yield Fault(sheet=sheet.name, cell=cell, message=message, warning=True)
