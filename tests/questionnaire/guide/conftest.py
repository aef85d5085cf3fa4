from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
import pytest

from app.questionnaire.guide.loading import load_guide
from app.questionnaire.guide.model import Guide
from app.questionnaire.workbook.reading import read_workbook

ROOT = Path(__file__).parents[3]
WORKBOOK = ROOT / "resources" / "questionnaires" / "autonomie-numerique.xlsx"
SHEETS = ROOT / "resources" / "questionnaires" / "autonomie-numerique"
DEMONSTRATION = ROOT / "resources" / "demonstration"
REFERENCE = ROOT.parent / "shared" / "data" / "questionnaire"

Edited: TypeAlias = Callable[..., Path]


@pytest.fixture(scope="session")
def guide() -> Guide:
    return load_guide(read_workbook(WORKBOOK))


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """Give a copy of the workbook with some cells changed: `edited({"niveaux!C3": 12})`."""

    def edit(cells: dict[str, Any], *, drop: str = "") -> Path:
        book = openpyxl.load_workbook(WORKBOOK)
        for place, value in cells.items():
            sheet, _, cell = place.partition("!")
            target = book[sheet][cell]
            target.value = value
            if isinstance(value, str):
                target.data_type = "s"
        if drop:
            book.remove(book[drop])
        path = tmp_path / "copie.xlsx"
        book.save(path)
        return path

    return edit
