"""Printers of a test: each prints into a PDF of a folder, may be unplugged, and counts nothing."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from app.ui.printing.choice import PrintChoice
from app.ui.printing.failures import PrinterGoneError
from app.ui.printing.printers import as_chosen


class Office:
    """A `Printers` over Qt's own PDF engine; `jobs` are the files that came out."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.folder = folder
        self._names = list(names)
        self.opened: list[PrintChoice] = []
        self.words: list[str] = []
        self.breaks_after: int | None = None

    def names(self) -> Sequence[str]:
        return list(self._names)

    def default(self) -> str:
        return self._names[-1] if self._names else ""

    def unplug(self, name: str) -> None:
        self._names.remove(name)

    def open(self, choice: PrintChoice, words: str) -> QPrinter:
        if choice.printer not in self._names:
            raise PrinterGoneError
        self.opened.append(choice)
        self.words.append(words)
        printer = _Printer(self.breaks_after)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / f"job-{len(self.opened)}.pdf"))
        as_chosen(printer, choice, words)
        printer.setResolution(72)  # coarse pages are drawn faster
        return printer

    @property
    def jobs(self) -> list[Path]:
        return sorted(self.folder.glob("job-*.pdf"))


class _Printer(QPrinter):
    """Stops taking pages after a number of them, as one that is switched off does."""

    def __init__(self, pages: int | None) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self._left = pages

    def newPage(self) -> bool:  # noqa: N802 - Qt's name
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                return False
        return super().newPage()
