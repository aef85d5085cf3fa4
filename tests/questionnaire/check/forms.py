"""A small questionnaire as a workbook, to be damaged cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

SHEETS: Final[dict[str, list[list[str]]]] = {
    "survey": [
        ["type", "name", "label::Français (fr)", "relevant", "constraint", "calculation"],
        ["integer", "age", "Quel âge ?", "", ". < 120", ""],
        ["select_one ouinon", "internet", "Internet à la maison ?", "${age} > 17", "", ""],
        ["text", "raison", "Pourquoi ?", "${internet} = 'non'", "", ""],
        ["calculate", "points", "", "", "", "if(${age} > 60, 1, 0)"],
        ["calculate", "total", "", "", "", "${points} * 1.5"],
        ["note", "fin", "Total : ${total}", "", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label::Français (fr)"],
        ["ouinon", "oui", "Oui"],
        ["ouinon", "non", "Non"],
    ],
    "settings": [["form_title", "form_id", "version"], ["Essai", "essai", "1"]],
}


def workbook(path: Path, cells: Mapping[str, str], *, without: str = "") -> Path:
    """Write the questionnaire at `path` with some cells changed: `{"survey!D4": "…"}`."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in SHEETS.items():
        if name != without:
            sheet: Worksheet = book.create_sheet(name)
            for row in rows:
                sheet.append([cell or None for cell in row])
    for place, text in cells.items():
        name, _, address = place.partition("!")
        cell = book[name][address]
        cell.value = text or None
        if text:
            cell.data_type = "s"
    book.save(path)
    return path
