"""One interview under way: the form session, the screen it stands on, what is to be kept.

No window and no database: the presenter shows the views and keeps the differences. It lives in the
window's thread (an answer takes a fraction of a millisecond).
"""

import re
from collections.abc import Callable, Mapping

from app.domain.clock import Clock
from app.questionnaire.form.markdown import plain
from app.questionnaire.form.model import ValueType
from app.questionnaire.form.state import NodeState
from app.questionnaire.form.steps import Step, StepKind
from app.ui.interview.course_answers import Given, given_of, session_of
from app.ui.pages.questionnaire.state import Kind, Option, QuestionView, ReviewRow, for_agent
from app.ui.pages.questionnaire.typed import text_of
from app.usecases.interviewing import Taken

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")  # the workbook's reader straightens them
_META = "/meta/"
_KINDS = {
    "select1": Kind.ONE,
    "select": Kind.SEVERAL,
    "note": Kind.NOTE,
    "input": Kind.TEXT,
    "range": Kind.DECIMAL,
}
_TYPES = {
    ValueType.INT: Kind.NUMBER,
    ValueType.DECIMAL: Kind.DECIMAL,
    ValueType.DATE: Kind.DATE,
    ValueType.TIME: Kind.TIME,
    ValueType.STRING: Kind.TEXT,
    ValueType.BARCODE: Kind.TEXT,
}


class Course:
    """Moves through the screens of an interview and reads what stands on them."""

    def __init__(self, taken: Taken, clock: Clock) -> None:
        self._clock = clock
        self._guide = taken.questionnaire.guide
        self.session = session_of(taken, clock)
        self._walked: tuple[Step, ...] = ()
        self._walked_after: object = None
        self.step = self._resumed(taken.entretien.position)

    # -- where one stands ----------------------------------------------------------------------

    def steps(self) -> tuple[Step, ...]:
        """Return the screens that apply at present, in order."""
        last_action = self.session.changed
        if self._walked_after is not last_action:
            self._walked, self._walked_after = tuple(self.session.steps()), last_action
        return self._walked

    def next(self) -> bool:
        """Go to the next screen; tell whether there was one."""
        return self._go(self.session.step_after(self.step))

    def previous(self) -> bool:
        """Go to the screen before; tell whether there was one."""
        return self._go(self.session.step_before(self.step))

    def jump(self, path: str) -> bool:
        """Go to the screen at `path`, or to the one that holds the question at `path`."""
        found = (one for one in self.steps() if path == one.path or path in one.questions)
        return self._go(next(found, None))

    def refresh(self) -> None:
        """Read the present screen again: an answer may have shown or hidden questions of it."""
        self._walked_after = None  # a formula that cannot be computed ends an action early
        path = self.step.path if self.step else ""
        self.step = next((one for one in self.steps() if one.path == path), self.step)

    def move(self, step: Callable[[], bool], *, facing: bool) -> bool:
        """Take a `step` on or back; one that faces the person passes over what is the agent's.

        Tell whether there was such a screen; without one the course stays where it was.
        """
        before = self.step
        while step():
            if not facing or not self.is_for_agent():
                return True
        self.step = before
        return False

    def is_for_agent(self) -> bool:
        """Tell whether the screen asks the person nothing."""
        views = self.views({}, {})
        return bool(views) and all(for_agent(view) for view in views)

    # -- answers -------------------------------------------------------------------------------

    def answer(self, path: str, value: str) -> None:
        """Answer a question; an empty value clears it.

        Raises:
            AnswerRefusedError: it is closed to entry.
            EvaluationError: a formula cannot be computed; the answer stands all the same.
        """
        self.session.now = self._clock.now()
        try:
            self.session.answer(path, value)
        finally:
            self.refresh()

    def to_keep(self) -> dict[str, str]:
        """Return what makes the same interview again, by path.

        The identifier that ODK gives a filled form is no answer, and nobody needs it here.
        """
        kept = self.session.answers()
        return {path: value for path, value in kept.items() if _META not in path}

    def given(self) -> Given:
        """Return the answers that apply, by the name of their question, as the guide takes them."""
        return given_of(self._guide, self.session.relevant_answers())

    def first_problem(self) -> str:
        """Return the path of the first question whose answer does not do, empty when all do."""
        return next((one.path for one in self.session.problems()), "")

    # -- views ---------------------------------------------------------------------------------

    def views(self, typed: Mapping[str, str], mistakes: Mapping[str, str]) -> list[QuestionView]:
        """Return the questions on screen; `typed` and `mistakes` are of lines not understood."""
        if self.step is None:
            return []
        return [
            self._view(self.session.state(path), typed.get(path), mistakes.get(path, ""))
            for path in self.step.questions
        ]

    def rows(self) -> list[ReviewRow]:
        """Return all screens with what was answered on them."""
        return [self._row(step) for step in self.steps()]

    def anything_left(self) -> bool:
        """Tell whether a screen still has a question without an answer; the last ones first."""
        return any(not self._row(step).answered for step in reversed(self.steps()))

    def _row(self, step: Step) -> ReviewRow:
        views = [self._view(self.session.state(path), None, "") for path in step.questions]
        asked = [view for view in views if view.answerable]
        answers = [words for view in asked if (words := _words(view))]
        return ReviewRow(
            path=step.path,
            section=section_of(step),
            label=views[0].label if views else "",
            answer=" · ".join(answers),
            answered=all(view.answered for view in asked),
        )

    def _view(self, state: NodeState, typed: str | None, mistake: str) -> QuestionView:
        name = state.path.rsplit("/", 1)[-1]
        question = self._guide.questions.get(name)
        choices = question.choices if question else ()
        exclusive = {one.code for one in choices if one.exclusive}
        kind = self._kind(state)
        chosen = tuple(state.value.split()) if kind in (Kind.ONE, Kind.SEVERAL) else ()
        text = "" if kind in (Kind.ONE, Kind.SEVERAL) else text_of(kind, state.value)
        return QuestionView(
            path=state.path,
            label=_plain(state.label or name),
            hint=_plain(state.hint or ""),
            kind=kind,
            options=tuple(
                Option(one.value, _plain(one.label), one.value in exclusive)
                for one in state.options or ()
            ),
            selected=chosen,
            text=text if typed is None else typed,
            by_agent=question is not None and question.noted_by_worker,
            mistake=mistake or _plain(state.message or "" if state.value else ""),
        )

    def _kind(self, state: NodeState) -> Kind:
        if state.readonly and state.kind != "note":
            return Kind.CLOSED
        kind = _KINDS.get(state.kind, Kind.CLOSED)
        if kind is Kind.TEXT:
            bound = self.session.node(state.path).definition.bind.type
            return _TYPES.get(bound, Kind.CLOSED)
        return kind

    def _resumed(self, position: str) -> Step | None:
        """Return the screen where the interview stood, else the first that lacks an answer."""
        steps = self.steps()
        kept = [one for one in steps if position in (one.path, *one.questions)]
        if position:
            kept += [one for one in steps if not self._row(one).answered]
        return next(iter([*kept, *steps[:1]]), None)

    def _go(self, step: Step | None) -> bool:
        if step is None:
            return False
        self.step = step
        return True

    @property
    def section(self) -> str:
        """Return the name of the part in which one stands."""
        return section_of(self.step) if self.step else ""

    @property
    def can_add(self) -> bool:
        """Tell whether the screen asks for another copy of a group."""
        return self.step is not None and self.step.kind is StepKind.REPEAT


def section_of(step: Step) -> str:
    """Return the name of the part that a screen belongs to."""
    return _plain(step.headings[-1]) if step.headings else ""


def _plain(text: str) -> str:
    return _APOSTROPHE.sub("’", plain(text)).strip()


def _words(view: QuestionView) -> str:
    labels = [one.label for one in view.options if one.code in view.selected]
    return ", ".join(labels) if view.options else view.text
