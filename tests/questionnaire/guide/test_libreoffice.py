"""The built workbook in the spreadsheet that the Département has for nothing."""

import shutil
import subprocess
from pathlib import Path

import pytest

from app.questionnaire.check.workbook import check_workbook
from app.questionnaire.workbook.reading import read_workbook

from .conftest import WORKBOOK

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PATIENCE_S = 120

pytestmark = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed: its reading of the workbook is not tried"
)


def converted(source: Path, suffix: str, folder: Path) -> Path:
    """Open `source` in LibreOffice and save it in another format, in a profile of its own."""
    target = folder / suffix
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(folder / 'profil').as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(target),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=PATIENCE_S,
    )
    (found,) = target.iterdir()
    return found


@pytest.mark.long
def test_libreoffice_opens_the_workbook_and_saves_it_with_every_cell(tmp_path: Path) -> None:
    """Through .ods and back to .xlsx, as somebody does who edits it there."""
    ods = converted(WORKBOOK, "ods", tmp_path)
    back = converted(ods, "xlsx", tmp_path)
    ours, theirs = read_workbook(WORKBOOK), read_workbook(back)
    assert list(theirs.sheets) == list(ours.sheets)
    for name, sheet in ours.sheets.items():
        saved = theirs.sheets[name].rows
        assert [row.values for row in saved] == [row.values for row in sheet.rows], name
    assert [fault for fault in check_workbook(back) if not fault.warning] == []
