"""All letters that wait go out as one job; each is noted only if it did."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.identifiers import PapierId
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.printing.desk import PrintDesk, use_desk
from app.ui.tasks import InlineRunner
from app.usecases.interview import papers
from app.usecases.workplace import Workplace
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, seen
from tests.ui.pages_b.test_papiers_printing import dialog, enter
from tests.ui.paths import Paths
from tests.ui.printing.office import Office
from tests.usecases.test_day import follow, interview

_TOO_LONG = "Dupont-Imaginaire de Longuenom-Fictif"  # 38 signs are left for « Simone » and this


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    found = Office(tmp_path, "Accueil")
    use_desk(PrintDesk(found))
    yield found
    use_desk(PrintDesk())


def letter_of(place: Workplace, nom: str) -> PapierId:
    entretien_id = interview(place, nom=nom)
    follow(place, entretien_id)
    return next(
        one.id for one in papers.papers_of(place, entretien_id) if one.kind.value == "lettre"
    )


def test_the_letters_go_out_by_one_press_and_what_cannot_be_made_waits(
    workplace: Workplace, show: Show, office: Office, qtbot: QtBot
) -> None:
    for nom in ("Exemplier", "Fictif", _TOO_LONG):
        letter_of(workplace, nom)
    page = open_aujourdhui(workplace, InlineRunner(), Paths())
    show(page)
    assert "3 lettres attendent, à imprimer en une fois" in seen(page)
    QTest.keyClick(button(page, "lettersOfTheDay"), Qt.Key.Key_Space)
    enter("printDialog")
    qtbot.waitUntil(lambda: "2 lettres imprimées." in seen(page))
    enter("sheetsDialog")
    assert "1 lettre restée à faire." in seen(page)
    assert "1 lettre attend" in seen(page)
    assert office.words == ["Lettres du jour\u00a0: 3\u00a0lettres"]  # names nobody
    assert len(office.jobs) == 1
    office.breaks_after = 0
    button(page, "lettersOfTheDay").click()
    shown = dialog("printDialog")
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert len(office.jobs) == 1
