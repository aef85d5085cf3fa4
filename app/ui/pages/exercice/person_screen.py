"""What the person sees while she has the laptop: one task, a pause, a thank you. No name at all.

The agent notes how a task went on the same screen, behind a button that has to be held: between
two tasks the laptop changes hands, and a passphrase would have to be typed before her eyes.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui.pages.exercice.state import ExerciceState, Phase
from app.ui.pages.exercice.taches import page_of
from app.ui.pages.exercice.taches.base import TaskPage
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.centred import centred_column
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.handed_screen import HandedScreen
from app.ui.widgets.hold_button import HoldButton
from app.ui.widgets.labels import Text, TextRole, body, hint, section, title
from app.ui.widgets.layouts import clear, column, row

_WIDTH = 860


class PersonScreen(HandedScreen):
    """Shows the phases `TASK` to `OVER` of an `ExerciceState`.

    Signals:
        task_finished: what the task's page saw, in words for the agent.
        stop_asked: the person does not want to go on.
        noting_asked: the agent held the button.
        outcome_picked: the points of the outcome picked, as text.
        next_asked: the outcome stands, go on.
    """

    task_finished = Signal(str)
    stop_asked = Signal()
    noting_asked = Signal()
    outcome_picked = Signal(str)
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("exerciseScreen")
        self._shown: tuple[Phase, int] | None = None
        self._page = TaskPage()
        self._first: QWidget | None = None
        self._stack = QStackedWidget()
        self._task = self._make_task()
        self._rest = self._make_rest()
        self._note = self._make_note()
        self._over = self._make_over()
        for part in (self._task, self._rest, self._note, self._over):
            self._stack.addWidget(part)
        column(self, gap=0).addWidget(self._stack)

    def show_state(self, state: ExerciceState) -> None:
        """Show `state` and nothing else."""
        came = (state.phase, state.number) != self._shown
        self._shown = state.phase, state.number
        if state.phase is Phase.TASK and came:
            self._show_task(state)
        self._show_note(state)
        self._thanks.setText("Nous nous arrêtons là." if state.stopped else "C’est fini.")
        part, focus = {
            Phase.TASK: (self._task, self._page.first or self._done),
            Phase.REST: (self._rest, self._hold),
            Phase.NOTE: (self._note, self._outcomes),
        }.get(state.phase, (self._over, None))
        self._stack.setCurrentWidget(part)
        self._first = focus
        if came:
            self.take_focus()

    @override
    def take_focus(self) -> None:
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        noting = self._stack.currentWidget() is self._note
        if noting and self._outcomes.press_key(event.text()):
            return
        super().keyPressEvent(event)

    def _make_task(self) -> QWidget:
        holder, lines = centred_column(_WIDTH)
        self._where = hint("")
        self._title = section("")
        self._instruction = title("")
        self._instruction.setObjectName("instruction")
        self._place: QVBoxLayout = column(gap=0)
        self._done = done = secondary("J’ai &terminé", icon="fait", name="taskDone")
        done.clicked.connect(lambda: self.task_finished.emit(self._page.seen()))
        stop = link("Je préfère m’arrêter", name="taskStop")
        stop.clicked.connect(self.stop_asked)
        buttons = row(gap=Space.M)
        buttons.addWidget(stop)
        buttons.addStretch(1)
        buttons.addWidget(done)
        for part in (self._where, self._title, self._instruction):
            lines.addWidget(part)
        lines.addLayout(self._place)
        lines.addLayout(buttons)
        lines.addStretch(1)
        return holder

    def _make_rest(self) -> QWidget:
        holder, lines = centred_column(_WIDTH)
        self._hold = HoldButton("Agent\u00a0: maintenir pour noter", name="holdToNote")
        lines.addStretch(1)
        lines.addWidget(title("Merci\u00a0!"))
        lines.addWidget(body("Rendez l’ordinateur à la personne qui vous accompagne."))
        lines.addSpacing(Space.XL)
        lines.addWidget(self._hold, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(2)
        self._hold.held.connect(self.noting_asked)
        return holder

    def _make_note(self) -> QWidget:
        holder, lines = centred_column(_WIDTH)
        card = Card("Pour l’agent\u00a0: comment cela s’est-il passé\u00a0?")
        self._noted = hint("")
        self._noted.setObjectName("taskNoted")
        self._about = body("")
        self._about.setObjectName("taskSeen")
        self._outcomes = ChoiceList("Comment cela s’est passé")
        self._outcomes.answered.connect(self._picked)
        self._outcomes.submitted.connect(self.next_asked)
        self._mistake = Text("", TextRole.ERROR)
        self._next = primary("&Noter et continuer", icon="suite", name="noteTask")
        self._next.clicked.connect(self.next_asked)
        for part in (self._noted, self._about, self._outcomes, self._mistake):
            card.body.addWidget(part)
        answers = row(gap=0)
        answers.addStretch(1)
        answers.addWidget(self._next)
        card.body.addLayout(answers)
        lines.addWidget(card)
        lines.addStretch(1)
        return holder

    def _make_over(self) -> QWidget:
        holder, lines = centred_column(_WIDTH)
        self._thanks = title("")
        self._thanks.setObjectName("exerciseOver")
        lines.addStretch(1)
        lines.addWidget(self._thanks)
        lines.addWidget(section("Merci d’avoir essayé\u00a0!"))
        lines.addWidget(body("Rendez l’ordinateur à la personne qui vous accompagne."))
        lines.addStretch(2)
        return holder

    def _show_task(self, state: ExerciceState) -> None:
        clear(self._place)
        self._page = page_of(state.code)
        self._page.done.connect(lambda: self.task_finished.emit(self._page.seen()))
        self._place.addWidget(self._page)
        time = f", {state.task_minutes}\u00a0minutes environ" if state.task_minutes > 1 else ""
        self._where.setText(f"Exercice {state.number} sur {state.total}{time}. Prenez votre temps.")
        self._title.setText(state.title)
        self._instruction.setText(state.instruction)

    def _show_note(self, state: ExerciceState) -> None:
        self._noted.setText(f"Exercice {state.number} sur {state.total}\u00a0: {state.title}")
        self._about.setText(state.about)
        self._about.setVisible(bool(state.about))
        choices = [Choice(points, words) for points, words in state.outcomes]
        self._outcomes.show_choices(choices, selected=[state.picked])
        problem = state.mistake or state.problem
        self._mistake.setText(problem)
        self._mistake.setVisible(bool(problem))
        self._next.setEnabled(not state.working)

    def _picked(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.outcome_picked.emit(code)
