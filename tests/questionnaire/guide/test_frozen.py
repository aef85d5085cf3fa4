import json
import subprocess
import sys

import pytest

from app.questionnaire.guide.diagnosis import diagnose
from app.questionnaire.guide.frozen import from_json, to_json
from app.questionnaire.guide.model import Guide
from app.questionnaire.workbook.cells import WorkbookError

from .conftest import ROOT


def test_a_kept_guide_gives_the_same_diagnosis_with_the_same_cells(guide: Guide) -> None:
    again = from_json(to_json(guide))
    assert again.sha256 == guide.sha256
    for case in guide.cases:
        before, after = (
            diagnose(
                one,
                profile=case.profil,
                answers=case.answers,
                tranche_age=case.tranche_age,
                simulation=case.simulation,
            )
            for one in (guide, again)
        )
        assert before.as_json() == after.as_json()


def test_keeping_twice_gives_the_same_text(guide: Guide) -> None:
    assert to_json(from_json(to_json(guide))) == to_json(guide)


@pytest.mark.parametrize("text", ["", "[]", '{"format": 2}', '{"format": 1}', "null"])
def test_a_damaged_guide_is_refused(text: str) -> None:
    with pytest.raises(WorkbookError):
        from_json(text)


def test_a_kept_guide_is_checked_like_a_workbook(guide: Guide) -> None:
    kept = json.loads(to_json(guide))
    kept["feuilles"]["niveaux"]["lignes"]["3"]["score_min"] = "12"
    with pytest.raises(WorkbookError) as refused:
        from_json(json.dumps(kept))
    assert (refused.value.sheet, refused.value.cell) == ("niveaux", "C3")


def test_an_interview_loads_neither_openpyxl_nor_pyxform() -> None:
    asked = (
        "import sys; from app.questionnaire.guide import frozen, diagnosis; "
        "print([m for m in ('openpyxl', 'pyxform') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"
