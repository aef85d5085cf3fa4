"""What each step of the end asks; one of them is shown at a time."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.ui.pages.fin_convention import words
from app.ui.pages.fin_convention.state import FinConventionState
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import danger, primary, secondary
from app.ui.widgets.choice_list import ChoiceList
from app.ui.widgets.confirm_dialog import ask
from app.ui.widgets.flow import FlowLayout, flow
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import body, strong
from app.ui.widgets.layouts import column
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.tones import Tone


class RestPart(QWidget):
    """What is unsent: synchronise, or a reason.

    Signals:
        picked: a reason. go_on_asked, synchronise_asked: what to do.
    """

    picked = Signal(str)
    go_on_asked = Signal()
    synchronise_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._unsent = body("")
        self._unsent.setObjectName("unsentWords")
        self._why = strong("Ou pourquoi elles ne partiront pas\u00a0:")
        self._reasons = ChoiceList("Pourquoi ces prescriptions ne partiront pas")
        self._reasons.setObjectName("restReasons")
        self._reasons.answered.connect(self._picked)
        self.sync_button = secondary(words.BY_NETWORK, icon="synchroniser", name="synchroniseRest")
        self.sync_button.clicked.connect(self.synchronise_asked)
        self.next_button = primary("&Continuer", icon="suite", name="restNext")
        self.next_button.clicked.connect(self.go_on_asked)
        layout = column(self)
        layout.addWidget(self._unsent)
        layout.addLayout(_row(self.sync_button))
        layout.addWidget(self._why)
        layout.addWidget(self._reasons)
        layout.addLayout(_row(self.next_button))

    @property
    def first(self) -> QWidget:
        """Return where to begin: sending, where something can be sent."""
        return self.next_button if self.sync_button.isHidden() else self.sync_button

    def show_state(self, state: FinConventionState) -> None:
        """Show what is unsent and the reason that was picked."""
        on_stick = state.on_stick if state.only_stick else 0
        self._unsent.setText(words.unsent(state.unsent, on_stick=on_stick))
        picked = [state.reason] if state.reason else []
        self._reasons.show_choices(words.REASONS, selected=picked, keys=False)
        self._reasons.setVisible(bool(state.unsent))
        self._why.setVisible(bool(state.unsent))
        self.sync_button.setVisible(bool(state.unsent))
        self.sync_button.setText(words.BY_STICK if state.only_stick else words.BY_NETWORK)

    def _picked(self, codes: tuple[str, ...]) -> None:
        self.picked.emit(codes[0] if codes else "")


class ReturnPart(QWidget):
    """The file that goes back.

    Signals:
        chosen: the `Path` to write.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._inactive = Banner()
        self.first = primary("&Enregistrer le fichier…", icon="enregistrer", name="returnFile")
        self.first.clicked.connect(self._choose)
        layout = column(self)
        layout.addWidget(self._inactive)
        layout.addLayout(_row(self.first))

    def show_state(self, state: FinConventionState) -> None:
        """Say when nothing can be sealed."""
        self._inactive.say(Tone.WARNING, "" if state.may_seal else words.NOT_ACTIVE)
        self.first.setEnabled(state.may_seal)

    def _choose(self) -> None:
        path = asked_where(self, "Rendre les données", "restitution.passerelle", "Passerelle (*)")
        if path is not None:
            self.chosen.emit(path)
        self.first.setFocus()


class ReceiptPart(QWidget):
    """The Département's word that it has the file.

    Signals:
        code_given, writing_given: what was typed. chosen: write the file again.
    """

    code_given = Signal(str)
    writing_given = Signal(str)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.code, self.writing = QLineEdit(), QLineEdit()
        self.writing.setMaxLength(80)
        self.code.returnPressed.connect(self._code)
        self.first = primary("&Vérifier le code", icon="fait", name="checkReceipt")
        self.first.clicked.connect(self._code)
        self.written_button = secondary("&Noter la confirmation écrite", name="noteWriting")
        self.written_button.clicked.connect(lambda: self.writing_given.emit(self.writing.text()))
        self.again_button = secondary("&Enregistrer le fichier de nouveau…", name="returnAgain")
        self.again_button.clicked.connect(self._again)
        layout = column(self)
        layout.addWidget(FormField("Code de réce&ption", self.code, name="receiptCode"))
        layout.addLayout(_row(self.first))
        layout.addWidget(
            FormField(
                "&Ou la référence de sa confirmation écrite",
                self.writing,
                hint_text="Sa date et sa forme, sans nom de personne\u00a0: «\u00a0courriel du "
                "3 décembre\u00a0».",
                optional=True,
                name="receiptWriting",
            )
        )
        layout.addLayout(_row(self.written_button, self.again_button))

    def forget(self) -> None:
        """Empty both fields."""
        self.code.clear()
        self.writing.clear()

    def _code(self) -> None:
        self.code_given.emit(self.code.text())

    def _again(self) -> None:
        path = asked_where(self, "Rendre les données", "restitution.passerelle", "Passerelle (*)")
        if path is not None:
            self.chosen.emit(path)


class DestroyPart(QWidget):
    """The passphrase and the last question.

    Signals:
        asked: the passphrase, confirmed.
    """

    asked = Signal(str)
    missing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._held = Banner()
        self.passphrase = PassphraseField("&Phrase de passe", name="endPassphrase")
        self.first = self.passphrase.line  # never the button that destroys
        self.button = danger("&Détruire…", name="destroyAll")
        self.passphrase.submitted.connect(self._ask)
        self.button.clicked.connect(self._ask)
        layout = column(self)
        layout.addWidget(self._held)
        layout.addWidget(self.passphrase)
        layout.addLayout(_row(self.button))

    def show_state(self, state: FinConventionState) -> None:
        """Warn of records that somebody asked to keep; say when it only goes on."""
        self._held.say(Tone.WARNING, words.kept_longer(state.kept_longer))
        self.button.setText("Reprendre la &destruction…" if state.destroying else "&Détruire…")

    def _ask(self) -> None:
        typed = self.passphrase.passphrase()
        if typed:
            ask(words.QUESTION, lambda: self.asked.emit(typed), self)
        else:
            self.missing.emit()


class CertificatePart(QWidget):
    """The certificate.

    Signals:
        chosen: the `Path` to save it to.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._numero = ""
        self.first = primary(
            "&Enregistrer l’attestation…", icon="enregistrer", name="saveCertificate"
        )
        self.first.clicked.connect(self._choose)
        column(self).addLayout(_row(self.first))

    def show_state(self, state: FinConventionState) -> None:
        """Take the number for the file's name."""
        self._numero = state.numero

    def _choose(self) -> None:
        name = f"attestation-destruction-{self._numero}.pdf"
        path = asked_where(self, "Enregistrer l’attestation", name, "PDF (*.pdf)")
        if path is not None:
            self.chosen.emit(path if path.suffix else path.with_suffix(".pdf"))
        self.first.setFocus()


def asked_where(parent: QWidget, title: str, name: str, kind: str) -> Path | None:
    """Ask for a file to write; None when nobody chose one."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kind)
    return Path(chosen) if chosen else None


def _row(*buttons: QWidget) -> FlowLayout:
    line = flow()
    for button in buttons:
        line.addWidget(button)
    return line
