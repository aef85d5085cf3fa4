"""The carnet de secours: numbered papers that come back are typed under the number they bear."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.papier import EtatFeuille, FeuilleSecours
from app.storage import evenements, mandats
from app.ui.pages.carnet_secours import open_carnet_secours
from app.ui.printing import desk as desk_module
from app.ui.printing.desk import PrintDesk, use_desk
from app.ui.tasks import InlineRunner
from app.usecases.interview import paper_sheets
from app.usecases.papers import secours
from app.usecases.papers.secours import CarnetWanted, SheetSettledError
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, focused, press, seen
from tests.ui.pages_b.test_papiers_printing import dialog
from tests.ui.paths import Paths
from tests.ui.printing.office import Office
from tests.ui.workplace import MakeWorkplace


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A laptop without a printer; what goes into a file goes here."""
    use_desk(PrintDesk(Office(tmp_path)))
    target = tmp_path / "carnet.pdf"
    monkeypatch.setattr(desk_module, "ask_where", lambda *_: target)
    yield target
    use_desk(PrintDesk())


def enter_in(name: str) -> None:
    shown = dialog(name)
    QTest.keyClick(shown.focusWidget(), Qt.Key.Key_Return)


def test_a_carnet_is_printed_then_a_paper_of_it_is_typed_by_keys_alone(
    workplace: Workplace, show: Show, stick: Path, qtbot: QtBot
) -> None:
    paths = Paths()
    page = open_carnet_secours(workplace, InlineRunner(), paths)
    show(page)
    assert nameless(page) == []
    assert "Mandat" not in seen(page)  # this convention knows none
    counts = page.findChild(QLineEdit, "count-entretien")
    assert counts is not None
    assert focused(page) is counts
    QTest.keyClicks(counts, "2")
    press(page, Qt.Key.Key_Tab, "1", Qt.Key.Key_Return)
    enter_in("printDialog")
    qtbot.waitUntil(lambda: "Carnet de secours enregistré." in seen(page))
    known = [one.feuille for one in secours.listed(workplace)]
    numbers = [one.numero for one in known]
    assert all(re.fullmatch(r"S-[2-9B-Z]{6}-0[123]", number) for number in numbers)
    assert [one.kind for one in known].count(FeuilleSecours.ACCORD) == 1
    text = subprocess.run(
        ["pdftotext", str(stick), "-"], capture_output=True, text=True, check=True
    ).stdout
    for number in numbers:
        assert f"Repère : {number}" in text.replace("\u00a0", " ")
    assert text.count("Questionnaire à remplir à la main") == 2
    assert workplace.agent.nom not in text  # anybody of the structure may use it

    first = numbers[0]
    listed = page.findChild(QWidget, "dataList")
    assert listed is not None
    listed.setFocus()
    press(page, Qt.Key.Key_Home, Qt.Key.Key_Return)
    shown = dialog("sheetDialog")
    assert shown.focusWidget().objectName() == "sheetDay"
    QTest.keyClicks(shown.focusWidget(), "23/11/2026")  # tomorrow
    enter_in("sheetDialog")
    assert "Cette date n’est pas encore passée." in seen(shown)
    line = shown.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "21/11/2026")
    enter_in("sheetDialog")
    entered = next(one for one in secours.listed(workplace) if one.feuille.numero == first)
    assert entered.feuille.state is EtatFeuille.SAISIE
    (sheet,) = paper_sheets.sheets(workplace)
    assert paths.last == ("paper sheets", sheet.id)
    assert sheet.mark == first.lower().replace("-", "")
    assert f"{sheet.day:%d/%m/%Y}" == "21/11/2026"
    with pytest.raises(SheetSettledError):
        secours.enter_interview(workplace, first, workplace.clock.today())


def test_what_never_came_out_is_not_listed(
    workplace: Workplace, show: Show, tmp_path: Path, qtbot: QtBot
) -> None:
    office = Office(tmp_path, "Accueil")
    use_desk(PrintDesk(office))
    page = open_carnet_secours(workplace, InlineRunner(), Paths())
    show(page)
    button(page, "printCarnet").click()
    assert len(secours.listed(workplace)) == 5
    QTest.keyClick(dialog("printDialog"), Qt.Key.Key_Escape)
    assert secours.listed(workplace) == []
    office.breaks_after = 3
    button(page, "printCarnet").click()
    enter_in("printDialog")
    qtbot.waitUntil(lambda: "L’imprimante s’est arrêtée" in seen(page))
    assert secours.listed(workplace) == []
    use_desk(PrintDesk())


def test_a_spoiled_paper_serves_nobody_until_it_is_taken_back(workplace: Workplace) -> None:
    (sheet,) = secours.reserve(workplace, CarnetWanted(accords=1))
    secours.spoil(workplace, sheet.numero)
    with pytest.raises(SheetSettledError):
        secours.enter_interview(workplace, sheet.numero, workplace.clock.today())
    secours.put_back(workplace, sheet.numero)
    (listed,) = secours.listed(workplace)
    assert listed.feuille == replace(sheet, state=EtatFeuille.DEHORS)
    entretien_id = secours.enter_interview(workplace, sheet.numero, workplace.clock.today())
    with workplace.database.reading() as session:
        details = [one.detail for one in evenements.of(session, entretien_id)]
    assert sheet.numero.lower().replace("-", "") in details
    with pytest.raises(ValueError, match="at most 30"):
        CarnetWanted(mandats=31)


def test_two_carnets_never_share_a_number_nor_that_of_a_prescription(workplace: Workplace) -> None:
    carnets = [secours.reserve(workplace, CarnetWanted(entretiens=3)) for _ in range(4)]
    numbers = [sheet.numero for carnet in carnets for sheet in carnet]
    assert len(set(numbers)) == 12
    assert not any(re.match(r"\d{4}-", number) for number in numbers)


def test_a_mandate_signed_by_hand_is_entered_under_the_number_of_both_originals(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace("conflent-canigo")
    (sheet,) = secours.reserve(place, CarnetWanted(mandats=1))
    assert sheet.kind is FeuilleSecours.MANDAT
    paper = secours.produce_pages(place, sheet, "mandat")
    text = subprocess.run(
        ["pdftotext", "-", "-"], input=paper.content, capture_output=True, check=True
    ).stdout.decode()
    assert text.count(f"N° {sheet.numero}") == 2
    with pytest.raises(SheetSettledError):
        secours.enter_interview(place, sheet.numero, place.clock.today())
    mandat_id = secours.enter_mandate(place, sheet.numero)
    with place.database.reading() as session:
        mandat = mandats.load(session, mandat_id)
    assert mandat is not None
    assert mandat.reference == sheet.numero
    assert secours.listed(place)[0].feuille.state is EtatFeuille.SAISIE
    with pytest.raises(SheetSettledError):
        secours.enter_mandate(place, sheet.numero)
    secours.put_back(place, sheet.numero)  # « Remettre dehors », while the draft waits
    assert secours.enter_mandate(place, sheet.numero) == mandat_id
