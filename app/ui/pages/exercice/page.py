"""The exercise: an instruction in large letters for the person, three outcomes for the agent."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QWidget

from app.domain.entretien import Etape
from app.ui.interview.frame import StepPage
from app.ui.pages.exercice.presenter import ExerciceState, Phase
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.labels import Text, TextRole, body, hint, section, title
from app.ui.widgets.layouts import column
from app.ui.widgets.tones import Tone

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ExercicePage(StepPage):
    """Shows an `ExerciceState`.

    Signals:
        accepted: the person wants to try.
        skipped: no exercise, or no more of it.
        outcome_picked: the points of the outcome picked, as text.
        next_asked: go on.
    """

    accepted = Signal()
    skipped = Signal()
    outcome_picked = Signal(str)
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Un petit exercice\u00a0?", Etape.EXERCICE)
        self.set_window_title("Exercice pratique")
        self._where = (Phase.ASK, -1)
        self._asking = self._make_asking()
        self._task = self._make_task()
        self.body.addWidget(self._asking)
        self.body.addWidget(self._task)
        self._make_buttons()

    def show_state(self, state: ExerciceState) -> None:
        """Show `state` and nothing else."""
        came = (state.phase, state.number) != self._where
        self._where = state.phase, state.number
        asking = state.phase is Phase.ASK
        self.tell(Tone.DANGER, state.problem)
        if asking:
            self.set_heading("Un petit exercice\u00a0?", "Facultatif\u00a0: la personne choisit.")
        else:
            self.set_heading(state.title, f"Exercice {state.number} sur {state.total}")
        self._about.setText(
            f"{state.total}\u00a0petites tâches, {state.minutes}\u00a0minutes environ, sur un "
            "appareil de la structure ou celui de la personne."
        )
        self._instruction.setText(state.instruction)
        self._outcomes.show_choices(
            [Choice(code, words) for code, words in state.outcomes], selected=[state.picked]
        )
        self._mistake.setText(state.mistake)
        self._mistake.setVisible(bool(state.mistake))
        self._asking.setVisible(asking)
        self._task.setVisible(not asking)
        for button, wanted in (
            (self._yes, asking), (self._no, asking), (self._stop, not asking),
            (self._next, not asking),
        ):  # fmt: skip
            button.setVisible(wanted)
            button.setEnabled(not state.working)
        self.set_first_focus(self._yes if asking else self._outcomes)
        if came:
            self.to_top()
            self.take_focus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._task.isVisible():
            if event.key() == Qt.Key.Key_Backspace:
                self.back_asked.emit()
                return
            if event.key() in _ENTER:
                self.next_asked.emit()
                return
            if self._outcomes.press_key(event.text()):
                return
        super().keyPressEvent(event)

    def _make_asking(self) -> Card:
        card = Card("À demander à la personne", soft=True)
        card.body.addWidget(
            title("«\u00a0Voulez-vous essayer quelques gestes avec moi\u00a0?\u00a0»")
        )
        self._about = body("")
        card.body.addWidget(self._about)
        card.body.addWidget(
            hint(
                "Ce n’est pas un examen. Il aide à choisir une séance au bon rythme. "
                "La personne peut s’arrêter quand elle veut."
            )
        )
        return card

    def _make_task(self) -> QWidget:
        holder = QWidget()
        lines = column(holder, gap=Space.L)
        card = Card(about="À montrer ou à lire à la personne")
        self._instruction = title("")
        self._instruction.setObjectName("instruction")
        card.body.addWidget(self._instruction)
        self._outcomes = ChoiceList("Comment cela s’est passé")
        self._outcomes.answered.connect(self._picked)
        self._outcomes.submitted.connect(self.next_asked)
        self._mistake = Text("", TextRole.ERROR)
        for part in (
            card,
            section("Pour vous\u00a0: comment cela s’est-il passé\u00a0?"),
            self._outcomes,
            self._mistake,
        ):
            lines.addWidget(part)
        return holder

    def _make_buttons(self) -> None:
        back = secondary("&Précédent", icon="retour", name="previous")
        back.clicked.connect(self.back_asked)
        self._stop = link("Arrêter l’exercice", name="stopExercise")
        self._stop.clicked.connect(self.skipped)
        self._no = secondary("&Non, voir le diagnostic", name="skipExercise")
        self._no.clicked.connect(self.skipped)
        self._yes = primary("&Oui, on essaie", icon="suite", name="startExercise")
        self._yes.clicked.connect(self.accepted)
        self._next = primary("&Suivant", icon="suite", name="next")
        self._next.clicked.connect(self.next_asked)
        self.add_answer(back, left=True)
        self.add_answer(self._stop, left=True)
        for button in (self._no, self._yes, self._next):
            self.add_answer(button)

    def _picked(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.outcome_picked.emit(code)
