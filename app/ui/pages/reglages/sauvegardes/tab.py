"""Where the backups go, how the last one ended, and the ways back."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.words import Fact
from app.ui.pages.reglages.sauvegardes.former import FormerFoldersCard
from app.ui.pages.reglages.sauvegardes.parts import FormerCard, Progress
from app.ui.pages.reglages.sauvegardes.state import BackupsState
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, hint
from app.ui.widgets.layouts import column
from app.ui.widgets.moments import stop_by_escape, when_it_comes
from app.ui.widgets.printing import ask_where
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone

_KIND = "Sauvegarde de Passerelle (*.sauvegarde)"
_SUFFIX = ".sauvegarde"


class SauvegardesTab(QWidget):
    """Shows a `BackupsState`; its signals say what the user wants.

    Signals:
        came: the part is on screen; what it shows is to be read again.
        folder_chosen: a `Path`.
        backup_asked, cancel_asked: make one now; stop what is under way.
        export_asked: the `Path` of the file to write.
        restore_asked: leave for the page that restores.
        destroy_asked, return_asked: the end of the former state, confirmed.
        destroy_in_former_asked: the end of the backups in the folders before, confirmed.
    """

    came = Signal()
    folder_chosen = Signal(object)
    backup_asked = Signal()
    cancel_asked = Signal()
    export_asked = Signal(object)
    restore_asked = Signal()
    destroy_asked = Signal()
    return_asked = Signal()
    destroy_in_former_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self.former = FormerCard()
        self.former.destroy_asked.connect(self.destroy_asked)
        self.former.return_asked.connect(self.return_asked)
        layout = column(self)
        self.former_folders = FormerFoldersCard()
        self.former_folders.destroy_asked.connect(self.destroy_in_former_asked)
        for part in (self.banner, self.former, self._where(), self._files(), self.former_folders,
                     self._others()):  # fmt: skip
            layout.addWidget(part)
        layout.addStretch(1)
        when_it_comes(self, self.came)
        stop_by_escape(self, self.progress, self.cancel_asked)

    def show_state(self, state: BackupsState) -> None:
        """Show `state` and nothing else."""
        if (self.banner.text, state.message) != ("", ""):
            self.banner.say(state.tone, state.message)
        chosen, free = bool(state.folder), not state.working
        self._pill.show_pill(state.pill if state.loaded else Pill("Lecture…", Tone.NEUTRAL))
        self._facts.show_facts(
            [Fact("Dossier", state.folder), Fact("Dernière réussie", state.last)]
        )
        self._problem.setText(state.problem)
        self._problem.setVisible(bool(state.problem))
        self.backup_button.setVisible(chosen)
        self.folder_button.setVisible(not state.imposed)
        self._fixed.setVisible(state.imposed)
        self._show_working(state)
        for button in (self.backup_button, self.folder_button, self.export_button,
                       self.restore_button):  # fmt: skip
            button.setEnabled(free and state.loaded)
        self._lines.show_facts([Fact(line.when, line.about) for line in state.lines])
        self._list.setVisible(bool(state.lines))
        self.former.show_former(state.former, free=free)
        self.former_folders.show_lines(state.former_folders, free=free and bool(state.last))

    def _where(self) -> Card:
        card = Card(
            "Sauvegardes de ce poste",
            about="Chiffrées comme le coffre, faites d’elles-mêmes une fois par jour et à la "
            "fermeture, relues, gardées 30\u00a0jours au plus.",
        )
        self._pill = StatePill(Pill("Lecture…", Tone.NEUTRAL))
        self._facts = Facts("Sauvegardes de ce poste", labels=130)
        self._problem = body("")
        self._problem.setObjectName("backupProblem")
        self.backup_button = primary(
            "&Sauvegarder maintenant", icon="enregistrer", name="backUpNow"
        )
        self.folder_button = secondary("&Choisir un dossier ou une clé…", name="backupFolder")
        self.backup_button.clicked.connect(self.backup_asked)
        self.folder_button.clicked.connect(self._choose)
        self.progress = Progress()
        self.progress.stop.clicked.connect(self.cancel_asked)
        buttons = flow()
        buttons.addWidget(self.backup_button)
        buttons.addWidget(self.folder_button)
        self._fixed = hint("Ce dossier est fixé par votre service informatique.")
        self._fixed.setObjectName("folderFixed")
        self._fixed.hide()
        for part in (self._pill, self._facts, self._fixed, self._problem):
            card.body.addWidget(part)
        card.body.addLayout(buttons)
        card.body.addWidget(self.progress)
        return card

    def _files(self) -> Card:
        self._list = Card("Dans ce dossier")
        self._lines = Facts("Sauvegardes dans ce dossier", labels=190)
        self._list.body.addWidget(self._lines)
        self._list.hide()
        return self._list

    def _others(self) -> Card:
        card = Card(
            "Changer d’ordinateur, revenir en arrière",
            about="Un seul fichier contient tout et s’ouvre avec les mêmes phrases de passe. "
            "L’ordinateur où il est restauré devra être activé de nouveau.",
        )
        self.export_button = secondary("&Exporter tout dans un fichier…", name="exportAll")
        self.restore_button = secondary(
            "&Restaurer une sauvegarde…", icon="reprendre", name="restoreBackup"
        )
        self.export_button.clicked.connect(self._export)
        self.restore_button.clicked.connect(self.restore_asked)
        buttons = flow()
        buttons.addWidget(self.export_button)
        buttons.addWidget(self.restore_button)
        card.body.addLayout(buttons)
        return card

    def _show_working(self, state: BackupsState) -> None:
        """Give the focus to « Arrêter » while something runs, and back where one begins."""
        working = bool(state.working)
        asked = (self.backup_button, self.folder_button, self.export_button,
                 self.former_folders.destroy_button)  # fmt: skip
        if working and any(button.hasFocus() for button in asked):
            self.progress.show()
            self.progress.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not working and self.progress.stop.hasFocus():
            back = self.backup_button if state.folder else self.folder_button
            back.setEnabled(True)
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.progress.show_progress(state.working, state.done, state.total)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Dossier ou clé des sauvegardes")
        if chosen:
            self.folder_chosen.emit(Path(chosen))

    def _export(self) -> None:
        path = ask_where(self, f"passerelle-export{_SUFFIX}", _KIND, suffix=_SUFFIX)
        if path is not None:
            self.export_asked.emit(path)
