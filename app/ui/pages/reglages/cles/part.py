"""The other ways into the vault, in Réglages › Sécurité: the structure's key, the keyring."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.politiques import FIXED
from app.ui.pages.reglages.cles.state import ClesState, Proposed
from app.ui.pages.reglages.cles.words import (
    ABOUT_KEYRING,
    ABOUT_STRUCTURE,
    REMOVE,
    keyring_words,
    put_question,
    structure_words,
)
from app.ui.presenting import Strength
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import danger, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import ask
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, hint
from app.ui.widgets.layouts import column
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.printing import print_text
from app.ui.widgets.strength_meter import StrengthMeter

KIND = "Clé publique de structure (*.cle-publique)"


class ClesPart(QWidget):
    """Shows a `ClesState`; whoever is not the référent sees how it stands, and no button.

    Signals:
        came: the part comes on screen.
        file_chosen: the `Path` of a public key.
        put_asked: the `Path` of the key that was compared.
        removal_asked: the share goes, confirmed.
        creation_asked, creation_left: a new key is wanted, or not after all.
        create_asked: the passphrase and the passphrase again.
        estimate_asked: the passphrase as it is being typed.
        print_asked: the fingerprint is wanted on paper.
        keyring_chosen: whether passphrases are tied to the keyring.
        told: the banner says how an act ended.
    """

    came = Signal()
    file_chosen = Signal(object)
    put_asked = Signal(object)
    removal_asked = Signal()
    creation_asked = Signal()
    creation_left = Signal()
    create_asked = Signal(str, str)
    estimate_asked = Signal(str)
    print_asked = Signal()
    keyring_chosen = Signal(bool)
    told = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = ClesState()
        self._left: QWidget | None = None
        self.banner = Banner()
        layout = column(self)
        for part in (self.banner, self._structure_card(), self._keyring_card()):
            layout.addWidget(part)

    def show_state(self, state: ClesState) -> None:
        """Show `state` and nothing else."""
        before, self._state = self._state, state
        self.banner.say(state.tone, state.message)
        self.standing.setText(structure_words(state))
        whom = f"Pour y changer quelque chose\u00a0: {state.referents}."
        for told in (self._whom_structure, self._whom_keyring):
            told.setText(whom)
            told.setVisible(not state.may and bool(state.referents))
        self._creation.setVisible(state.creating)
        free = state.may and not state.creating
        imposed = state.imposed is not None
        self._fixed.setVisible(imposed)
        self.create_button.setVisible(free and not state.fingerprint and not imposed)
        self.put_button.setVisible(free)
        self.print_button.setVisible(free and bool(state.fingerprint))
        self.remove_button.setVisible(free and bool(state.fingerprint) and not imposed)
        self.first.set_error(state.mistakes.get("first", ""))
        self.second.set_error(state.mistakes.get("second", ""))
        self._show_keyring(state)
        self._let_work(working=state.working)
        if state.message and not state.working and state.message != before.message:
            self.told.emit()
        if state.creating and not before.creating:
            self.first.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif before.creating and not state.creating:
            self.put_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_work(self, *, working: bool) -> None:
        """Take no key while something is under way; the focus comes back among what is left."""
        focus: QWidget | None = self.window().focusWidget()
        if working and self.isEnabled() and focus and self.isAncestorOf(focus):
            self._left = focus
        self.setEnabled(not working)
        if not working and self._left is not None:
            gone = self._left.isHidden()
            place: QWidget = self.put_button if gone else self._left
            if gone and self._left in {self.tie_button, self.untie_button}:
                place = self.tie_button if self.untie_button.isHidden() else self.untie_button
            place.setFocus(Qt.FocusReason.OtherFocusReason)
            self._left = None

    def show_strength(self, strength: Strength | None) -> None:
        """Show the estimate of the key's passphrase."""
        self.meter.show_strength(strength)

    @property
    def is_begun(self) -> bool:
        """Tell whether the passphrase of a key is half typed."""
        return bool(self.first.passphrase() or self.second.passphrase())

    def forget_secrets(self) -> None:
        """Empty the fields that hold a secret."""
        self.first.clear()
        self.second.clear()
        self.meter.show_strength(None)

    def ask_to_put(self, proposed: Proposed) -> None:
        """Ask whether this key gets its share, once it was compared."""
        ask(put_question(proposed), lambda: self.put_asked.emit(proposed.file), self)

    def print_text(self, text: str) -> None:
        """Ask for a printer and print."""
        print_text(text, self, "Clé de la structure")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()

    def _show_keyring(self, state: ClesState) -> None:
        self.ties.setText(keyring_words(state))
        self.tie_button.setVisible(state.may and not state.wanted)
        self.untie_button.setVisible(state.may and state.wanted)

    def _structure_card(self) -> Card:
        card = Card("Clé de la structure", about=ABOUT_STRUCTURE)
        self.standing = body("")
        self.standing.setObjectName("structureStanding")
        self._whom_structure = hint("")
        self.put_button = secondary("Mettre une clé en place…", name="putStructureKey")
        self.create_button = secondary("Créer une clé…", name="createStructureKey")
        self.print_button = secondary("Imprimer l’empreinte…", name="printFingerprint")
        self.remove_button = danger("Retirer la clé…", name="removeStructureKey")
        self.put_button.clicked.connect(self._choose)
        self.create_button.clicked.connect(self.creation_asked)
        self.print_button.clicked.connect(self.print_asked)
        self.remove_button.clicked.connect(self._ask_removal)
        self._fixed = hint(FIXED)
        self._fixed.setObjectName("structureKeyFixed")
        self._fixed.hide()
        card.body.addWidget(self.standing)
        card.body.addWidget(self._fixed)
        card.body.addWidget(self._whom_structure)
        card.body.addWidget(self._creation_part())
        buttons = flow()
        for button in (
            self.put_button, self.create_button, self.print_button, self.remove_button,
        ):  # fmt: skip
            buttons.addWidget(button)
        card.body.addLayout(buttons)
        return card

    def _creation_part(self) -> QWidget:
        self._creation = QWidget()
        self.first = PassphraseField(
            "Phrase de passe de la clé",
            name="structurePassphrase",
            hint_text="Autre que la vôtre\u00a0: elle garde tous les postes de la structure.",
        )
        self.second = PassphraseField("La même, encore une fois", name="structurePassphraseAgain")
        self.meter = StrengthMeter()
        self.make_button = primary("Choisir où et créer…", icon="cle", name="makeKey")
        self.leave_button = secondary("Ne pas créer de clé", name="leaveKey")
        self.first.changed.connect(self._changed)
        self.second.submitted.connect(self._create)
        self.make_button.clicked.connect(self._create)
        self.leave_button.clicked.connect(self.creation_left)
        layout = column(self._creation)
        for part in (self.first, self.meter, self.second):
            layout.addWidget(part)
        buttons = flow()
        buttons.addWidget(self.make_button)
        buttons.addWidget(self.leave_button)
        layout.addLayout(buttons)
        self._creation.hide()
        return self._creation

    def _keyring_card(self) -> Card:
        card = Card("Trousseau de cet ordinateur", about=ABOUT_KEYRING)
        self.ties = body("")
        self.ties.setObjectName("keyringTies")
        self._whom_keyring = hint("")
        self.tie_button = secondary("Lier au trousseau", name="tieKeyring")
        self.untie_button = secondary("Ne plus lier", name="untieKeyring")
        self.tie_button.clicked.connect(self._tie)
        self.untie_button.clicked.connect(self._untie)
        card.body.addWidget(self.ties)
        card.body.addWidget(self._whom_keyring)
        buttons = flow()
        buttons.addWidget(self.tie_button)
        buttons.addWidget(self.untie_button)
        card.body.addLayout(buttons)
        return card

    def folder(self) -> Path | None:
        """Ask where the key's files go; None when the user changed his mind."""
        chosen = QFileDialog.getExistingDirectory(self, "Où enregistrer la clé de la structure")
        return Path(chosen) if chosen else None

    def _choose(self) -> None:
        if self._state.imposed is not None:
            self.file_chosen.emit(self._state.imposed)
            return
        chosen, _ = QFileDialog.getOpenFileName(self, "Choisir une clé publique", "", KIND)
        if chosen:
            self.file_chosen.emit(Path(chosen))

    def _ask_removal(self) -> None:
        ask(REMOVE, self.removal_asked.emit, self)

    def _changed(self) -> None:
        self.estimate_asked.emit(self.first.passphrase())

    def _create(self) -> None:
        self.create_asked.emit(self.first.passphrase(), self.second.passphrase())

    def _tie(self) -> None:
        self.keyring_chosen.emit(True)

    def _untie(self) -> None:
        self.keyring_chosen.emit(False)
