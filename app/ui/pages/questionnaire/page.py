"""The questions: one screen at a time, by keys alone if one likes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QWidget
from shiboken6 import isValid

from app.domain.entretien import Etape
from app.ui.interview.frame import StepPage
from app.ui.pages.questionnaire.facing import FacingScreen
from app.ui.pages.questionnaire.question_block import QuestionBlock
from app.ui.pages.questionnaire.state import Kind, Place, QuestionnaireState, ReviewRow
from app.ui.pages.questionnaire.stop_offer import StopOffer
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.data_list import DataList
from app.ui.widgets.flow import flow
from app.ui.widgets.key_hint import KeyHint
from app.ui.widgets.labels import Text, TextRole, body
from app.ui.widgets.layouts import column, laid_out_once
from app.ui.widgets.list_rows import ListRow
from app.ui.widgets.tones import Pill, Tone

_ROWS_SHOWN = 8
_KEYS = (("1…9", "choisir"), ("Entrée", "continuer"), ("Retour arrière", "revenir"))
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuestionnairePage(StepPage):
    """Shows a `QuestionnaireState`.

    Signals:
        answered: the path of a question and the codes picked.
        written: the path of a question and what was typed.
        next_asked, previous_asked, review_asked, add_asked: what the agent wants.
        jump_asked: the path of a screen.
        stop_asked, stop_declined: the answer to the offer to stop.
        face_asked: the person wants to read for herself.
        handed: a `FacingScreen` to put in her hands.
    """

    answered = Signal(str, object)
    written = Signal(str, str)
    next_asked = Signal()
    previous_asked = Signal()
    review_asked = Signal()
    add_asked = Signal()
    jump_asked = Signal(str)
    stop_asked = Signal()
    stop_declined = Signal()
    face_asked = Signal()
    handed = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__("Questionnaire", Etape.QUESTIONNAIRE)
        self.set_window_title("Questionnaire")
        self._where = (Place.QUESTION, "")
        self._former = QuestionnaireState()
        self._screen: FacingScreen | None = None
        self._blocks: list[QuestionBlock] = []
        self._shown = 0
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._offer = StopOffer()
        self._offer.stop_asked.connect(self.stop_asked)
        self._offer.declined.connect(self.stop_declined)
        self._holder = QWidget()
        self._block_column = column(self._holder, gap=Space.XL)
        self._pass_over = Text("", TextRole.STRONG)
        self._pass_over.setObjectName("passOver")
        self._end_words = body("")
        self._end_words.setObjectName("endWords")
        self._rows = DataList("Questions et réponses")
        self._rows.opened.connect(self.jump_asked)
        self._keys = QWidget()
        keys = flow(self._keys, gap=Space.L)
        for key, words in _KEYS:
            keys.addWidget(KeyHint(key, words))
        self.body.addWidget(self._progress)
        self.body.addWidget(self._offer)
        self.body.addWidget(self._holder)
        for part in (self._end_words, self._rows, self._pass_over, self._keys):
            self.body.addWidget(part)
        for part in (self._offer, self._rows, self._end_words, self._pass_over):
            part.hide()
        self._make_buttons()

    def show_state(self, state: QuestionnaireState) -> None:
        """Show `state` and nothing else; while the person has the laptop, to her alone."""
        if state.facing:
            self._show_to_person(state)
            return
        self._screen = None
        came = (state.place, state.step) != self._where
        self._where = state.place, state.step
        former, self._former = self._former, state
        if _heading(state) != _heading(former):  # an answer changes nothing of it
            self._show_heading(state)
        self.tell(Tone.DANGER, state.problem)
        if state.offer_stop != former.offer_stop:
            self._offer.setVisible(state.offer_stop)
        with laid_out_once(self._holder):
            self._show_questions(state)
        if self._holder.isHidden() == bool(self._shown):
            self._holder.setVisible(bool(self._shown))
        if came or state.rows != former.rows or state.missing != former.missing:
            self._show_lists(state)
        if state.unanswered != former.unanswered:
            self._pass_over.setText(state.unanswered)
            self._pass_over.setVisible(bool(state.unanswered))
        self._show_buttons(state)
        if came:
            self.to_top()
            self._focus_first(state)

    def afterwards(self, work: Callable[[], None]) -> None:
        """Call `work` once what was shown is painted, if the page is still there."""
        QTimer.singleShot(0, self, work)  # painting goes before timers

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Backspace:
            self.previous_asked.emit()
        elif key in _ENTER:
            self._go_on()
        elif not self._press_digit(event.text()):
            super().keyPressEvent(event)

    def _show_to_person(self, state: QuestionnaireState) -> None:
        if self._screen is not None:
            if isValid(self._screen):  # it may have locked meanwhile
                self._screen.show_state(state)
            return
        self._screen = screen = FacingScreen()
        screen.answered.connect(self.answered)
        screen.written.connect(self.written)
        screen.next_asked.connect(self.next_asked)
        screen.previous_asked.connect(self.previous_asked)
        screen.show_state(state)
        self.handed.emit(screen)

    def _press_digit(self, key: str) -> bool:
        return any(block.press_key(key) for block in self._blocks[: self._shown][:1])

    def _go_on(self) -> None:
        self._flush()
        self.next_asked.emit()

    def _flush(self) -> None:
        for block in self._blocks[: self._shown]:
            block.flush()

    def _show_heading(self, state: QuestionnaireState) -> None:
        if state.place is Place.REVIEW:
            self.set_heading(
                "Toutes les réponses", "Entrée ou un clic pour revenir à une question."
            )
        elif state.place is Place.END:
            self.set_heading("Les questions sont finies")
        else:
            alone = len(state.questions) == 1 and state.questions[0].kind is not Kind.NOTE
            heading = state.questions[0].label if alone else state.section
            where = f"Question {state.number} sur {state.total}"
            self.set_heading(
                heading or "Questionnaire", f"{state.section} · {where}" if alone else where
            )
            self._progress.setUpdatesEnabled(False)  # else Qt paints at once, the page half done
            self._progress.setRange(0, max(1, state.total))
            self._progress.setValue(state.number)
            self._progress.setUpdatesEnabled(True)
            self._progress.setAccessibleName(where)
        self._progress.setVisible(state.place is Place.QUESTION and state.total > 0)

    def _show_questions(self, state: QuestionnaireState) -> None:
        views = state.questions if state.place is Place.QUESTION else ()
        while len(self._blocks) < len(views):
            block = QuestionBlock()
            block.answered.connect(self.answered)
            block.written.connect(self.written)
            block.submitted.connect(self._go_on)
            self._blocks.append(block)
            self._block_column.addWidget(block)
        self._shown = len(views)
        for block, view in zip(self._blocks, views, strict=False):
            block.show_view(view, alone=len(views) == 1)
        for index, block in enumerate(self._blocks):
            if block.isHidden() == (index < self._shown):
                block.setVisible(index < self._shown)

    def _show_lists(self, state: QuestionnaireState) -> None:
        listed = state.place is not Place.QUESTION and bool(state.rows)
        if listed:
            self._rows.show_rows([_row(one) for one in state.rows])
            self._rows.setFixedHeight(self._rows.height_of_rows(_ROWS_SHOWN))
        self._rows.setVisible(listed)
        self._end_words.setText(_end_words(state))
        self._end_words.setVisible(state.place is Place.END)
        self._keys.setVisible(state.place is Place.QUESTION)

    def _show_buttons(self, state: QuestionnaireState) -> None:
        at_question = state.place is Place.QUESTION
        self._previous.setEnabled(not (at_question and state.first) and not state.working)
        self._review.setText("&Réponses" if at_question else "&Revenir")
        words = "&Suivant" if state.answered or state.can_add else "Pa&sser"
        if state.place is Place.END:
            words = "&Voir la suite"
        self._next.setText(words)
        self._next.setVisible(state.place is not Place.REVIEW)
        self._next.setEnabled(not state.working)
        self._add.setVisible(at_question and state.can_add)
        self._face.setVisible(at_question and state.can_face)

    def _focus_first(self, state: QuestionnaireState) -> None:
        if state.place is Place.REVIEW:
            self._rows.setFocus(Qt.FocusReason.OtherFocusReason)
            self._rows.setCurrentIndex(self._rows.model().index(0, 0))
            self.set_first_focus(self._rows)
            return
        self.set_first_focus(self._next)
        for block in self._blocks[: self._shown]:
            if block.take_focus():
                self.set_first_focus(block.focus_place)
                return
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_buttons(self) -> None:
        self._review = secondary("&Réponses", name="review")
        self._review.clicked.connect(self.review_asked)
        self.add_tool(self._review)
        self._face = link("&Montrer à la personne", icon="personne", name="faceScreen")
        self._face.pressed.connect(self._flush)
        self._face.clicked.connect(self.face_asked)
        self._face.hide()
        self._previous = secondary("&Précédent", icon="retour", name="previous")
        self._previous.clicked.connect(self.previous_asked)
        self._add = secondary("A&jouter", icon="ajouter", name="addRepeat")
        self._add.clicked.connect(self.add_asked)
        self._next = primary("&Suivant", icon="suite", name="next")
        self._next.clicked.connect(self._go_on)
        self.hold_button.pressed.connect(self._flush)
        self.add_answer(self._previous, left=True)
        self.add_answer(self._face, left=True)
        self.add_answer(self._add)
        self.add_answer(self._next)


def _heading(state: QuestionnaireState) -> tuple[object, ...]:
    """Return what the title and the progress depend on."""
    labels = tuple((one.label, one.kind) for one in state.questions)
    return state.place, state.step, state.section, state.number, state.total, labels


def _row(row: ReviewRow) -> ListRow:
    answer = row.answer or "Sans réponse"
    pill = None if row.answered else Pill("Sans réponse", Tone.WARNING)
    subtitle = f"{row.section} · {answer}" if row.answered else row.section
    return ListRow(id=row.path, title=row.label, subtitle=subtitle, pill=pill)


def _end_words(state: QuestionnaireState) -> str:
    if not state.missing:
        return "Chaque question a sa réponse."
    plural = "s" if state.missing > 1 else ""
    return (
        f"Il manque {state.missing}\u00a0réponse{plural}. Vous pouvez y revenir maintenant, ou "
        "voir la suite\u00a0: ce qui manque sera dit."
    )
