"""The page of the evaluation: the questions that apply, one below the other."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.activites.counted_page import CountedPage
from app.ui.dossiers.words import plural_words
from app.ui.pages.evaluation.handing_card import HandingCard
from app.ui.pages.evaluation.state import Asked, EvaluationState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.chip_row import ChipField, ChipRow
from app.ui.widgets.choice_list import Choice
from app.ui.widgets.layouts import column

_WIDTH = 860
_TITLE = "Questionnaire d’évaluation"


class EvaluationPage(CountedPage):
    """Shows an `EvaluationState`.

    Signals:
        answered: the path of a question and the codes that are picked.
        count_asked, another_asked: what the agent wants.
    """

    answered = Signal(str, object)
    count_asked = Signal()
    another_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_TITLE, undo="Reprendre ce questionnaire", width=_WIDTH)
        self._state = EvaluationState()
        self._fields: dict[str, ChipField] = {}
        self._questions = QWidget()
        self._inside = column(self._questions, gap=Space.L)
        self.handing = HandingCard()
        self.body.addWidget(self._questions)
        self.body.addWidget(self.handing)
        self._back = secondary("&Revenir", icon="retour", name="back")
        self._back.clicked.connect(self.leave)
        self._another = secondary("Un &autre questionnaire", icon="ajouter", name="another")
        self._another.clicked.connect(self.another_asked)
        self._count = primary("&Compter ce questionnaire", icon="fait", name="countEvaluation")
        self._count.clicked.connect(self.count_asked)
        self._done = primary("&Terminé", name="done")
        self._done.clicked.connect(self.back_asked)
        for button in (self._back, self._another):
            self.add_answer(button, left=True)
        self.add_answer(self._count)
        self.add_answer(self._done)

    def show_state(self, state: EvaluationState) -> None:
        """Show `state` and nothing else."""
        former, self._state = self._state, state
        self.set_heading(_TITLE, _subtitle(state))
        if state.loading:
            self.busy.start("Le questionnaire s’ouvre…")
        else:
            self.busy.stop()
        applies: set[str] = set()
        for asked in state.questions:
            self._show_question(asked)
            if asked.applies and not state.counted:
                applies.add(asked.path)
        for path, field in self._fields.items():
            field.setVisible(path in applies)
        for part in (self._back, self._count):
            part.setVisible(not state.counted)
        for part in (self._another, self._done, self.undo):
            part.setVisible(state.counted)
        self._count.setEnabled(not state.loading)
        self.say_words(said=state.said, problem=state.problem, counted=state.counted)
        self.set_first_focus(self._first_place())
        if former.counted != state.counted or former.loading != state.loading:
            self.take_focus()

    @property
    @override
    def unkept(self) -> bool:
        """Tell whether a questionnaire was begun and not counted."""
        return not self._state.counted and any(asked.picked for asked in self._state.questions)

    def _first_place(self) -> QWidget:
        """Return where the focus goes: to no answer and no button while a questionnaire opens."""
        shown = (one.chips for one in self._fields.values() if not one.isHidden())
        return self._done if self._state.counted else next(shown, self._questions)

    def _show_question(self, asked: Asked) -> None:
        if asked.path not in self._fields:
            chips = ChipRow(asked.label, multiple=asked.several, keys=True, empty=not asked.several)
            field = ChipField(
                asked.label, chips, name=asked.path.rpartition("/")[2], hint_text=asked.hint
            )
            field.answered.connect(partial(self.answered.emit, asked.path))
            field.submitted.connect(partial(self._next, asked.path))
            self._fields[asked.path] = field
            self._inside.addWidget(field)
        field = self._fields[asked.path]
        choices = [Choice(code, label) for code, label in asked.choices]
        field.chips.show_choices(choices, asked.picked)
        field.set_error(asked.wrong)

    def _next(self, path: str) -> None:
        """Go on to the next question; after the last one, count."""
        order = [asked.path for asked in self._state.questions if asked.applies]
        here = order.index(path) if path in order else len(order)
        if here + 1 < len(order):
            field = self._fields[order[here + 1]]
            field.chips.setFocus(Qt.FocusReason.TabFocusReason)
            self.keep_in_sight(field)
        else:
            self.count_asked.emit()


def _subtitle(state: EvaluationState) -> str:
    told = plural_words(state.of_year, "questionnaire", "questionnaires")
    handed = plural_words(state.carnets, "carnet remis", "carnets remis")
    beside = f" pour {handed}" if state.carnets else ""
    return f"Un par bénéficiaire, sans nom. Cette année\u00a0: {told}{beside}."
