"""The papers of an interview go to a printer by keys alone; every fact stands for itself."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.documents.window import Offset
from app.domain.droits import Lieu
from app.storage import exports, journal, papiers
from app.ui.printing import desk as desk_module
from app.ui.printing.choice import PrintChoice
from app.ui.printing.desk import PrintDesk, use_desk
from app.usecases.interview.papers import produce
from app.usecases.workplace import Workplace
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, press, seen
from tests.ui.pages_b.test_papiers import Desk, decided
from tests.ui.printing.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    found = Office(tmp_path, "Accueil")
    use_desk(PrintDesk(found))
    yield found
    use_desk(PrintDesk())


def dialog(name: str) -> QDialog:
    found = [one for one in QApplication.topLevelWidgets() if one.objectName() == name]
    (shown,) = [one for one in found if one.isVisible()]
    assert isinstance(shown, QDialog)
    return shown


def enter(name: str) -> None:
    shown = dialog(name)
    QTest.keyClick(shown.focusWidget(), Qt.Key.Key_Return)


def test_the_whole_record_goes_out_as_one_job_and_each_paper_is_noted(
    workplace: Workplace, show: Show, office: Office, qtbot: QtBot
) -> None:
    desk = Desk(workplace, show, decided(workplace))
    print_all = button(desk.page, "printAll")
    assert print_all.text() == "Tout i&mprimer (4)…"
    print_all.setFocus()
    press(desk.page, Qt.Key.Key_Space)
    enter("printDialog")
    qtbot.waitUntil(lambda: "Papiers envoyés à l’imprimante." in seen(desk.page))
    words = dialog("sheetsDialog").accessibleName()
    assert words == "Avez-vous repris toutes les feuilles\u00a0?"
    enter("sheetsDialog")
    assert office.words == ["Tous les papiers de l’entretien"]
    assert len(office.jobs) == 1
    today, me = workplace.clock.today(), workplace.agent.display_name
    for paper in desk.papers().values():
        assert (paper.printed_on, paper.printed_by) == (today, me)
        assert paper.signed_on is paper.handed_on is None
    assert button(desk.page, "printAll").text() == "Tout réi&mprimer…"


def test_a_fact_noted_by_mistake_is_taken_back_and_the_journal_knows(
    workplace: Workplace, show: Show
) -> None:
    desk = Desk(workplace, show, decided(workplace))
    notice = desk.papers()["notice"].id
    button(desk.page, f"open-{notice}").click()
    desk.page.preview.printed.emit()
    button(desk.page, f"signed-{notice}").click()
    button(desk.page, f"correct-{notice}").click()
    shown = dialog("factsDialog")
    signed = button(shown, "choice-signe")
    assert f"noté par {workplace.agent.display_name}" in signed.accessibleDescription()
    QTest.keyClick(shown.focusWidget(), Qt.Key.Key_2)  # « Signé » no more
    QTest.keyClick(shown.focusWidget(), Qt.Key.Key_3)  # « Remis » after all
    enter("factsDialog")
    paper = desk.papers()["notice"]
    assert (paper.printed_on, paper.signed_on) == (workplace.clock.today(), None)
    assert paper.handed_by == workplace.agent.display_name
    with workplace.database.reading() as session:
        acts = [one.kind for one in journal.entries(session)]
    assert acts.count("signature_reprise") == 1


def test_the_letter_is_made_for_the_printer_that_prints_it(
    workplace: Workplace, show: Show, office: Office, qtbot: QtBot
) -> None:
    memory = PrintDesk(office).memory
    memory.keep_shift("Accueil", Offset(right_mm=2.0, down_mm=-1.0))
    memory.keep("lettre", PrintChoice(printer="Accueil", shared=False))
    use_desk(PrintDesk(office, memory))
    desk = Desk(workplace, show, decided(workplace))
    letter = desk.papers()["lettre"].id
    button(desk.page, f"open-{letter}").click()
    button(desk.page, "printPdf").click()
    enter("printDialog")
    qtbot.waitUntil(lambda: desk.papers()["lettre"].printed_on is not None)
    moved = produce(workplace, letter, Offset(right_mm=2.0, down_mm=-1.0))
    with workplace.database.reading() as session:
        kept = papiers.load(session, letter)
    assert kept is not None
    assert kept.pdf_hash == moved.pdf_hash != produce(workplace, letter).pdf_hash


def test_without_a_printer_the_record_goes_into_a_file_that_is_tracked(
    workplace: Workplace,
    show: Show,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "papiers.pdf"
    use_desk(PrintDesk(Office(tmp_path)))
    monkeypatch.setattr(desk_module, "ask_where", lambda *_: target)
    desk = Desk(workplace, show, decided(workplace))
    button(desk.page, "printAll").click()
    shown = dialog("printDialog")
    assert "ne connaît aucune imprimante" in seen(shown)
    assert "n’est plus protégé par Passerelle" in seen(shown)
    enter("printDialog")
    qtbot.waitUntil(lambda: "Papiers enregistrés." in seen(desk.page))
    said = subprocess.run(
        ["pdftotext", str(target), "-"], capture_output=True, text=True, check=True
    )
    assert all(f"{kind} v" in said.stdout for kind in ("FEUILLE", "PRESCRIPTION", "LETTRE"))
    found = desk.papers()
    assert all(one.printed_on for one in found.values())
    with workplace.database.reading() as session:
        letter = papiers.load(session, found["lettre"].id)
        assert letter is not None
        assert letter.personne_id is not None
        left = exports.of_personne(session, letter.personne_id)
    assert {(one.kind, one.lieu) for one in left} == {
        (kind, Lieu.POSTE) for kind in ("feuille", "notice", "prescription", "lettre")
    }
    use_desk(PrintDesk())
