"""One paper in a window of its own: read it, print it, save it, close it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.messages import failure_text
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.layouts import column
from app.ui.widgets.pdf_preview import PdfPreview
from app.ui.widgets.tones import Tone


class PaperDialog(QDialog):
    """Shows a PDF held in memory; closing it forgets the PDF.

    `private` says that a file of it must be guarded; the guide need not be.

    Signals:
        printed: the pages went to a printer.
        saved: the path where the user kept the document.
    """

    printed = Signal()
    saved = Signal(object)

    def __init__(  # noqa: PLR0913 - what is shown, and what is said of it
        self,
        title: str,
        content: bytes,
        *,
        file_name: str,
        parent: QWidget,
        kind: str = "",
        private: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("paperDialog")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size() * 0.9)
        self._private = private
        self.banner = Banner()
        preview = PdfPreview()
        preview.printed.connect(self._printed)
        preview.saved.connect(self._saved)
        preview.save_failed.connect(self._not_saved)
        preview.print_failed.connect(self._not_printed)
        close = secondary("&Fermer", name="closePaper")
        close.clicked.connect(self.close)
        self.finished.connect(parent.window().activateWindow)  # not every system does it
        layout = column(self, gap=Space.M)
        layout.addWidget(self.banner)
        layout.addWidget(preview)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        preview.show_pdf(content, suggested_name=file_name, job_name=title, kind=kind)

    def _printed(self) -> None:
        self.banner.say(Tone.SUCCESS, "Document envoyé à l’imprimante.")
        self.printed.emit()

    def _not_printed(self, failure: Exception) -> None:
        self.banner.say(Tone.DANGER, failure_text(failure))

    def _saved(self, path: object) -> None:
        kept = "Le document est enregistré."
        guard = " Ce fichier n’est pas chiffré\u00a0: gardez-le en lieu sûr."
        self.banner.say(Tone.SUCCESS, kept + guard if self._private else kept)
        self.saved.emit(path)

    def _not_saved(self, _failure: object) -> None:
        self.banner.say(
            Tone.DANGER,
            "Ce document n’a pas pu être écrit à cet endroit. Rien n’est perdu. Choisissez un "
            "autre dossier.",
        )
