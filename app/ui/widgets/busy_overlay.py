"""A veil over a page while something takes longer than a blink."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.ui.typed import override
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import column, sized

_PATIENCE_MS = 500  # what takes less needs no word: a flash would only worry


class _Face(Card):
    """What the veil says: the words, how far it is, and the way to stop it."""

    def __init__(self) -> None:
        super().__init__()
        sized(self, min_width=360, max_width=480)
        self.words = body("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = secondary("&Arrêter", icon="fermer", name="cancelWork")
        self.body.addWidget(self.words)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)


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
        self._face: _Face | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        self.hide()

    @property
    def is_waiting(self) -> bool:
        """Tell whether something is under way, shown or not yet."""
        return self._patience.isActive() or self.isVisible()

    def start(self, words: str, *, can_cancel: bool = False) -> None:
        """Something begins: « Vérification de la phrase… »."""
        self.show_progress(words)
        self._made().cancel.setVisible(can_cancel)
        if not self.isVisible():
            self._patience.start()

    def show_progress(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say how far it is; without a total the bar only moves."""
        face = self._made()
        face.words.setText(words)
        face.bar.setRange(0, total)
        face.bar.setValue(done)
        face.bar.setAccessibleName(words)
        self.setAccessibleName(words)

    def stop(self) -> None:
        """It is over."""
        self._patience.stop()
        self.hide()

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        # The veil lies over the page's layout: Tab would leave « Arrêter » and never come back.
        return self.isVisible() or super().focusNextPrevChild(forward)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._covered.rect())
        return super().eventFilter(watched, event)

    def _appear(self) -> None:
        self.setGeometry(self._covered.rect())
        self.show()
        self.raise_()
        cancel = self._made().cancel
        if not cancel.isHidden():
            cancel.setFocus()

    def _made(self) -> "_Face":
        """Return the card, made when something first takes long: every page has a veil."""
        if self._face is None:
            self._face = _Face()
            self._face.cancel.clicked.connect(self.cancel_asked)
            column(self).addWidget(self._face, 0, Qt.AlignmentFlag.AlignCenter)
            self._covered.installEventFilter(self)
        return self._face
