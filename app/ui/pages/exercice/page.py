"""The agent's page of the exercise: whether the person wants to try, then how the tasks went."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.domain.entretien import Etape
from app.ui.interview.frame import StepPage
from app.ui.pages.exercice.person_screen import PersonScreen
from app.ui.pages.exercice.recap import Recap
from app.ui.pages.exercice.state import HANDED, ExerciceState, Phase
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.labels import Text, TextRole, body, hint, title
from app.ui.widgets.tones import Tone


class ExercicePage(StepPage):
    """Shows an `ExerciceState`; while the person has the laptop, her screen shows it.

    Signals:
        accepted: the person wants to try, or to go on, on this screen.
        elsewhere_asked: she tries on another device, the agent notes here.
        skipped: no exercise, or no more of it.
        corrected: the code of a task and the points picked for it, as text.
        end_asked: every task is noted, go on.
        handed: a `PersonScreen` to put in the person's hands.
        task_finished, stop_asked, noting_asked, outcome_picked, next_asked: as `PersonScreen`.
    """

    accepted = Signal()
    elsewhere_asked = Signal()
    skipped = Signal()
    corrected = Signal(str, str)
    end_asked = Signal()
    handed = Signal(QWidget)
    task_finished = Signal(str)
    stop_asked = Signal()
    noting_asked = Signal()
    outcome_picked = Signal(str)
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Un petit exercice\u00a0?", Etape.EXERCICE)
        self.set_window_title("Exercice pratique")
        self._state = ExerciceState()
        self._phase: Phase | None = None
        self._screen: PersonScreen | None = None
        self._asking = self._make_asking()
        self._recap = Recap()
        self._recap.picked.connect(self.corrected)
        self._mistake = Text("", TextRole.ERROR)
        for part in (self._asking, self._recap, self._mistake):
            self.body.addWidget(part)
        self._make_buttons()

    def show_state(self, state: ExerciceState) -> None:
        """Show `state` and nothing else."""
        came = state.phase is not self._phase
        self._state, self._phase = state, state.phase
        if self._screen is not None and isValid(self._screen) and state.phase in HANDED:
            self._screen.show_state(state)
        self.tell(Tone.DANGER, state.problem)
        self._show_words(state)
        self._show_buttons(state)
        if came and state.phase not in HANDED:
            first = self._yes if state.phase is Phase.ASK else self._focus_of_recap(state)
            self.set_first_focus(first)
            self.to_top()
            self.take_focus()

    def hand_over(self) -> None:
        """Make the person's screen, as things stand, and give it away."""
        screen = PersonScreen()
        screen.task_finished.connect(self.task_finished)
        screen.stop_asked.connect(self.stop_asked)
        screen.noting_asked.connect(self.noting_asked)
        screen.outcome_picked.connect(self.outcome_picked)
        screen.next_asked.connect(self.next_asked)
        screen.show_state(self._state)
        self._screen = screen
        self.handed.emit(screen)

    def _show_words(self, state: ExerciceState) -> None:
        asking = state.phase is Phase.ASK
        if asking:
            self.set_heading("Un petit exercice\u00a0?", "Facultatif\u00a0: la personne choisit.")
        else:
            noted = f"{state.noted} sur {state.total}" if state.rows else ""
            self.set_heading("L’exercice", noted and f"Exercices notés\u00a0: {noted}")
        self._about.setText(
            f"{state.total}\u00a0petites tâches, {state.minutes}\u00a0minutes environ."
        )
        self._asking.setVisible(asking)
        self._recap.setVisible(not asking)
        if state.rows:
            self._recap.show_rows(state.rows)
        self._mistake.setText(state.mistake)
        self._mistake.setVisible(bool(state.mistake) and not asking)

    def _show_buttons(self, state: ExerciceState) -> None:
        asking = state.phase is Phase.ASK
        for button, wanted in (
            (self._yes, asking), (self._elsewhere, asking), (self._no, asking),
            (self._stop, not asking), (self._resume, not asking and not state.complete),
            (self._end, not asking),
        ):  # fmt: skip
            button.setVisible(wanted)
            button.setEnabled(not state.working)

    def _focus_of_recap(self, state: ExerciceState) -> QWidget:
        if state.complete:
            return self._end
        return self._recap.first() or self._resume

    def _make_asking(self) -> Card:
        card = Card("À demander à la personne", soft=True)
        card.body.addWidget(
            title("«\u00a0Voulez-vous essayer quelques gestes avec moi\u00a0?\u00a0»")
        )
        self._about = body("")
        card.body.addWidget(self._about)
        card.body.addWidget(
            body(
                "Sur cet écran, rien d’autre n’est accessible pendant l’exercice\u00a0: vous "
                "reprendrez la main avec votre phrase de passe. Sur un autre appareil, lisez les "
                "consignes et notez ici."
            )
        )
        card.body.addWidget(
            hint(
                "Ce n’est pas un examen. Il aide à choisir une séance au bon rythme. "
                "La personne peut s’arrêter quand elle veut."
            )
        )
        return card

    def _make_buttons(self) -> None:
        back = secondary("&Précédent", icon="retour", name="previous")
        back.clicked.connect(self.back_asked)
        self._stop = link("Arrêter l’exercice, sans le compter", name="stopExercise")
        self._no = secondary("&Non, voir le diagnostic", name="skipExercise")
        self._elsewhere = link("Oui, mais sur un a&utre appareil", name="exerciseElsewhere")
        self._yes = primary("&Oui, ici", icon="suite", name="startExercise")
        self._resume = secondary("&Continuer ici", name="resumeExercise")
        self._end = primary("&Voir le diagnostic", icon="suite", name="endExercise")
        for button, signal in (
            (self._stop, self.skipped),
            (self._no, self.skipped),
            (self._elsewhere, self.elsewhere_asked),
            (self._yes, self.accepted),
            (self._resume, self.accepted),
            (self._end, self.end_asked),
        ):
            button.clicked.connect(signal)
        self.add_answer(back, left=True)
        for button in (self._no, self._yes, self._resume, self._end):
            self.add_answer(button)
        for aside in (self._elsewhere, self._stop):
            self.body.addWidget(aside, 0, Qt.AlignmentFlag.AlignLeft)
        offered = (self._no, self._elsewhere, self._yes, self._stop, self._resume, self._end)
        for part in (*offered, self._asking, self._recap, self._mistake):
            part.hide()  # until one knows where the exercise stands
