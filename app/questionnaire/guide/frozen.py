"""Keep a guide as text, so that an interview needs neither openpyxl nor pyxform.

What is kept is the rows of the workbook with their cells: reading them again goes through the
same strict door, and reasons still name the cell of each rule.
"""

import json
from typing import Any, Final, cast

from app.questionnaire.guide.loading import load_guide
from app.questionnaire.guide.model import Guide
from app.questionnaire.workbook.cells import Row, Sheet, Workbook, WorkbookError

FORMAT: Final = 1


def to_json(guide: Guide) -> str:
    """Return the guide as one JSON text; `from_json` gives it back."""
    workbook = guide.workbook
    return json.dumps(
        {
            "format": FORMAT,
            "nom": workbook.name,
            "sha256": workbook.sha256,
            "feuilles": {
                name: {
                    "colonnes": dict(sheet.columns),
                    "lignes": {str(row.number): dict(row.values) for row in sheet.rows},
                }
                for name, sheet in workbook.sheets.items()
            },
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(text: str) -> Guide:
    """Return the guide that `to_json` kept.

    Raises:
        WorkbookError: the text is damaged, or of a later program.
    """
    try:
        kept = cast("dict[str, Any]", json.loads(text))
        if kept["format"] != FORMAT:
            raise WorkbookError("", "", "guide gardé par une version plus récente du programme")
        sheets = {name: _sheet(name, sheet) for name, sheet in kept["feuilles"].items()}
        workbook = Workbook(name=kept["nom"], sha256=kept["sha256"], sheets=sheets)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise WorkbookError("", "", "guide gardé illisible") from problem
    return load_guide(workbook)


def _sheet(name: str, kept: dict[str, Any]) -> Sheet:
    columns: dict[str, str] = kept["colonnes"]
    rows = (
        Row(sheet=name, number=int(number), values=values, columns=columns)
        for number, values in kept["lignes"].items()
    )
    return Sheet(name=name, columns=columns, rows=tuple(rows))
