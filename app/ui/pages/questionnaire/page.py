"""The questions: one screen at a time, by keys alone if one likes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QWidget
from shiboken6 import isValid

from app.domain.entretien import Etape
from app.ui.interview.frame import StepPage
from app.ui.pages.questionnaire.blocks import QuestionBlocks
from app.ui.pages.questionnaire.facing import FacingScreen
from app.ui.pages.questionnaire.language_choice import LanguageChoice
from app.ui.pages.questionnaire.outline import Outline
from app.ui.pages.questionnaire.repeat_panel import RepeatPanel
from app.ui.pages.questionnaire.state import Kind, Place, QuestionnaireState
from app.ui.pages.questionnaire.stop_offer import StopOffer
from app.ui.pages.questionnaire.words import end_words
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.flow import flow
from app.ui.widgets.key_hint import KeyHint
from app.ui.widgets.labels import Text, TextRole, body
from app.ui.widgets.layouts import column, laid_out_once
from app.ui.widgets.tones import Tone

_KEYS = (("1…9", "choisir"), ("Entrée", "continuer"), ("Retour arrière", "revenir"))
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuestionnairePage(StepPage):
    """Shows a `QuestionnaireState`.

    Signals:
        answered: the path of a question and the codes picked.
        written: the path of a question and what was typed.
        next_asked, previous_asked, review_asked, add_asked: what the agent wants.
        remove_asked: the number of a copy of a group, from 1, to take away.
        jump_asked: the path of a screen.
        filter_asked: whether the list of all questions shows only what is left to do.
        language_asked: the name of a language of the form.
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
    remove_asked = Signal(int)
    jump_asked = Signal(str)
    filter_asked = Signal(bool)
    language_asked = Signal(str)
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
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._offer = StopOffer()
        self._offer.stop_asked.connect(self.stop_asked)
        self._offer.declined.connect(self.stop_declined)
        self._holder = QWidget()
        self._blocks = QuestionBlocks(column(self._holder, gap=Space.XL))
        self._blocks.answered.connect(self.answered)
        self._blocks.written.connect(self.written)
        self._blocks.submitted.connect(self._go_on)
        self._pass_over = Text("", TextRole.STRONG)
        self._pass_over.setObjectName("passOver")
        self._end_words = body("")
        self._end_words.setObjectName("endWords")
        self._rows = Outline()
        self._rows.opened.connect(self.jump_asked)
        self._rows.filter_asked.connect(self.filter_asked)
        self._repeat: RepeatPanel | None = None
        self._languages: LanguageChoice | None = None
        self._keys = QWidget()
        keys = flow(self._keys, gap=Space.L)
        self._hints = [KeyHint(key, words) for key, words in _KEYS]
        for one in self._hints:
            keys.addWidget(one)
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
        if self._holder.isHidden() == bool(self._blocks.shown):
            self._holder.setVisible(bool(self._blocks.shown))
        self._show_rare(state)
        if came or _lists(state) != _lists(former):
            self._show_lists(state)
        if state.unanswered != former.unanswered:
            self._pass_over.setText(state.unanswered)
            self._pass_over.setVisible(bool(state.unanswered))
        self._show_buttons(state)
        if came:
            self.to_top()
            self._focus_first(state)
        if state.look_at:
            self._look_at(state.look_at)

    def afterwards(self, work: Callable[[], None]) -> None:
        """Call `work` once what was shown is painted, if the page is still there."""
        pause = QTimer(self)  # `singleShot(0, …)` would queue it before the painting
        pause.setSingleShot(True)
        pause.timeout.connect(work)
        pause.timeout.connect(pause.deleteLater)
        pause.start(0)

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
        screen.add_asked.connect(self.add_asked)
        screen.jump_asked.connect(self.jump_asked)
        screen.language_asked.connect(self.language_asked)
        screen.show_state(state)
        self.handed.emit(screen)

    def _press_digit(self, key: str) -> bool:
        return self._blocks.press_key(key)

    def _go_on(self) -> None:
        self._blocks.flush()
        self.next_asked.emit()

    def _speak(self, language: str) -> None:
        self._blocks.flush()
        self.language_asked.emit(language)

    def _show_heading(self, state: QuestionnaireState) -> None:
        if state.place is Place.REVIEW:
            self.set_heading(
                "Toutes les réponses", "Entrée ou un clic pour revenir à une question."
            )
        elif state.place is Place.END:
            self.set_heading("Les questions sont finies")
        elif state.place is Place.UNUSABLE:
            self.set_heading("Ce questionnaire ne peut pas s’ouvrir")
        else:
            alone = len(state.questions) == 1 and state.questions[0].kind is not Kind.NOTE
            heading = state.questions[0].label if alone else state.section
            where = f"Question {state.number} sur {state.total}"
            told = f"{state.section} · {where}" if alone and state.section else where
            self.set_heading(heading or "Questionnaire", told)
            self._progress.setUpdatesEnabled(False)  # else Qt paints at once, the page half done
            self._progress.setRange(0, max(1, state.total))
            self._progress.setValue(state.number)
            self._progress.setUpdatesEnabled(True)
            self._progress.setAccessibleName(where)
        self._progress.setVisible(state.place is Place.QUESTION and state.total > 0)

    def _show_questions(self, state: QuestionnaireState) -> None:
        views = state.questions if state.place is Place.QUESTION else ()
        self._blocks.show_views(views, alone=len(views) == 1)

    def _show_rare(self, state: QuestionnaireState) -> None:
        """Show what few forms have; it is made when the first of them comes."""
        if state.languages or self._languages is not None:
            self._show_languages(state)
        if state.can_add or self._repeat is not None:
            self._show_repeat(state)

    def _show_languages(self, state: QuestionnaireState) -> None:
        if self._languages is None:
            self._languages = LanguageChoice()
            self._languages.asked.connect(self._speak)
            self._languages.submitted.connect(lambda: self._focus_first(self._former))
            self.body.insertWidget(0, self._languages)
        self._languages.show_state(state)
        self._languages.setVisible(bool(state.languages) and state.place is Place.QUESTION)

    def _show_repeat(self, state: QuestionnaireState) -> None:
        if self._repeat is None:
            self._repeat = RepeatPanel()
            self._repeat.add_asked.connect(self.add_asked)
            self._repeat.open_asked.connect(self.jump_asked)
            self._repeat.removed.connect(self.remove_asked)
            self._repeat.removed.connect(self._repeat.take_focus_back)
            self.body.insertWidget(self.body.indexOf(self._holder), self._repeat)
        shown = state.can_add and state.place is Place.QUESTION
        if shown:
            self._repeat.show_state(state)
        self._repeat.setVisible(shown)

    def _look_at(self, path: str) -> None:
        """Give the focus back to the question whose answer does not do."""
        for block in self._blocks.shown:
            if block.path == path and block.take_focus():
                self.keep_in_sight(block)

    def _show_lists(self, state: QuestionnaireState) -> None:
        listed = state.place is not Place.QUESTION and bool(state.rows)
        if listed:
            self._rows.show_state(state)
        self._rows.setVisible(listed)
        self._end_words.setText(end_words(state))
        self._end_words.setVisible(state.place in (Place.END, Place.UNUSABLE))
        for one, useful in zip(self._hints, _useful(state), strict=True):
            if one.isHidden() == useful:
                one.setVisible(useful)
        self._keys.setVisible(state.place is Place.QUESTION)

    def _show_buttons(self, state: QuestionnaireState) -> None:
        at_question = state.place is Place.QUESTION
        self._previous.setEnabled(not (at_question and state.first) and not state.working)
        self._review.setText("&Réponses" if at_question else "&Revenir")
        words = "&Suivant" if state.answered else "Pa&sser"
        if state.can_add:
            words = "&Continuer"
        if state.place is Place.END:
            words = "Répo&ndre" if state.required_left else "&Voir la suite"
        elif state.place is Place.UNUSABLE:
            words = "Retour à Aujour&d’hui"
        self._next.setText(words)
        self._next.setVisible(state.place is not Place.REVIEW)
        self._next.setEnabled(not state.working)
        self._face.setVisible(at_question and state.can_face)
        usable = state.place is not Place.UNUSABLE
        if self._review.isHidden() == usable:
            self._review.setVisible(usable)
            self._previous.setVisible(usable)

    def _focus_first(self, state: QuestionnaireState) -> None:
        if state.place is Place.REVIEW:
            self._rows.take_focus()
            self.set_first_focus(self._rows.list)
            return
        if state.can_add and not state.copies and self._repeat is not None:
            self._repeat.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.set_first_focus(self._repeat.add_button)
            return
        self.set_first_focus(self._next)
        for block in self._blocks.shown:
            if block.take_focus():
                self.set_first_focus(block.focus_place)
                return
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_buttons(self) -> None:
        self._review = secondary("&Réponses", name="review")
        self._review.clicked.connect(self.review_asked)
        self.add_tool(self._review)
        self._face = link("&Montrer à la personne", icon="personne", name="faceScreen")
        self._face.pressed.connect(self._blocks.flush)
        self._face.clicked.connect(self.face_asked)
        self._face.hide()
        self._previous = secondary("&Précédent", icon="retour", name="previous")
        self._previous.clicked.connect(self.previous_asked)
        self._next = primary("&Suivant", icon="suite", name="next")
        self._next.clicked.connect(self._go_on)
        self.hold_button.pressed.connect(self._blocks.flush)
        self.add_answer(self._previous, left=True)
        self.add_answer(self._face, left=True)
        self.add_answer(self._next)


def _heading(state: QuestionnaireState) -> tuple[object, ...]:
    """Return what the title and the progress depend on."""
    labels = tuple((one.label, one.kind) for one in state.questions)
    return state.place, state.step, state.section, state.number, state.total, labels


def _useful(state: QuestionnaireState) -> tuple[bool, bool, bool]:
    """Tell which of `_KEYS` do something where the focus comes first."""
    kinds = [one.kind for one in state.questions if one.answerable][:1]
    listed = not kinds or kinds[0] in (Kind.ONE, Kind.SEVERAL)
    typed = not listed and kinds[0] is not Kind.RANK
    return bool(kinds) and listed, Kind.LINES not in kinds, not typed


def _lists(state: QuestionnaireState) -> tuple[object, ...]:
    """Return what the list of questions and the words at the end depend on."""
    return state.rows, state.missing, state.only_missing, state.required_left
