"""The territory's index on the page of structures: there for 001, away for the others."""

from pathlib import Path

import pytest

from app.ui.pages.structures import open_structures
from app.ui.tasks import InlineRunner
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.paths import Paths
from tests.ui.workplace import LOT_ET_GARONNE, STRASBOURG, MakeWorkplace

RUNNER = InlineRunner()


@pytest.mark.obligation("S1-39")
@pytest.mark.parametrize(("profile", "there"), [(STRASBOURG, True), (LOT_ET_GARONNE, False)])
def test_the_index_is_imported_from_the_page_and_its_faults_are_said(
    new_workplace: MakeWorkplace, show: Show, tmp_path: Path, profile: str, *, there: bool
) -> None:
    place = new_workplace(profile)
    page = open_structures(place, (RUNNER, RUNNER), Paths())
    show(page)
    assert page.index.isVisible() is there
    if not there:
        return
    page.index.open_up()
    assert nameless(page) == []
    file = tmp_path / "ifn.csv"
    file.write_text("code insee;score\n67482;onze\n", encoding="utf-8")
    page.index.file_chosen.emit(file)
    assert "Ligne 2\u00a0: «\u00a0onze\u00a0» n’est pas un score." in page.index.said.text
    file.write_text("code insee;score\n67482;4,8\n67218;6\n", encoding="utf-8")
    page.index.file_chosen.emit(file)
    assert page.index.communes.rows.count() == 2
