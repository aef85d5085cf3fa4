"""A command whose output nobody reads any more ends without a word."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.questionnaire.check.workbook import check_workbook
from tests.questionnaire.engine.test_hostile_workbooks import BOMB, with_part

from .forms import workbook

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("command", ["check", "trace"])
def test_a_reader_who_has_gone_gets_no_error(command: str, tmp_path: Path) -> None:
    form = workbook(tmp_path / "essai.xlsx", {})
    steps = tmp_path / "etapes.json"
    steps.write_text("[]", encoding="utf-8")
    others = [str(steps), "--now", "2026-01-05T10:00:00"] if command == "trace" else []
    reading, writing = os.pipe()
    os.close(reading)  # before anything is written: every write fails
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "app.questionnaire", command, str(form), *others],
            cwd=ROOT,
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_a_damaged_workbook_is_told_without_words_of_the_program(tmp_path: Path) -> None:
    path = workbook(tmp_path / "essai.xlsx", {})
    with_part(path, "xl/workbook.xml", f"{BOMB}<workbook>&j;</workbook>".encode())
    (fault,) = check_workbook(path)
    assert fault.message.startswith("classeur abîmé : son contenu ne se lit pas.")
    assert "Error" not in fault.message
