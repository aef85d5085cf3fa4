"""What will be erased, what was erased with its proof, and the check of a certificate."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.fold import Fold
from app.ui.dossiers.lists import RowsPart
from app.ui.pages.reglages.effacements.state import EffacementsState
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import column


class EffacementsTab(QWidget):
    """Shows an `EffacementsState`.

    Signals:
        came: the tab comes on screen; what it shows is read again.
        record_opened: the id of something that will be erased.
        certificate_opened: the number of a destruction.
        file_chosen: the `Path` of a certificate to check.
    """

    came = Signal()
    record_opened = Signal(str)
    certificate_opened = Signal(str)
    file_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self.foreseen = RowsPart("Effacements prévus", name="foreseen")
        self.foreseen.opened.connect(self.record_opened)
        self._nothing = Card(
            "Effacements prévus",
            about="Rien n’arrive à échéance dans les 90\u00a0jours. Ce qui y arrive est invisible "
            "dès l’ouverture, puis effacé.",
        )
        self._closed = Card(
            "Effacements prévus",
            about="Vos rôles sur ce poste ne comprennent pas les dossiers\u00a0: ce qui arrive à "
            "échéance n’est pas montré ici. Le poste l’efface à son terme.",
        )
        self.done = RowsPart("Destructions faites", name="destructions")
        self.done.opened.connect(self.certificate_opened)
        layout = column(self)
        for part in (
            self.banner, self.foreseen, self._nothing, self._closed, self.done, self._check(),
            self._clocks(),
        ):  # fmt: skip
            layout.addWidget(part)
        layout.addStretch(1)

    def show_state(self, state: EffacementsState) -> None:
        """Show `state` and nothing else."""
        if (self.banner.text, state.message) != ("", ""):
            self.banner.say(state.tone, state.message)
        self.foreseen.show_rows(state.foreseen)
        self._nothing.setVisible(state.loaded and state.consults and not state.foreseen)
        self._closed.setVisible(state.loaded and not state.consults)
        self.done.show_rows(state.done)
        self._result.show_facts(state.checked)
        self._result.setVisible(bool(state.checked))
        self._rules.show_facts(state.clocks)
        self.choose.setEnabled(not state.working)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()

    def _check(self) -> Card:
        card = Card(
            "Vérifier une attestation",
            about="Une attestation de destruction vient avec sa signature. Le fichier PDF dit si "
            "elle est intacte et quel poste l’a signée.",
        )
        self.choose = secondary(
            "&Vérifier une attestation…", icon="chercher", name="checkCertificate"
        )
        self.choose.clicked.connect(self._choose)
        self._result = Facts("Attestation vérifiée")
        buttons = flow()
        buttons.addWidget(self.choose)
        card.body.addLayout(buttons)
        card.body.addWidget(self._result)
        self._result.hide()
        return card

    def _clocks(self) -> QWidget:
        fold = Fold("Durées de conservation et leurs sources", name="retentionRules")
        self._rules = Facts("Durées de conservation")
        fold.body.addWidget(
            body(
                "Une durée plus courte s’applique dès qu’elle est en vigueur. Une plus longue ne "
                "prolonge jamais ce qui est déjà gardé."
            )
        )
        fold.body.addWidget(self._rules)
        return fold

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Vérifier une attestation", "", "PDF (*.pdf);;Tous les fichiers (*)"
        )
        if chosen:
            self.file_chosen.emit(Path(chosen))
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
