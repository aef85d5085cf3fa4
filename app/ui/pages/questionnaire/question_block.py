"""One question on screen: what it asks, what the agent should know, and its answers."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.questionnaire.state import Kind, QuestionView
from app.ui.pages.questionnaire.typed import HINTS
from app.ui.theme.tokens import Space
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import Text, TextRole, hint, section
from app.ui.widgets.layouts import column
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone

_PAUSE_MS = 300  # between two keys of somebody who types: each pause keeps what is written
_ROWS_AHEAD = 16  # as many answers as the longest list of the questionnaire has
_CLOSED = "Cette question ne se remplit pas ici."
_BY_AGENT = Pill("À noter par vous, sans poser la question", Tone.NEUTRAL)


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
        self._line.submitted.connect(self._enter)
        self._line.line.editingFinished.connect(self.flush)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._write)
        self._mistake = Text("", TextRole.ERROR)
        self._mistake.setObjectName("questionMistake")
        about = flow(gap=Space.M)
        about.addWidget(self._agent)
        layout = column(self, gap=Space.M)
        for part in (self._label, self._hint, self._choices, self._line, self._mistake):
            layout.addWidget(part)
        layout.insertLayout(1, about)

    def show_view(self, view: QuestionView, *, alone: bool) -> None:
        """Show `view`; a question that is `alone` on its page has its words in the title."""
        former, self._view = self._view, view
        self._label.setText(view.label)
        self._label.setVisible(not alone or view.kind is Kind.NOTE)
        self._agent.setVisible(view.by_agent)
        words = view.hint if view.kind is not Kind.CLOSED else f"{view.hint} {_CLOSED}".strip()
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        listed = view.kind in (Kind.ONE, Kind.SEVERAL)
        self._choices.setVisible(listed)
        self._line.setVisible(view.answerable and not listed)
        if listed:
            self._show_choices(former)
        elif view.answerable:
            self._show_line()
        self._mistake.setText(view.mistake)
        self._mistake.setVisible(bool(view.mistake))

    def take_focus(self) -> bool:
        """Take the focus if there is something to answer; tell whether there is."""
        if self._view.kind in (Kind.ONE, Kind.SEVERAL):
            self._choices.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._view.answerable:
            self._line.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._view.answerable

    @property
    def focus_place(self) -> QWidget:
        """Return where the answer is given."""
        listed = self._view.kind in (Kind.ONE, Kind.SEVERAL)
        return self._choices if listed else self._line.line

    def press_key(self, key: str) -> bool:
        """Pick the answer of a key; tell whether there was one."""
        listed = self._view.kind in (Kind.ONE, Kind.SEVERAL)
        return listed and self._choices.press_key(key)

    def flush(self) -> None:
        """Say what is written without waiting for the pause."""
        if self._pause.isActive():
            self._pause.stop()
            self._write()

    def _show_choices(self, former: QuestionView) -> None:
        view = self._view
        same = (former.path, former.kind, former.options) == (view.path, view.kind, view.options)
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

    def _enter(self) -> None:
        self.flush()
        self.submitted.emit()
