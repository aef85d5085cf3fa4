"""The mark of practice: on the window, on each dialog, in each title. Nothing hides it."""

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from app.ui.shell.window import MainWindow
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import body, strong
from app.ui.widgets.layouts import column, row

BAND: Final = "practiceBand"
TITLE: Final = "ENTRAÎNEMENT"
SAID: Final = "ENTRAÎNEMENT\u00a0: personnes fictives, rien ne part, rien ne compte"
_WINDOWS: Final = (Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet)
_MARKED: Final = "hasPracticeBand"


class PracticeBand(QFrame):
    """Says that this is practice.

    Signals:
        leave_asked: the user has practised enough.
    """

    leave_asked = Signal()

    def __init__(self, passphrase: str = "") -> None:
        super().__init__()
        self.setObjectName(BAND)
        self.setAccessibleName(SAID)
        words = column(gap=Space.NONE)
        words.addWidget(strong(SAID))
        line = row(self, gap=Space.M, pad=Space.S)
        line.addWidget(IconLabel("attention", colour="warning_soft", size=20))
        line.addLayout(words, 1)
        if passphrase:
            asked = body(f"N’y écrivez le nom de personne. Phrase de passe\u00a0: {passphrase}")
            asked.setObjectName("practicePassphrase")
            asked.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(asked)
            leave = secondary("Quitter l’entraînement", name="leavePractice")
            leave.clicked.connect(self.leave_asked)
            line.addWidget(leave, 0, Qt.AlignmentFlag.AlignVCenter)


class PracticeMark(QObject):
    """Puts the band on a window, and on every dialog of the program while that window lives.

    A dialog gets it when it first has the focus, as it gets the key that hides the screen.
    """

    def __init__(self, application: QApplication, window: MainWindow, passphrase: str) -> None:
        super().__init__(window)
        self._application = application
        self.band = PracticeBand(passphrase)
        window.bear_mark(self.band, TITLE)
        application.focusWindowChanged.connect(self.mark_dialogs)

    def mark_dialogs(self) -> None:
        """Put the band on every dialog and other window that has none yet."""
        for one in self._application.topLevelWidgets():
            known = not isValid(one) or isinstance(one, MainWindow) or one.property(_MARKED)
            if not known and one.windowType() in _WINDOWS:
                self._mark(one)

    @staticmethod
    def _mark(dialog: QWidget) -> None:
        layout = dialog.layout()
        if layout is None:
            return
        dialog.setProperty(_MARKED, True)
        dialog.setWindowTitle(f"{TITLE} — {dialog.windowTitle()}")
        band = PracticeBand()
        layout.setMenuBar(band)
        band.show()
        _give_room(dialog, band)


def _give_room(dialog: QWidget, band: QWidget) -> None:
    """Let the dialog grow by the band, which must hide nothing of it."""
    tall = band.heightForWidth(dialog.width()) if band.hasHeightForWidth() else 0
    tall = max(tall, band.sizeHint().height())
    dialog.setMinimumHeight(dialog.minimumHeight() + tall)
    dialog.resize(dialog.width(), dialog.height() + tall)
