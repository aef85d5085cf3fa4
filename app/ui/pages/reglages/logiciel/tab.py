"""The program's version, the check of an installer, the IT department's rules."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.words import Fact
from app.ui.pages.reglages.logiciel.state import LogicielState
from app.ui.pages.reglages.sauvegardes.parts import Progress
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, hint, strong
from app.ui.widgets.layouts import column
from app.ui.widgets.moments import stop_by_escape, when_it_comes
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone

_ANNOUNCEMENT = "Annonce d’une version (*.passerelle-version)"
_ASK_ANNOUNCEMENT = "Choisir l’annonce qui accompagne l’installateur"


class LogicielTab(QWidget):
    """Shows a `LogicielState`.

    Signals:
        came: the part is on screen; what it shows is to be read again.
        verify_asked: the `Path` of an installer, and that of its announcement or None.
        cancel_asked: stop the check.
    """

    came = Signal()
    verify_asked = Signal(object, object)
    cancel_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        for part in (self._version_card(), self._check_card(), self._rules_card()):
            layout.addWidget(part)
        layout.addStretch(1)
        when_it_comes(self, self.came)
        stop_by_escape(self, self.progress, self.cancel_asked)

    def show_state(self, state: LogicielState) -> None:
        """Show `state` and nothing else."""
        self._version.setText(state.version)
        self._pill.show_pill(state.pill)
        _say(self._notice, state.notice_tone, state.notice)
        self._address.setText(f"Où la trouver\u00a0: {state.address}")
        self._address.setVisible(bool(state.address))
        self._earlier.setText(state.earlier)
        self._earlier.setVisible(bool(state.earlier))
        _say(self.verdict, state.verdict_tone, state.verdict)
        self._show_working(state)
        self._rules_about.setText(state.rules_about)
        self._rules.show_facts([Fact(line.title, line.value) for line in state.rules])
        self._rules.setVisible(bool(state.rules))
        self._ignored.show_facts([Fact(line.title, line.value) for line in state.ignored])
        for part in (self._ignored, self._ignored_about):
            part.setVisible(bool(state.ignored))

    def ask_announcement(self, installer: Path) -> None:
        """Ask for the announcement that goes with an installer; none ends the check."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, _ASK_ANNOUNCEMENT, str(installer.parent), _ANNOUNCEMENT
        )
        if chosen:
            self.verify_asked.emit(installer, Path(chosen))

    def _version_card(self) -> Card:
        card = Card("Version de ce poste")
        self._version = strong("")
        self._version.setObjectName("softwareVersion")
        self._pill = StatePill(Pill("Lecture…", Tone.NEUTRAL))
        self._notice = Banner()
        self._address = body("")
        self._address.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._address.setObjectName("versionAddress")
        self._earlier = hint("")
        self._earlier.setObjectName("earlierDatabase")
        for part in (self._version, self._pill, self._notice, self._address, self._earlier):
            card.body.addWidget(part)
        return card

    def _check_card(self) -> Card:
        card = Card(
            "Vérifier un installateur",
            about="Apporté sur une clé avec son annonce «\u00a0.passerelle-version\u00a0»\u00a0: "
            "Passerelle dit si c’est bien celui de son éditeur, et n’installe rien.",
        )
        self.verdict = Banner()
        self.verify_button = secondary(
            "&Vérifier un installateur…", icon="fait", name="verifyInstaller"
        )
        self.verify_button.clicked.connect(self._choose)
        self.progress = Progress(name="cancelVerification")
        self.progress.stop.clicked.connect(self.cancel_asked)
        buttons = flow()
        buttons.addWidget(self.verify_button)
        card.body.addWidget(self.verdict)
        card.body.addLayout(buttons)
        card.body.addWidget(self.progress)
        return card

    def _rules_card(self) -> Card:
        card = Card("Règles de votre service informatique")
        self._rules_about = body("")
        self._rules_about.setObjectName("rulesAbout")
        self._rules = Facts("Règles de votre service informatique", labels=230)
        self._ignored_about = strong("Non suivies")
        self._ignored = Facts("Règles non suivies", labels=230)
        for part in (self._rules_about, self._rules, self._ignored_about, self._ignored):
            card.body.addWidget(part)
        return card

    def _show_working(self, state: LogicielState) -> None:
        """Give the focus to « Arrêter » while a check runs, and back to the button after it."""
        working = bool(state.working)
        if working and self.verify_button.hasFocus():
            self.progress.show()
            self.progress.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not working and self.progress.stop.hasFocus():
            self.verify_button.setEnabled(True)
            self.verify_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verify_button.setEnabled(not working)
        self.progress.show_progress(state.working, state.done, state.total)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choisir l’installateur à vérifier")
        if chosen:
            self.verify_asked.emit(Path(chosen), None)


def _say(banner: Banner, tone: Tone, words: str) -> None:
    if banner.text != words:  # else a screen reader hears it at each look
        banner.say(tone, words)
