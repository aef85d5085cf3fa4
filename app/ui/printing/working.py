"""Over the window while a job is sent: how far it is, the way to stop; then the sheets to fetch."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.labels import body, section
from app.ui.widgets.layouts import column, sized

_PATIENCE_MS = 400  # what takes less needs no word: a flash would only worry


class WorkDialog(QDialog):
    """Says how far a run is, once it has taken half a second.

    Signals:
        stop_asked: « Arrêter » or Escape.
    """

    stop_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("printWork")
        self.setWindowTitle("Impression")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._words = body("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = secondary("&Arrêter", icon="fermer", name="stopPrint")
        self._stop.clicked.connect(self._stopping)
        layout = column(self, gap=Space.M, pad=Space.XL)
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        layout.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignRight)
        sized(self, min_width=420, max_width=520)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self.open)
        self._patience.start()

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Say how many papers are done."""
        said = f"{words} ({done + 1} sur {total})" if total > 1 else words
        self._words.setText(said)
        self._bar.setRange(0, total if total > 1 else 0)
        self._bar.setValue(done)
        self._bar.setAccessibleName(said)
        self.setAccessibleName(said)

    def over(self) -> None:
        """Go away; nothing is asked any more."""
        self._patience.stop()
        self.hide()
        self.deleteLater()

    @override
    def reject(self) -> None:
        """Take Escape for « Arrêter »: the job under way decides when it is over."""
        self._stopping()

    def _stopping(self) -> None:
        self._stop.setEnabled(False)
        self._words.setText("Arrêt après le papier en cours…")
        self.stop_asked.emit()


class SheetsDialog(QDialog):
    """Asks whether all sheets were fetched from a printer that others use; any answer key goes."""

    def __init__(self, sheets: int, printer: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sheetsDialog")
        self.setWindowTitle("Feuilles à reprendre")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = f"{sheets}\u00a0feuilles sortent" if sheets > 1 else "Une feuille sort"
        heading = "Avez-vous repris toutes les feuilles\u00a0?"
        self.setAccessibleName(heading)
        words = body(
            f"{count} de l’imprimante «\u00a0{printer}\u00a0». Elles portent des données "
            "personnelles\u00a0: ne les laissez pas dans le bac."
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        self._yes = primary("&Oui, je les ai toutes", icon="fait", name="sheetsTaken")
        self._yes.clicked.connect(self.accept)
        layout = column(self, gap=Space.L, pad=Space.XL)
        layout.addWidget(section(heading))
        layout.addWidget(words)
        layout.addWidget(self._yes, 0, Qt.AlignmentFlag.AlignRight)
        sized(self, min_width=460, max_width=560)
        self._yes.setFocus()
        self.finished.connect(parent.activateWindow)  # not every system does it by itself

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.accept()
            return
        super().keyPressEvent(event)
