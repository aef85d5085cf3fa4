"""The diagnosis: what is proposed to the person, why, and what is decided."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.domain.entretien import Etape
from app.ui.interview.frame import StepPage
from app.ui.pages.diagnostic.decision import Decision
from app.ui.pages.diagnostic.details import Details, MissingPart
from app.ui.pages.diagnostic.person_screen import show_to_person
from app.ui.pages.diagnostic.state import DiagnosticState
from app.ui.pages.diagnostic.words import missing_words
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.labels import body, section
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.tones import Tone


class DiagnosticPage(StepPage):
    """Shows a `DiagnosticState`.

    Signals:
        follow_asked, otherwise_asked, service_picked, reason_picked: the decision being made.
        confirm_asked: the decision stands.
        answer_asked: the question to go back to; empty for the questionnaire as it stood.
        alternatives_asked: the agent wants to know what one other answer would have changed.
        earlier_asked: the prescription before this one.
        end_asked: the person refuses; the agent has confirmed.
    """

    follow_asked = Signal()
    otherwise_asked = Signal()
    service_picked = Signal(str)
    reason_picked = Signal(str)
    confirm_asked = Signal()
    answer_asked = Signal(str)
    alternatives_asked = Signal()
    earlier_asked = Signal()
    end_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Diagnostic", Etape.DIAGNOSTIC)
        self._state = DiagnosticState()
        self._came = False
        self._make_summary()
        self._missing = MissingPart()
        self._details = Details()
        self._decision = Decision()
        self._make_earlier()
        for part in (self._missing, self._earlier, self._decision, self._details):
            self.body.addWidget(part)
            part.hide()
        self._make_answers()
        self._connect()
        self.set_first_focus(self._decision.ways)

    def show_state(self, state: DiagnosticState) -> None:
        """Show `state` and nothing else."""
        self._state = state
        advice = state.advice
        self.tell(Tone.DANGER, state.problem)
        self.set_heading("Diagnostic", state.who)
        settled = bool(advice and advice.settled)
        sentences = advice.for_person if advice else ()
        self._show_summary(sentences)
        missing = advice.missing if advice else ()
        self._missing.show_missing(
            missing_words(missing, settled=settled),
            tuple((one.question, one.label) for one in missing),
        )
        self._details.setVisible(advice is not None)
        self._details.show_details(state)
        self._decision.setVisible(settled and not state.decided)
        if settled:
            self._decision.show_decision(state)
        self._earlier.setVisible(state.earlier is not None and not state.decided)
        self._earlier_words.setText(state.earlier.words if state.earlier else "")
        self._show_answers(state, settled=settled)
        if advice is not None and not self._came:
            self._came = True
            self.set_first_focus(self._decision.ways if settled else self._missing)
            self.take_focus()

    def to_mistake(self) -> None:
        """Put the focus where something is missing."""
        self._decision.to_mistake(self._state)
        self.bring_into_view(self._decision.mistake)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take 1 and 2 for the decision, wherever the focus is."""
        if self._decision.isVisible() and self._decision.ways.press_key(event.text()):
            return
        super().keyPressEvent(event)

    def _make_summary(self) -> None:
        self._summary = Card(soft=True)
        self._sentences = column(gap=Space.S)
        self._large = secondary("&Montrer en grand", icon="oeil", name="showToPerson")
        self._large.clicked.connect(self._show_large)
        self._summary.body.addWidget(section("Ce que nous vous proposons"))
        self._summary.body.addLayout(self._sentences)
        self._summary.body.addWidget(self._large, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._summary)
        self._summary.hide()
        self.said: tuple[str, ...] = ()  # what the person is shown

    def _make_earlier(self) -> None:
        self._earlier = Card("Déjà reçue")
        self._earlier_words = body("")
        button = link("Voir cette prescription", name="openEarlier")
        button.clicked.connect(self.earlier_asked)
        self._earlier.body.addWidget(self._earlier_words)
        self._earlier.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_answers(self) -> None:
        self._again = secondary("&Revoir les réponses", icon="retour", name="reviewAnswers")
        self._refuses = link("La personne refuse", name="personRefuses")
        self._confirm = primary("&Confirmer", icon="suite", name="confirmDecision")
        self._again.clicked.connect(lambda: self.answer_asked.emit(""))
        self._refuses.clicked.connect(self._ask_end)
        self._confirm.clicked.connect(self.confirm_asked)
        self.add_answer(self._again, left=True)
        self.add_answer(self._refuses, left=True)
        self.add_answer(self._confirm)
        for button in (self._again, self._refuses, self._confirm):
            button.hide()  # pressed before the diagnosis is read, they would do nothing

    def _connect(self) -> None:
        self._decision.follow_asked.connect(self.follow_asked)
        self._decision.otherwise_asked.connect(self.otherwise_asked)
        self._decision.service_picked.connect(self.service_picked)
        self._decision.reason_picked.connect(self.reason_picked)
        self._decision.submitted.connect(self.confirm_asked)
        self._missing.answer_asked.connect(self.answer_asked)
        self._details.alternatives_asked.connect(self.alternatives_asked)

    def _show_summary(self, sentences: tuple[str, ...]) -> None:
        self._summary.setVisible(bool(sentences))
        if sentences != self.said:
            self.said = sentences
            clear(self._sentences)
            for sentence in sentences:
                self._sentences.addWidget(body(sentence))

    def _show_answers(self, state: DiagnosticState, *, settled: bool) -> None:
        self._confirm.setVisible(settled)
        self._confirm.setText("&Voir les papiers" if state.decided else "&Confirmer")
        self._again.setVisible(not state.decided)
        self._refuses.setVisible(state.advice is not None and not state.decided)
        for button in (self._confirm, self._again, self._refuses, self.hold_button):
            button.setEnabled(not state.working)

    def _show_large(self) -> None:
        show_to_person(self.said, self)

    def _ask_end(self) -> None:
        ask(
            Question(
                title="La personne refuse\u00a0?",
                text="Aucune prescription n’est faite. L’entretien et ses réponses sont effacés de "
                "ce poste\u00a0; il compte dans les nombres, sans aucun nom.",
                confirm="Terminer et effacer",
                cancel="Revenir",
                destructive=True,
            ),
            self.end_asked.emit,
            self,
        )
