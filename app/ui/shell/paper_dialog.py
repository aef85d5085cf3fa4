"""One paper in a window of its own: read it, print it, save it, close it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.layouts import column
from app.ui.widgets.pdf_preview import PdfPreview


class PaperDialog(QDialog):
    """Shows a PDF held in memory; closing it forgets the PDF."""

    def __init__(self, title: str, content: bytes, *, file_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("paperDialog")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size() * 0.9)
        preview = PdfPreview()
        close = secondary("&Fermer", name="closePaper")
        close.clicked.connect(self.close)
        layout = column(self, gap=Space.M)
        layout.addWidget(preview)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        preview.show_pdf(content, suggested_name=file_name, job_name=title)
