"""The structure's public key, for whoever was given one: optional, and compared by eye."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.politiques import FIXED
from app.ui.pages.first_run.state import KeyEntry
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import Text, TextRole, body, hint, strong
from app.ui.widgets.layouts import column

KIND = "Clé publique de structure (*.cle-publique)"


class KeyChoice(QWidget):
    """Shows which key was chosen, with its fingerprint.

    Signals:
        chosen: the `Path` of a file.
        dropped: no key after all.
    """

    chosen = Signal(object)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._said = body("")
        self._said.setObjectName("structureKeySaid")
        self._mistake = Text("", TextRole.ERROR)
        self.choose_button = secondary("Choisir son &fichier…", name="chooseStructureKey")
        self.drop_button = link("Ne pas la prendre", name="dropStructureKey")
        self.choose_button.clicked.connect(self._choose)
        self.drop_button.clicked.connect(self._drop)
        layout = column(self, gap=Space.XS)
        layout.addWidget(strong("Clé publique de la structure (facultatif)"))
        layout.addWidget(
            hint(
                "Si votre informatique vous en a donné une\u00a0: elle pourra rouvrir ce poste "
                "quand une phrase de passe et la feuille de secours sont perdues."
            )
        )
        layout.addWidget(self._said)
        layout.addWidget(self._mistake)
        buttons = flow(gap=Space.M)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.drop_button)
        layout.addLayout(buttons)
        self._is_fixed = False
        self._fixed = hint(FIXED)
        self._fixed.setObjectName("structureKeyFixed")
        self._fixed.hide()
        layout.addWidget(self._fixed)

    def fix(self, *, fixed: bool) -> None:
        """Let nobody choose another key, nor do without: the IT department imposes it."""
        self._is_fixed = fixed
        self._fixed.setVisible(fixed)
        self.choose_button.setVisible(not fixed)
        self.drop_button.setVisible(self.drop_button.isVisibleTo(self) and not fixed)

    def show_key(self, key: KeyEntry | None, mistake: str) -> None:
        """Show the key, or why the file is none."""
        self._said.setText(f"{key.name}. Empreinte\u00a0: {key.fingerprint}" if key else "")
        self._said.setVisible(key is not None)
        self.drop_button.setVisible(key is not None and not self._is_fixed)
        self._mistake.setText(mistake)
        self._mistake.setVisible(bool(mistake))

    def _choose(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, "Choisir une clé publique", "", KIND)
        if found:
            self.chosen.emit(Path(found))

    def _drop(self) -> None:
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.dropped.emit()
