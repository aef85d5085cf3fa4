"""One question on screen: what it asks, what the agent should know, and its answers."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.pages.questionnaire.editors import EDITORS, Editor
from app.ui.pages.questionnaire.state import Kind, QuestionView
from app.ui.pages.questionnaire.typed import HINTS
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.announcing import announce
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import Text, TextRole, hint, section
from app.ui.widgets.layouts import column, restyle
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone

_PAUSE_MS = 300  # between two keys of somebody who types: each pause keeps what is written
_ROWS_AHEAD = 16  # as many answers as the longest list of the questionnaire has
_CLOSED = "Cette question ne se remplit pas ici."
_BY_AGENT = Pill("À noter par vous, sans poser la question", Tone.NEUTRAL)
_REQUIRED = Pill("Réponse nécessaire", Tone.INFO)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LISTED = (Kind.ONE, Kind.SEVERAL)


class QuestionBlock(QWidget):
    """Shows a `QuestionView`; used again for the next question.

    Signals:
        answered: the path and the codes picked.
        written: the path and what was typed.
        submitted: Enter was pressed: go on.
    """

    answered = Signal(str, object)
    written = Signal(str, str)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view = QuestionView(path="", label="")
        self._label = section("")
        self._agent = StatePill(_BY_AGENT)
        self._hint = hint("")
        self._hint.setObjectName("questionHint")
        self._choices = ChoiceList("")
        self._choices.prepare(_ROWS_AHEAD)
        self._choices.answered.connect(self._picked)
        self._choices.submitted.connect(self.submitted)
        self._line = LineField("Réponse", name="typedAnswer")
        self._line.changed.connect(self._typing)
        self._line.line.installEventFilter(self)
        self._line.line.editingFinished.connect(self.flush)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._write)
        self._mistake = Text("", TextRole.ERROR)
        self._mistake.setObjectName("questionMistake")
        self._wrong: QWidget | None = None  # what is framed as wrong
        self._required: StatePill | None = None
        self._editors: dict[Kind, Editor] = {}
        self._about = flow(gap=Space.M)
        self._about.addWidget(self._agent)
        self._column = column(self, gap=Space.M)
        for part in (self._label, self._hint, self._choices, self._line, self._mistake):
            self._column.addWidget(part)
        self._column.insertLayout(1, self._about)

    def show_view(self, view: QuestionView, *, alone: bool) -> None:
        """Show `view`; a question that is `alone` on its page has its words in the title."""
        former, self._view = self._view, view
        self._label.setText(view.label)
        self._label.setVisible(not alone or view.kind is Kind.NOTE)
        self._agent.setVisible(view.by_agent)
        if view.required or self._required is not None:
            self._show_required()
        words = _hint(view)
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        listed = view.kind in _LISTED
        editor = self._editor()
        self._choices.setVisible(listed)
        self._line.setVisible(view.answerable and not listed and editor is None)
        for one in self._editors.values():
            one.setVisible(one is editor)
        if listed:
            self._show_choices(former)
        elif editor is not None:
            editor.show_view(view)
        elif view.answerable:
            self._show_line()
        if view.mistake != self._mistake.text() or not self._mistake.isHidden():
            self._show_mistake()
        if not listed or _described(view) != _described(former):
            self._describe()

    def take_focus(self) -> bool:
        """Take the focus if there is something to answer; tell whether there is."""
        if self._view.answerable:
            self.focus_place.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._view.answerable

    @property
    def path(self) -> str:
        """Return the path of the question shown."""
        return self._view.path

    @property
    def focus_place(self) -> QWidget:
        """Return where the answer is given."""
        if self._view.kind in _LISTED:
            return self._choices
        editor = self._editors.get(self._view.kind)
        return self._line.line if editor is None else editor.place

    def press_key(self, key: str) -> bool:
        """Pick the answer of a key; tell whether there was one."""
        return self._view.kind in _LISTED and self._choices.press_key(key)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter in the line: Qt hands it on to the page, which would go on a second time."""
        enter = isinstance(event, QKeyEvent) and event.key() in _ENTER
        if enter and event.type() == QEvent.Type.KeyPress:
            self._enter()
            return True
        return super().eventFilter(watched, event)

    def flush(self) -> None:
        """Say what is written without waiting for the pause."""
        for editor in self._editors.values():
            editor.flush()
        if self._pause.isActive():
            self._pause.stop()
            self._write()

    def _editor(self) -> Editor | None:
        """Return the place to answer of a kind that few questions have, made when it is needed."""
        kind = self._view.kind
        if kind not in EDITORS or kind in self._editors:
            return self._editors.get(kind)
        editor = self._editors[kind] = EDITORS[kind]()
        editor.ranked.connect(self._picked)
        editor.written.connect(self._wrote)
        editor.submitted.connect(self.submitted)
        self._column.insertWidget(self._column.indexOf(self._mistake), editor)
        return editor

    def _show_required(self) -> None:
        if self._required is None:
            self._required = StatePill(_REQUIRED)
            self._required.setObjectName("questionRequired")
            self._about.addWidget(self._required)
        self._required.setVisible(self._view.required and self._view.answerable)

    def _show_mistake(self) -> None:
        """Say beside the answer, and to a screen reader at once, why it does not do."""
        mistake, place = self._view.mistake, self.focus_place
        new = mistake != self._mistake.text()
        self._mistake.setText(mistake)
        self._mistake.setVisible(bool(mistake))
        if self._wrong is not None and (self._wrong is not place or not mistake):
            restyle(self._wrong, "wrong", "false")
            self._wrong = None
        if mistake and self._view.kind not in _LISTED:
            self._wrong = place
            restyle(place, "wrong", "true")
        if new:
            self._describe()
            announce(place, mistake)

    def _describe(self) -> None:
        """Tell a screen reader what stands beside the answer of this question, and of no other."""
        parts = _described(self._view)[2:]
        self.focus_place.setAccessibleDescription(" ".join(part for part in parts if part))

    def _show_choices(self, former: QuestionView) -> None:
        view = self._view
        shown = former.path, former.kind, former.options, former.label
        same = shown == (view.path, view.kind, view.options, view.label)
        if same and set(self._choices.selected()) == set(view.selected):
            return
        self._choices.setAccessibleName(view.label)
        self._choices.show_choices(
            [Choice(one.code, one.label, exclusive=one.exclusive) for one in view.options],
            multiple=view.kind is Kind.SEVERAL,
            selected=view.selected,
        )

    def _show_line(self) -> None:
        if not self._pause.isActive():
            self._line.set_text(self._view.text)
        self._line.line.setAccessibleName(self._view.label)
        self._line.set_hint(HINTS.get(self._view.kind, ""))

    def _picked(self, codes: tuple[str, ...]) -> None:
        self.answered.emit(self._view.path, codes)

    def _typing(self, _text: str) -> None:
        self._pause.start()

    def _write(self) -> None:
        self.written.emit(self._view.path, self._line.line.text())

    def _wrote(self, text: str) -> None:
        self.written.emit(self._view.path, text)

    def _enter(self) -> None:
        self.flush()
        self.submitted.emit()


def _described(view: QuestionView) -> tuple[str, ...]:
    """Return which question it is, then the words beside its answer."""
    words = view.scale.words if view.scale else HINTS.get(view.kind, "")
    return view.path, view.kind, view.mistake, words, view.hint


def _hint(view: QuestionView) -> str:
    """Return what helps to answer; of a question closed to entry, what it holds."""
    held = f"Réponse\u00a0: {view.value}." if view.value else ""
    closed = _CLOSED if view.kind is Kind.CLOSED else ""
    return " ".join(part for part in (view.hint, held, closed) if part)
