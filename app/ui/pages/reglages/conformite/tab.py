"""Register, impact assessment and conformity file: what lacks, the few fields, the papers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.ui.dossiers.facts import Facts
from app.ui.pages.reglages.conformite.form import ConformiteForm
from app.ui.pages.reglages.conformite.state import ConformiteState
from app.ui.pages.reglages.conformite.written import WrittenCards
from app.ui.pages.reglages.sauvegardes.parts import Progress
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import column
from app.ui.widgets.printing import ask_where
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone

_KIND = "Données (*.json)"
_SUFFIX = ".json"
_READING = Pill("Lecture…", Tone.NEUTRAL)
_NAME = f"dossier-conformite{_SUFFIX}"


class ConformiteTab(QWidget):
    """Shows a `ConformiteState`.

    Signals:
        came: the tab comes on screen; what it shows is read again.
        kept: the fields as a `Typed`.
        register_asked, assessment_asked, file_asked: a paper to make and show.
        data_asked: the `Path` of the data to write.
        cancel_asked: stop what is under way.
    """

    came = Signal()
    kept = Signal(object)
    register_asked = Signal()
    assessment_asked = Signal()
    file_asked = Signal()
    data_asked = Signal(object)
    cancel_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self.form = ConformiteForm()
        self.form.kept.connect(self.kept)
        self.written = WrittenCards()
        layout = column(self)
        for part in (self.banner, self._papers(), self.form, self.written):
            layout.addWidget(part)
        layout.addStretch(1)

    @property
    def is_begun(self) -> bool:
        """Tell whether something typed here is not kept."""
        return self.form.is_begun or self.written.is_begun

    def show_state(self, state: ConformiteState) -> None:
        """Show `state` and nothing else."""
        said = "" if state.about_form else state.message
        if (self.banner.text, said) != ("", ""):
            self.banner.say(state.tone, said)
        self._pill.show_pill(state.pill or _READING)
        self._facts.show_facts(state.facts)
        self._lacks.setText(f"Il manque encore\u00a0: {', '.join(state.lacks)}.")
        self._lacks.setVisible(bool(state.lacks))
        self._show_working(state)
        for button in self._buttons:
            button.setEnabled(state.loaded and not state.working)
        self.form.show_state(state)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.progress.isVisible():
            self.cancel_asked.emit()
            return
        super().keyPressEvent(event)

    def _papers(self) -> Card:
        card = Card(
            "Registre, analyse d’impact, dossier de conformité",
            about="Remplis d’après la convention et l’état de ce poste, pour votre délégué à la "
            "protection des données et pour le Département.",
        )
        self._pill = StatePill(_READING)
        self._facts = Facts("Conformité", labels=170)
        self._lacks = body("")
        self._lacks.setObjectName("conformiteLacks")
        register = secondary("Re&gistre…", icon="imprimer", name="showRegister")
        assessment = secondary("Analyse d’&impact…", icon="imprimer", name="showAssessment")
        whole = secondary("D&ossier complet…", icon="imprimer", name="showFile")
        data = secondary("Données (&JSON)…", icon="enregistrer", name="saveData")
        register.clicked.connect(self.register_asked)
        assessment.clicked.connect(self.assessment_asked)
        whole.clicked.connect(self.file_asked)
        data.clicked.connect(self._save)
        self._buttons = (register, assessment, whole, data)
        self._asked = register
        self.progress = Progress(name="cancelConformite")
        self.progress.stop.clicked.connect(self.cancel_asked)
        buttons = flow()
        for button in self._buttons:
            buttons.addWidget(button)
        for part in (self._pill, self._facts, self._lacks):
            card.body.addWidget(part)
        card.body.addLayout(buttons)
        card.body.addWidget(self.progress)
        return card

    def _show_working(self, state: ConformiteState) -> None:
        """Give the focus to « Arrêter » while something runs, and back to where it was."""
        asked = next((button for button in self._buttons if button.hasFocus()), None)
        if state.working and asked is not None:
            self._asked = asked
            self.progress.show()
            self.progress.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not state.working and self.progress.stop.hasFocus():
            self._asked.setEnabled(True)
            self._asked.setFocus(Qt.FocusReason.OtherFocusReason)
        self.progress.show_progress(state.working, state.done, state.total)

    def _save(self) -> None:
        path = ask_where(self, _NAME, _KIND, suffix=_SUFFIX)
        if path is not None:
            self.data_asked.emit(path)
