"""The versions of the questionnaire: the one in force, a workbook to take in, the way back."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.words import Fact
from app.ui.interview.notices import Notice
from app.ui.pages.reglages.questionnaire.parts import ChangeCard, CheckCard, VersionsCard
from app.ui.pages.reglages.questionnaire.state import QuestionnaireState, VersionLine
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, hint, strong
from app.ui.widgets.layouts import column
from app.ui.widgets.moments import stop_by_escape, when_it_comes
from app.ui.widgets.tones import Tone

_KINDS = "Classeurs (*.xlsx *.ods *.xls);;Tous les fichiers (*)"


class QuestionnaireTab(QWidget):
    """Shows a `QuestionnaireState`.

    Signals:
        came: the tab comes on screen; what it shows is read again.
        file_chosen: the `Path` of a workbook to take in.
        bundled_asked: take in the workbook that came with the program.
        refused_asked: the faults of the published workbook that was refused are wanted.
        cancel_asked: stop what is under way.
        close_asked: what was found or compared was read.
        compare_asked, activate_asked: the id of a version.
        save_check_asked, print_check_asked, save_change_asked, print_change_asked: a list is
            wanted as a file or on paper.
    """

    came = Signal()
    file_chosen = Signal(object)
    bundled_asked = Signal()
    refused_asked = Signal()
    cancel_asked = Signal()
    close_asked = Signal()
    compare_asked = Signal(str)
    activate_asked = Signal(str)
    save_check_asked = Signal()
    print_check_asked = Signal()
    save_change_asked = Signal()
    print_change_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self.check, self.change, self.versions = CheckCard(), ChangeCard(), VersionsCard()
        self.check.close_asked.connect(self.close_asked)
        self.change.close_asked.connect(self.close_asked)
        self.check.save_asked.connect(self.save_check_asked)
        self.check.print_asked.connect(self.print_check_asked)
        self.change.save_asked.connect(self.save_change_asked)
        self.change.print_asked.connect(self.print_change_asked)
        self.change.activate_asked.connect(self.activate_asked)
        self.versions.compare_asked.connect(self.compare_asked)
        layout = column(self)
        for part in (
            self.banner, self._make_refused(), self.check, self.change, self._current(),
            self._import(), self.versions,
        ):  # fmt: skip
            layout.addWidget(part)
        layout.addStretch(1)
        when_it_comes(self, self.came)
        stop_by_escape(self, self._progress, self.cancel_asked)

    def show_state(self, state: QuestionnaireState) -> None:
        """Show `state` and nothing else."""
        if (self.banner.text, state.message) != ("", ""):
            self.banner.say(state.tone, state.message)
        self._show_current(state.current)
        self._show_working(state)
        self._refused.say(Tone.WARNING, "" if state.check else state.refused)
        self._bundled.setVisible(state.bundled)
        self.bundled_button.setVisible(state.bundled)
        self.check.show_check(state.check)
        self.change.show_change(state.change, state)
        self.versions.show_versions(state.others)
        self.change.setEnabled(not state.working)
        self.versions.setEnabled(not state.working)

    def to_result(self) -> None:
        """Put the focus where what was found begins."""
        if not self.check.take_focus() and not self.change.take_focus():
            self.to_start()

    def to_start(self) -> None:
        """Put the focus back where one begins: what had it is away."""
        self.import_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _current(self) -> Card:
        card = Card("Version en service")
        self._title = strong("")
        self._title.setObjectName("versionInForce")
        self._facts = Facts("Version en service", labels=120)
        card.body.addWidget(self._title)
        card.body.addWidget(self._facts)
        card.body.addWidget(
            hint(
                "Un entretien garde la version avec laquelle il a commencé. Un diagnostic déjà "
                "établi ne change jamais."
            )
        )
        return card

    def _make_refused(self) -> Notice:
        self._refused = Notice("", "Voir les fautes", name="showRefused")
        self._refused.asked.connect(self.refused_asked)
        self._refused.hide()
        return self._refused

    def _import(self) -> Card:
        card = Card(
            "Importer un classeur",
            about="Le classeur du Département (.xlsx) est vérifié, comparé à la version en "
            "service, puis gardé à côté des autres. Rien n’est remplacé.",
        )
        self._bundled = body(
            "Passerelle a été mis à jour et apporte une autre version du questionnaire. Elle ne "
            "sert pas tant qu’elle n’est pas mise en service."
        )
        self.bundled_button = secondary("Examiner la version livrée", name="importBundled")
        self.bundled_button.clicked.connect(self.bundled_asked)
        self.import_button = secondary(
            "&Importer un classeur…", icon="ajouter", name="importWorkbook"
        )
        self.import_button.clicked.connect(self._choose)
        buttons = flow()
        buttons.addWidget(self.import_button)
        buttons.addWidget(self.bundled_button)
        card.body.addWidget(self._bundled)
        card.body.addLayout(buttons)
        card.body.addWidget(self._make_progress())
        self._bundled.hide()
        self.bundled_button.hide()
        return card

    def _make_progress(self) -> QWidget:
        self._progress = QWidget()
        self._words = body("")
        self._words.setObjectName("importWords")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._stop = secondary("&Arrêter", icon="fermer", name="cancelImport")
        self._stop.clicked.connect(self.cancel_asked)
        inside = column(self._progress, gap=Space.S)
        inside.addWidget(self._words)
        inside.addWidget(self._bar)
        inside.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        self._progress.hide()
        return self._progress

    def _show_current(self, current: VersionLine | None) -> None:
        if current is None:
            self._title.setText("Lecture des versions…")
            return
        self._title.setText(current.title)
        came, since = (*current.facts, "", "")[:2]
        self._facts.show_facts(
            [Fact("Origine", came), Fact("En service", since), Fact("Empreinte", current.code)]
        )

    def _show_working(self, state: QuestionnaireState) -> None:
        working = bool(state.working)
        for button in (self.import_button, self.bundled_button):
            if working and button.hasFocus():
                self._progress.show()
                self._stop.setFocus(Qt.FocusReason.OtherFocusReason)
            button.setEnabled(not working)
        if not working and self._stop.hasFocus():
            self.import_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._progress.setVisible(working)
        self._words.setText(state.working)
        self._bar.setAccessibleName(state.working)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Importer un classeur", "", _KINDS)
        if chosen:
            self.file_chosen.emit(Path(chosen))
