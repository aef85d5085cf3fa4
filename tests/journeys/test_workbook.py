"""The rules live in the workbook: a cell changed there changes the command and the window."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from app.questionnaire.__main__ import main as questionnaire
from app.questionnaire.check.workbook import check_workbook
from app.usecases.versions import questionnaire_import, questionnaire_versions
from demonstration import gestures
from demonstration.persons import Example, examples
from tests.journeys.laptop import Laptop
from tests.paths import RESOURCES
from tests.ui.workplace import PASSPHRASE

PERSONS = examples()


@dataclass(frozen=True, kw_only=True)
class Change:
    """Cells to write, found by the text in the first columns of their row; whom it concerns."""

    person: str
    cells: tuple[tuple[str, tuple[str, ...], str, str | int], ...]  # sheet, row, column, value
    results: dict[str, tuple[object, object]]  # before, after
    words: str  # on screen, after


CHANGES = {
    # X10: seven gestures « seul », four « seul_hesite », one « avec_aide »: 21 + 8 + 1 = 30
    "a score": Change(
        person="X10",
        cells=(("choices", ("aisance", "avec_aide"), "points", 2),),
        results={
            "score_total": (30, 31),
            "niveau": ("avance", "confirme"),
            "service": ("formation", "coup_de_pouce"),
        },
        words="Suivre le conseil : Coup de pouce",
    ),
    # X08: nine « seul » and three « seul_hesite », 27 + 6 = 33
    "a threshold": Change(
        person="X08",
        cells=(
            ("niveaux", ("avance",), "score_max", 33),
            ("niveaux", ("confirme",), "score_min", 34),
        ),
        results={"score_total": (33, 33), "niveau": ("confirme", "avance")},
        words="Votre point de départ : Avancé",
    ),
    "a rule": Change(
        person="X21",
        cells=(("services", ("trois_services", "S10"), "service", "coup_de_pouce"),),
        results={"service": ("assistance", "coup_de_pouce"), "carnets": (1, 1)},
        words="Suivre le conseil : Coup de pouce",
    ),
}


def changed(change: Change, resources: Path) -> Path:
    """Copy the resources and write the cells; return the copy."""
    shutil.copytree(RESOURCES, resources)
    file = workbook_of(resources)
    book = openpyxl.load_workbook(file)
    for sheet_name, key, column, value in change.cells:
        sheet = book[sheet_name]
        titles = [cell.value for cell in sheet[1]]
        number = next(
            number
            for number, row in enumerate(sheet.iter_rows(), start=1)
            if tuple(cell.value for cell in row[: len(key)]) == key
        )
        sheet.cell(number, titles.index(column) + 1, value)
    book.save(file)
    expect_what_it_gives(file)
    return resources


def expect_what_it_gives(file: Path) -> None:
    """Correct « cas_tests » as the author must: a case that fails refuses the import."""
    book = openpyxl.load_workbook(file)
    for fault in check_workbook(file):
        assert fault.sheet == "cas_tests"
        book["cas_tests"][fault.cell].value = fault.message.split("«")[-1].strip(" »")
    book.save(file)


def workbook_of(resources: Path) -> Path:
    return resources / "questionnaires" / "autonomie-numerique.xlsx"


def diagnosed(
    person: Example, resources: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, object]:
    """Return what `python -m app.questionnaire diagnose` prints."""
    request = {
        "profil": "strasbourg",
        "tranche_age": person.tranche_age,
        "simulation": person.simulation,
        "reponses": {
            name: codes[0] if len(codes) == 1 else list(codes)
            for name, codes in person.answers.items()
        },
    }
    file = folder / "reponses.json"
    file.write_text(json.dumps(request), encoding="utf-8")
    assert questionnaire(["diagnose", str(workbook_of(resources)), str(file)]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(change, id=name, marks=pytest.mark.long if number else ())
        for number, (name, change) in enumerate(CHANGES.items())
    ],
)
def test_a_cell_of_the_workbook_changes_the_command_and_the_window(
    change: Change, laptop: Laptop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = PERSONS[change.person]
    resources = changed(change, tmp_path / "resources")
    before = diagnosed(person, RESOURCES, tmp_path, capsys)
    after = diagnosed(person, resources, tmp_path, capsys)
    for name, (was, becomes) in change.results.items():
        assert (before[name], after[name]) == (was, becomes)

    with laptop.opened() as place:
        path = workbook_of(resources)
        version = questionnaire_import.import_file(place, path, tell=lambda _step: None)
        questionnaire_versions.activate(place, version.sha256)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.interview(hand, person, laptop.guide, laptop.convention)
        hand.see(change.words)
        kept = screen.kept_diagnosis(screen.interview_on_screen())
    for name, (_was, becomes) in change.results.items():
        assert kept[name] == becomes
