"""The page that ends a laptop."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.dossiers.facts import Facts
from app.ui.pages.fin_poste import words
from app.ui.pages.fin_poste.state import FinPosteState
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import danger, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import ask
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body
from app.ui.widgets.page import Page
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.tones import Tone

_BACKUP = "Sauvegarde de Passerelle (*.sauvegarde)"


class FinPostePage(Page):
    """Shows a `FinPosteState`.

    Signals:
        paper_chosen: the `Path` of the certificate.
        backup_asked: the `Path` of a last backup.
        end_asked: the passphrase; asked and confirmed.
        synchronise_asked, left: to where what waits is sent; back.
    """

    paper_chosen = Signal(object)
    backup_asked = Signal(object)
    end_asked = Signal(str)
    synchronise_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(words.TITLE, subtitle=words.SUBTITLE)
        self._number = ""
        for part in (self._held(), self._before(), self._paper(), self._last()):
            self.body.addWidget(part)
        back = secondary("&Retour", icon="retour", name="back")
        back.clicked.connect(self.left)
        self.add_answer(back, left=True)
        self.set_first_focus(self.sync_button)

    def show_state(self, state: FinPosteState) -> None:
        """Show `state` and nothing else."""
        self.say(state.tone, state.message)
        self._number = state.number
        self._facts.show_facts(state.facts)
        self._unsent.say(Tone.WARNING, words.unsent(state.unsent) if state.unsent else "")
        self.sync_button.setVisible(bool(state.unsent))
        self.sync_button.setText(words.BY_STICK if state.only_stick else words.BY_NETWORK)
        self._where.setText(f"Attestation\u00a0: {state.paper}" if state.paper else "")
        self._where.setVisible(bool(state.paper))
        self._saved.setText(f"Dernière sauvegarde écrite et relue\u00a0: {state.backup}")
        self._saved.setVisible(bool(state.backup))
        free = state.loaded and state.referent and not state.working
        for part in (self.paper_button, self.backup_button, self.passphrase):
            part.setEnabled(free)
        self.end_button.setEnabled(free)
        self.set_first_focus(self.sync_button if state.unsent else self.backup_button)
        if state.working:
            self.busy.start(state.working)
        else:
            self.busy.stop()

    def forget_secrets(self) -> None:
        """Empty the field that holds a secret."""
        self.passphrase.clear()

    def _held(self) -> Card:
        card = Card("Ce qui sera détruit", about="Pour tous les agents de ce poste.")
        self._facts = Facts("Ce qui sera détruit")
        card.body.addWidget(self._facts)
        return card

    def _before(self) -> Card:
        card = Card(
            "Avant",
            about="Une dernière sauvegarde scellée s’ouvre sur un autre poste avec les mêmes "
            "phrases de passe. Ne la faites que si les dossiers continuent ailleurs.",
        )
        self._unsent = Banner()
        self.sync_button = secondary(words.BY_NETWORK, icon="synchroniser", name="synchroniseFirst")
        self.sync_button.clicked.connect(self.synchronise_asked)
        self.backup_button = secondary(
            "Faire une &dernière sauvegarde…", icon="enregistrer", name="lastBackup"
        )
        self.backup_button.clicked.connect(self._choose_backup)
        self._saved = body("")
        self._saved.setObjectName("lastBackupPlace")
        buttons = flow()
        buttons.addWidget(self.sync_button)
        buttons.addWidget(self.backup_button)
        for part in (self._unsent, self._saved):
            card.body.addWidget(part)
        card.body.addLayout(buttons)
        return card

    def _paper(self) -> Card:
        card = Card(
            "L’attestation de destruction",
            about="Numérotée et signée, elle dit ce qui est détruit et ce qui reste hors de "
            "portée. Elle est écrite d’abord, hors de ce poste\u00a0: sur une clé, un partage.",
        )
        self._where = body("")
        self._where.setObjectName("paperPlace")
        self.paper_button = secondary(
            "C&hoisir où l’enregistrer…", icon="enregistrer", name="paperWhere"
        )
        self.paper_button.clicked.connect(self._choose_paper)
        buttons = flow()
        buttons.addWidget(self.paper_button)
        card.body.addWidget(self._where)
        card.body.addLayout(buttons)
        return card

    def _last(self) -> Card:
        card = Card("Détruire", about="Votre phrase de passe, puis une dernière question.")
        self.passphrase = PassphraseField("&Phrase de passe", name="endPassphrase")
        self.end_button = danger("&Tout détruire…", name="endLaptop")
        self.passphrase.submitted.connect(self._ask)
        self.end_button.clicked.connect(self._ask)
        card.body.addWidget(self.passphrase)
        buttons = flow()
        buttons.addWidget(self.end_button)
        card.body.addLayout(buttons)
        return card

    def _ask(self) -> None:
        if not self._where.text():
            self.say(Tone.DANGER, words.PAPER_FIRST)
        elif not self.passphrase.passphrase():
            self.say(Tone.DANGER, words.TYPE_FIRST)
        else:
            typed = self.passphrase.passphrase()
            ask(words.QUESTION, lambda: self.end_asked.emit(typed), self)

    def _choose_paper(self) -> None:
        name = f"attestation-destruction-{self._number}.pdf"
        self._choose(self.paper_button, "Enregistrer l’attestation", name, "PDF (*.pdf)", ".pdf")

    def _choose_backup(self) -> None:
        self._choose(
            self.backup_button, "Dernière sauvegarde", "passerelle.sauvegarde", _BACKUP,
            ".sauvegarde",
        )  # fmt: skip

    def _choose(self, button: QWidget, title: str, name: str, kind: str, suffix: str) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, kind)
        if chosen:
            path = Path(chosen)
            path = path if path.suffix else path.with_suffix(suffix)
            signal = self.paper_chosen if button is self.paper_button else self.backup_asked
            signal.emit(path)
        button.setFocus()
