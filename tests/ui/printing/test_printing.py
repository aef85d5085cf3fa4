"""What leaves for a printer or a file, read back; nothing else stays anywhere."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.documents.window import Offset
from app.documents.window_test import WindowTestData, window_test_pdf
from app.ui.pages.aujourdhui import letters
from app.ui.printing.choice import PagesError, PrintChoice, read_pages
from app.ui.printing.desk import PrintDesk, Printed, Sheaf, use_desk
from app.ui.printing.dialog import PrintDialog
from app.ui.printing.failures import PrinterGoneError, PrintingFileError, PrintingStoppedError
from app.ui.printing.memory import PrintMemory
from app.ui.printing.offset_card import OffsetCard
from app.ui.printing.run import Item, Outcome, PrintRun
from app.ui.printing.sinks import FileSink, PrinterSink, open_pdf
from app.ui.printing.working import SheetsDialog
from app.ui.tasks import InlineRunner, ResultT
from app.ui.widgets.page import Page
from app.usecases.interview.paper_contents import AnswersErasedError
from app.usecases.interview.papers import ProducedPaper
from tests.ui.printing.office import Office

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

DAY = date(2026, 11, 22)
RUNNER = InlineRunner()


def paper(number: int) -> ProducedPaper:
    content = window_test_pdf(WindowTestData(printed_on=DAY))
    return ProducedPaper(
        title=f"Papier {number}", file_name="p.pdf", content=content, pdf_hash=f"h{number}"
    )


def sheaf(numbers: Sequence[int], made: list[int] | None = None, *, bad: int = 0) -> Sheaf:
    def make(number: int) -> ProducedPaper:
        if made is not None:
            made.append(number)
        if number == bad:
            raise AnswersErasedError
        return paper(number)

    return Sheaf(
        kind="lettre",
        title="Lettres du jour",
        file_name="lettres.pdf",
        made_on=DAY,
        items=lambda _shift: [
            Item(id=str(n), words=f"Papier {n}", make=partial(make, n)) for n in numbers
        ],
    )


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    found = Office(tmp_path, "Accueil", "Bureau")
    yield found
    use_desk(PrintDesk())


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    found = QWidget()
    found.resize(900, 700)
    qtbot.addWidget(found)
    found.show()
    return found


def accept(qtbot: QtBot, window: QWidget) -> None:
    """Press Enter where the dialog stands: on the printer it proposes."""
    (dialog,) = [one for one in window.findChildren(PrintDialog) if one.isVisible()]
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def print_by_keys(
    qtbot: QtBot, desk: PrintDesk, what: Sheaf, window: QWidget, path: Path | None = None
) -> Printed:
    """Press Enter in the dialog, answer the reminder by a key, return what came of it."""
    came: list[Printed] = []
    desk.print_sheaf(what, RUNNER, window, came.append, choose_path=lambda *_: path)
    accept(qtbot, window)
    qtbot.waitUntil(lambda: bool(came))
    for reminder in window.findChildren(SheetsDialog):
        qtbot.keyClick(reminder, Qt.Key.Key_Return)
    return came[0]


def pages_of(path: Path) -> int:
    said = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return next(int(line.split()[1]) for line in said.splitlines() if line.startswith("Pages"))


def text_of(path: Path) -> str:
    command = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_papers_leave_as_one_job_without_a_name_and_without_a_trace(
    qtbot: QtBot, office: Office, window: QWidget, tmp_path: Path
) -> None:
    before = set(Path(tempfile.gettempdir()).iterdir())
    came = print_by_keys(qtbot, PrintDesk(office), sheaf([1, 2]), window)
    assert [one.id for one in came.outcome.done] == ["1", "2"]
    assert [one.paper.pdf_hash for one in came.outcome.done] == ["h1", "h2"]
    assert all(one.paper.content == b"" for one in came.outcome.done)
    assert came.choice.printer == "Bureau"  # the system's own choice, the first time
    assert office.words == ["Lettres du jour"]
    assert [pages_of(job) for job in office.jobs] == [2]
    assert [one.name for one in tmp_path.iterdir()] == ["job-1.pdf"]
    assert set(Path(tempfile.gettempdir()).iterdir()) <= before
    drawn, buffer = open_pdf(office.jobs[0].read_bytes())
    page = drawn.render(0, QSize(210, 297))
    buffer.close()
    assert page.pixelColor(200, 150).rgb() == 0xFFFFFFFF  # white, not transparent
    assert any(page.pixelColor(x, 60).lightness() < 200 for x in range(110, 195))  # the address


def test_copies_and_both_sides_begin_each_paper_on_its_own_sheet(
    qtbot: QtBot, office: Office, window: QWidget
) -> None:
    desk = PrintDesk(office)
    desk.memory.keep("lettre", PrintChoice(printer="Accueil", duplex=True))
    came = print_by_keys(qtbot, desk, sheaf([1, 2]), window)
    assert came.choice.printer == "Accueil"
    assert [pages_of(job) for job in office.jobs] == [3]  # page, its white back, page
    assert came.outcome.sheets == 2


def test_a_printer_that_makes_the_copies_itself_gives_as_many_sheets(
    qapp: QApplication, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qapp is not None
    choice = PrintChoice(printer="Bureau", copies=3)
    printer = office.open(choice, "Lettres du jour")
    monkeypatch.setattr(printer, "supportsMultipleCopies", lambda: True)
    sink = PrinterSink(printer, choice)
    assert len(list(sink.add(paper(1).content))) == 1  # drawn once
    sink.finish()
    assert sink.sheets == 3  # to be fetched from the tray


def test_what_is_gone_while_it_is_written_to_is_no_bug(tmp_path: Path) -> None:
    place = tmp_path / "cle"
    place.mkdir()
    sink = FileSink(place / "l.pdf", title="Lettres", author="Passerelle", made_on=DAY)
    shutil.rmtree(place)
    place.write_text("not a folder any more")
    sink.abandon()
    memory = PrintMemory(place / "impression.json")
    memory.keep("lettre", PrintChoice(printer="Bureau"))
    assert memory.choice("lettre").printer == "Bureau"


def test_a_bug_in_a_paper_ends_the_run_and_reaches_the_crash_handler(tmp_path: Path) -> None:
    def broken() -> ProducedPaper:
        raise ZeroDivisionError

    came: list[Outcome] = []
    sink = FileSink(tmp_path / "l.pdf", title="Lettres", author="Passerelle", made_on=DAY)
    page = QObject()
    run = PrintRun([Item(id="1", words="Lettre", make=broken)], sink, RUNNER, page)
    run.ended.connect(came.append)
    with pytest.raises(ZeroDivisionError):
        run.start()
    assert isinstance(came[0].failure, ZeroDivisionError)
    assert list(tmp_path.iterdir()) == []


def test_a_bug_behind_the_letters_of_the_day_is_said_and_reported(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(letters, "waiting_letters", broken)
    page = Page("Aujourd’hui")
    qtbot.addWidget(page)
    nowhere = cast("Workplace", None)
    with pytest.raises(ZeroDivisionError):
        letters.Letters(page, RUNNER, nowhere, noted=lambda: None).ask()


def test_a_file_for_another_printer_holds_the_words_and_nothing_half_written(
    qtbot: QtBot, window: QWidget, tmp_path: Path
) -> None:
    desk = PrintDesk(Office(tmp_path))  # no printer at all
    target = tmp_path / "cle" / "lettres.pdf"
    came = print_by_keys(qtbot, desk, sheaf([1, 2]), window, target)
    assert isinstance(came.outcome.failure, PrintingFileError)
    assert came.outcome.done == ()
    target.parent.mkdir()
    came = print_by_keys(qtbot, desk, sheaf([1, 2]), window, target)
    assert [one.name for one in target.parent.iterdir()] == ["lettres.pdf"]
    assert text_of(target).count("Madame Exemple LONGUENOM-IMAGINAIRE-XY") == 2
    assert pages_of(target) == 2
    assert len(came.sha256) == 64


def test_what_cannot_be_made_is_left_and_the_rest_goes(
    qtbot: QtBot, office: Office, window: QWidget
) -> None:
    came = print_by_keys(qtbot, PrintDesk(office), sheaf([1, 2, 3], bad=2), window)
    assert [one.id for one in came.outcome.done] == ["1", "3"]
    assert [one.item.id for one in came.outcome.left] == ["2"]


def test_a_printer_that_vanishes_prints_nothing_that_counts(
    qtbot: QtBot, office: Office, window: QWidget
) -> None:
    office.breaks_after = 1
    came = print_by_keys(qtbot, PrintDesk(office), sheaf([1, 2, 3]), window)
    assert isinstance(came.outcome.failure, PrintingStoppedError)
    assert came.outcome.done == ()


def test_a_printer_unplugged_while_the_dialog_is_open_is_said(
    qtbot: QtBot, office: Office, window: QWidget
) -> None:
    came: list[Printed] = []
    PrintDesk(office).print_sheaf(sheaf([1]), RUNNER, window, came.append)
    office.unplug("Bureau")
    accept(qtbot, window)
    assert isinstance(came[0].outcome.failure, PrinterGoneError)
    assert office.jobs == []


def test_a_run_stops_after_the_letter_under_way(
    qtbot: QtBot, office: Office, window: QWidget
) -> None:
    made: list[int] = []
    came: list[Printed] = []
    desk = PrintDesk(office)

    def make_and_stop(number: int) -> ProducedPaper:
        made.append(number)
        if number == 3:
            stop = window.findChild(QDialog, "printWork")
            assert stop is not None
            stop.reject()  # Escape
        return paper(number)

    what = Sheaf(
        kind="lettre",
        title="Lettres du jour",
        file_name="l.pdf",
        made_on=DAY,
        items=lambda _: [
            Item(id=str(n), words="Lettre", make=partial(make_and_stop, n)) for n in range(1, 9)
        ],
    )
    desk.print_sheaf(what, RUNNER, window, came.append)
    accept(qtbot, window)
    qtbot.waitUntil(lambda: bool(came))
    assert made == [1, 2, 3]
    assert [one.id for one in came[0].outcome.done] == ["1", "2", "3"]
    assert came[0].outcome.stopped
    assert [pages_of(job) for job in office.jobs] == [3]


def test_a_locked_vault_takes_the_file_under_way_back(
    qtbot: QtBot, window: QWidget, tmp_path: Path
) -> None:
    page = QWidget(window)
    came: list[Printed] = []

    class Silent:
        """A runner that never answers: the vault locks first."""

        def run(
            self,
            work: Callable[[], ResultT],
            *,
            on_success: Callable[[ResultT], None],
            on_failure: Callable[[Exception], None],
        ) -> None:
            del work, on_success, on_failure

    desk = PrintDesk(Office(tmp_path))
    target = tmp_path / "lettres.pdf"
    desk.print_sheaf(sheaf([1]), Silent(), page, came.append, choose_path=lambda *_: target)
    accept(qtbot, window)
    assert [one.name for one in tmp_path.iterdir()] == ["lettres.pdf.part"]
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    assert list(tmp_path.iterdir()) == []
    assert came == []


def test_each_kind_of_document_remembers_its_printer_and_each_printer_its_offset(
    tmp_path: Path,
) -> None:
    file = tmp_path / "impression.json"
    memory = PrintMemory(file)
    memory.keep("mandat", PrintChoice(printer="Accueil", duplex=True, shared=False, copies=2))
    memory.keep("lettre", PrintChoice(printer="Bureau"))
    memory.keep_shift("Bureau", Offset(right_mm=-1.5, down_mm=2))
    again = PrintMemory(file)
    assert again.choice("mandat") == PrintChoice(printer="Accueil", duplex=True, shared=False)
    assert again.choice("lettre") == PrintChoice(printer="Bureau")
    assert again.choice("navette").printer == "Bureau"  # never printed: as the last one
    assert again.shift("Bureau") == Offset(right_mm=-1.5, down_mm=2)
    assert again.shift("") == Offset()
    file.write_text('{"imprimantes": {"Bureau": {"droite_mm": 400}}, "documents": 3}')
    assert PrintMemory(file).shift("Bureau") == Offset()


@pytest.mark.parametrize(
    ("typed", "pages"),
    [("", ()), ("1-3", ()), ("2", (2,)), ("1, 3", (1, 3)), ("2 à 3 ; 2", (2, 3))],
)
def test_pages_are_read_as_people_write_them(typed: str, pages: tuple[int, ...]) -> None:
    assert read_pages(typed, 3) == pages


@pytest.mark.parametrize("typed", ["4", "3-1", "0", "un"])
def test_pages_that_are_not_there_are_refused(typed: str) -> None:
    with pytest.raises(PagesError):
        read_pages(typed, 3)


def test_the_offset_of_a_printer_is_kept_tried_and_refused_beyond_10_mm(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    desk = PrintDesk(office, PrintMemory(tmp_path / "impression.json"))
    use_desk(desk)
    tried: list[Offset] = []

    def make(offset: Offset) -> ProducedPaper:
        tried.append(offset)
        return paper(1)

    card = OffsetCard(RUNNER, make)
    qtbot.addWidget(card)
    card.show()
    right, down = (card.findChild(QLineEdit, name) for name in ("offsetRight", "offsetDown"))
    assert right is not None
    assert down is not None
    assert not card.is_begun
    right.setText("-1,5")
    card.hide()
    card.show()  # another part of Réglages meanwhile
    assert (right.text(), card.is_begun) == ("-1,5", True)
    for typed in ("10,1", "nan", "deux"):
        right.setText(typed)
        qtbot.keyClick(right, Qt.Key.Key_Return)
        assert desk.memory.shift("Bureau") == Offset()
    right.setText("-1,5")
    down.setText("2")
    attempt = card.findChild(QPushButton, "tryOffset")
    assert attempt is not None
    attempt.click()
    with qtbot.waitSignal(card.printed):
        accept(qtbot, card)
    assert tried == [Offset(right_mm=-1.5, down_mm=2.0)]
    assert PrintMemory(tmp_path / "impression.json").shift("Bureau") == tried[0]
    assert not card.is_begun
    assert desk.memory.shift("Accueil") == Offset()
