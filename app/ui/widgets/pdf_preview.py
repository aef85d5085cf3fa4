"""A document as it will be printed: read it, turn its pages, print it, keep it in a file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.tasks import InlineRunner, TaskRunner
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import column, sized
from app.ui.widgets.printing import ask_where, save_bytes

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView

    from app.documents.window import Offset
    from app.ui.printing.desk import Printed
    from app.usecases.interview.papers import ProducedPaper

_HEIGHT = 420


class PdfPreview(QWidget):
    """Shows one PDF from memory; nothing is written to disk unless the user saves it.

    `suggested_name` and `job_name` name no person: both may be seen by others.

    Signals:
        printed: the pages went to a printer.
        print_failed: what kept them from it.
        saved: the path where the user kept the document.
        save_failed: the OSError that kept the document from being saved.
    """

    printed = Signal()
    print_failed = Signal(object)
    saved = Signal(object)
    save_failed = Signal(object)

    def __init__(
        self,
        *,
        choose_path: Callable[[QWidget, str], Path | None] = ask_where,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pdfPreview")
        self._choose_path = choose_path
        self._content = b""
        self._suggested = "document.pdf"
        self._job = "Passerelle"
        self._kind = ""
        self.printed_hash = ""  # of the PDF that went out last
        self._remake: Callable[[Offset], ProducedPaper] | None = None
        self._runner: TaskRunner = InlineRunner()
        self._document: QPdfDocument | None = None
        self._view: QPdfView | None = None
        self._buffer = QBuffer(self)
        self.print_button = primary("&Imprimer…", icon="imprimer", name="printPdf")
        self.save_button = secondary("&Enregistrer sous…", icon="enregistrer", name="savePdf")
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self.save)
        self._pages = hint("")
        buttons = flow(gap=Space.M)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self._pages)
        self._layout: QVBoxLayout = column(self, gap=Space.M)
        self._layout.addLayout(buttons)
        self._offer(available=False)

    def print_with(
        self, runner: TaskRunner, remake: "Callable[[Offset], ProducedPaper] | None"
    ) -> None:
        """Make the paper on screen again by `remake`, in `runner`'s thread, for its printer.

        A letter needs it: its address moves as the printer does.
        """
        self._runner, self._remake = runner, remake

    def show_pdf(
        self, content: bytes, *, suggested_name: str, job_name: str, kind: str = ""
    ) -> None:
        """Show the PDF `content`; `kind` chooses the printer that is remembered."""
        document, view = self._viewer()
        self._kind = kind
        self.printed_hash = ""
        self._buffer.close()
        self._content = content
        self._suggested, self._job = suggested_name, job_name
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(self._buffer)
        count = document.pageCount()
        self._pages.setText(f"{count} page{'s' if count > 1 else ''}")
        view.setAccessibleDescription(self.text())
        self._offer(available=count > 0)

    def clear(self) -> None:
        """Show nothing and forget the document."""
        if self._document is not None:
            self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())
        self._content = b""
        self._pages.setText("")
        self._offer(available=False)

    def text(self) -> str:
        """Return the words of the document, for screen readers and tests."""
        if self._document is None:
            return ""
        pages = range(self._document.pageCount())
        return "\n".join(self._document.getAllText(page).text() for page in pages)

    def save(self) -> None:
        """Ask where and keep the document there."""
        path = self._choose_path(self, self._suggested)
        if path is None:
            return
        try:
            save_bytes(path, self._content)
        except OSError as failure:
            self.save_failed.emit(failure)
            return
        self.saved.emit(path)

    def _print(self) -> None:
        if self._document is None:
            return
        from app.ui.printing.desk import Sheaf, current_desk  # noqa: PLC0415 - start-up time
        from app.ui.printing.run import Item  # noqa: PLC0415 - as above
        from app.usecases.interview.papers import ProducedPaper  # noqa: PLC0415 - as above

        shown = ProducedPaper(
            title=self._job, file_name=self._suggested, content=self._content, pdf_hash=""
        )
        remake = self._remake

        def items(shift: "Offset") -> list[Item]:
            def make() -> ProducedPaper:
                return shown if remake is None else remake(shift)

            return [Item(id="", words=self._job, make=make)]

        sheaf = Sheaf(
            kind=self._kind,
            title=self._job,
            file_name=self._suggested,
            items=items,
            pages=self._document.pageCount(),
        )
        current_desk().print_sheaf(sheaf, self._runner, self, self._ended, save=self.save)

    def _ended(self, printed: "Printed") -> None:
        outcome = printed.outcome
        failure = outcome.failure or next((one.failure for one in outcome.left), None)
        if failure is not None:
            self.print_failed.emit(failure)
        elif outcome.done:
            self.printed_hash = outcome.done[0].paper.pdf_hash
            self.printed.emit()

    def _offer(self, *, available: bool) -> None:
        self.print_button.setEnabled(available)
        self.save_button.setEnabled(available)

    def _viewer(self) -> "tuple[QPdfDocument, QPdfView]":
        """Return document and view, loading QtPdf the first time (150 ms that start-up saves)."""
        if self._document is None or self._view is None:
            from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415 - start-up time
            from PySide6.QtPdfWidgets import QPdfView  # noqa: PLC0415 - start-up time

            self._document = QPdfDocument(self)
            self._view = sized(QPdfView(self), min_height=_HEIGHT)
            self._view.setObjectName("pdfView")
            self._view.setAccessibleName("Aperçu du document")
            self._view.setPageMode(QPdfView.PageMode.MultiPage)
            self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            self._view.setDocument(self._document)
            self._layout.addWidget(self._view, 1)
        return self._document, self._view
