"""Open a backup to count what was in it, on another laptop than the one that is gone."""

from PySide6.QtCore import Qt, Signal

from app.ui.dossiers.facts import Facts
from app.ui.pages.demandes.backup_state import BackupState
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import hint, strong
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.tones import Tone


class BackupPanel(Card):
    """Shows a `BackupState`; hidden while no backup is being opened.

    Signals:
        picked: the code of who opens it.
        count_asked: the secret that was typed. left: it is not to be counted after all.
    """

    picked = Signal(str)
    count_asked = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Compter dans cette sauvegarde", soft=True)
        self._facts = Facts("Sauvegarde", labels=170)
        self._who = ChoiceList("Qui l’ouvre")
        self._who.setObjectName("backupWho")
        self.secret = PassphraseField("&Phrase de passe, ou clé de la feuille", name="backupSecret")
        self._problem = Banner()
        self._count = secondary("Co&mpter", icon="bilan", name="countBackup")
        self._leave = link("Ne pas compter", name="leaveBackup")
        buttons = flow()
        buttons.addWidget(self._count)
        buttons.addWidget(self._leave)
        for part in (
            hint("Elle est ouverte, comptée et refermée. Rien n’est restauré sur ce poste."),
            self._facts,
            strong("Qui l’ouvre\u00a0?"),
            self._who,
            self.secret,
            self._problem,
        ):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        self._who.answered.connect(self._answered)
        self._who.submitted.connect(self.secret.line.setFocus)
        self.secret.submitted.connect(self._ask)
        self._count.clicked.connect(self._ask)
        self._leave.clicked.connect(self.left)
        self.hide()

    def show_state(self, state: BackupState) -> None:
        """Show `state` and nothing else."""
        came = state.open and self.isHidden()
        self._facts.show_facts(state.facts)
        self._who.show_choices(
            [Choice(code, words) for code, words in state.who],
            selected=(state.picked,),
            keys=False,
        )
        self._problem.say(Tone.DANGER, state.problem)
        for part in (self._who, self.secret, self._count):
            part.setEnabled(not state.working)
        self.setVisible(state.open)
        if came:
            place = self.secret.line if state.picked else self._who
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_secret(self) -> None:
        """Empty the field that holds a secret."""
        self.secret.clear()

    def _answered(self, codes: tuple[str, ...]) -> None:
        if codes:
            self.picked.emit(codes[0])

    def _ask(self) -> None:
        self.count_asked.emit(self.secret.passphrase())
