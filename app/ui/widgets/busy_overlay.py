"""A veil over a page while something takes longer than a blink."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget
from typing_extensions import override

from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import column, sized

_PATIENCE_MS = 500  # what takes less needs no word: a flash would only worry


class BusyOverlay(QFrame):
    """Covers its parent from half a second after `start` until `stop`.

    Signals:
        cancel_asked: the user pressed « Arrêter ».
    """

    cancel_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("veil")
        self._covered = parent
        self._words = body("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = secondary("&Arrêter", icon="fermer", name="cancelWork")
        self._cancel.clicked.connect(self.cancel_asked)
        card = sized(Card(), min_width=360, max_width=480)
        card.body.addWidget(self._words)
        card.body.addWidget(self._bar)
        card.body.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignRight)
        column(self).addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        parent.installEventFilter(self)
        self.hide()

    @property
    def is_waiting(self) -> bool:
        """Tell whether something is under way, shown or not yet."""
        return self._patience.isActive() or self.isVisible()

    def start(self, words: str, *, can_cancel: bool = False) -> None:
        """Something begins: « Vérification de la phrase… »."""
        self.show_progress(words)
        self._cancel.setVisible(can_cancel)
        if not self.isVisible():
            self._patience.start()

    def show_progress(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say how far it is; without a total the bar only moves."""
        self._words.setText(words)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(words)
        self.setAccessibleName(words)

    def stop(self) -> None:
        """It is over."""
        self._patience.stop()
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._covered.rect())
        return super().eventFilter(watched, event)

    def _appear(self) -> None:
        self.setGeometry(self._covered.rect())
        self.show()
        self.raise_()
        if not self._cancel.isHidden():
            self._cancel.setFocus()
