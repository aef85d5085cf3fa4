"""The way by stick, on the page Synchroniser: prepare one, read the answer on one."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from app.ui.pages.synchroniser.state import StickCardState
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, strong

_ABOUT = (
    "Ce qui attend part dans un fichier que seul le Département peut lire. Sa réponse revient de "
    "la même façon."
)


class StickCard(Card):
    """Shows a `StickCardState`.

    Signals:
        prepare_asked, read_asked: the `Path` of the stick, or of a folder on it.
        stop_asked: leave the stick as it was.
    """

    prepare_asked = Signal(object)
    read_asked = Signal(object)
    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Par clé USB", about=_ABOUT)
        self._last = strong("")
        self._last.setObjectName("stickLast")
        self._working = body("")
        self._working.setObjectName("stickWorking")
        self.prepare = secondary("&Préparer une clé USB…", name="prepareStick")
        self.read = secondary("Lire la &réponse du Département…", name="readAnswer")
        self.stop = secondary("Arrê&ter", icon="fermer", name="stopStick")
        self.prepare.clicked.connect(self._choose_to_prepare)
        self.read.clicked.connect(self._choose_to_read)
        self.stop.clicked.connect(self.stop_asked)
        buttons = flow()
        for button in (self.prepare, self.read, self.stop):
            buttons.addWidget(button)
        self.body.addWidget(self._last)
        self.body.addWidget(self._working)
        self.body.addLayout(buttons)
        self._from = self.prepare

    def show_state(self, state: StickCardState) -> None:
        """Show `state` and nothing else."""
        self.setVisible(state.shown)
        self._last.setText(state.last)
        self._last.setVisible(bool(state.last))
        self._working.setText(state.working)
        working = bool(state.working)
        self._working.setVisible(working)
        held = [one for one in (self.prepare, self.read, self.stop) if one.hasFocus()]
        if working and held and held[0] is not self.stop:
            self._from = held[0]
        for button in (self.prepare, self.read):
            button.setVisible(not working)
            button.setEnabled(not state.busy)
        self.stop.setVisible(working)
        if held:
            (self.stop if working else self._from).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_to_prepare(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "La clé USB à préparer")
        if chosen:
            self.prepare_asked.emit(Path(chosen))

    def _choose_to_read(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "La clé USB avec la réponse")
        if chosen:
            self.read_asked.emit(Path(chosen))
