"""One interview under way: the form session, the screen it stands on, what is to be kept.

No window and no database: the presenter shows the views and keeps the differences. It lives in the
window's thread (an answer takes a fraction of a millisecond).
"""

from collections.abc import Callable, Mapping

from app.domain.clock import Clock
from app.questionnaire.form.steps import Step, StepKind
from app.ui.interview.course_answers import Given, given_of, session_of
from app.ui.pages.questionnaire.reading import Reader
from app.ui.pages.questionnaire.state import (
    Copy,
    Kind,
    Language,
    QuestionView,
    ReviewRow,
    for_agent,
)
from app.usecases.interview.interviewing import LANGUAGE, Taken

_META = "/meta/"
_RANGE = "[range]"
_UNASKED = (Kind.NOTE, Kind.CLOSED)
_SEVERAL = 2


class Course:
    """Moves through the screens of an interview and reads what stands on them."""

    def __init__(self, taken: Taken, clock: Clock) -> None:
        self._clock = clock
        self._guide = taken.questionnaire.guide
        self.session = session_of(taken, clock)
        self._reader = Reader(self.session, self._guide)
        self._walked: tuple[Step, ...] = ()
        self._walked_after: object = None
        self.step: Step | None = None
        if LANGUAGE in taken.answers:
            self.speak(taken.answers[LANGUAGE])
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
        found = {path: value for path, value in kept.items() if _META not in path}
        if self.language != self.session.definition.default_language:
            found[LANGUAGE] = self.language
        return found

    def given(self) -> Given:
        """Return the answers that apply, by the name of their question, as the guide takes them."""
        return given_of(self._guide, self.session.relevant_answers())

    def first_problem(self) -> str:
        """Return the path of the first question whose answer does not do, empty when all do."""
        return next((one.path for one in self.session.problems()), "")

    def blocking(self) -> tuple[str, ...]:
        """Return the questions without whose answer the interview does not end, in order.

        Their answer does not do, or it is required and lacks; what is closed to entry cannot be
        mended here and blocks nothing. Source: ODK Collect, which finalises no form before.
        """
        problems = {one.path for one in self.session.problems()}
        return tuple(
            path
            for step in self.steps()
            for path in step.questions
            if path in problems and self._reader.view(path).kind not in _UNASKED
        )

    # -- several copies of a group -------------------------------------------------------------

    @property
    def can_add(self) -> bool:
        """Tell whether the screen asks for another copy of a group."""
        return self.step is not None and self.step.kind is StepKind.REPEAT

    def copies(self) -> tuple[Copy, ...]:
        """Return the copies of the group that the screen asks about."""
        if self.step is None or not self.can_add:
            return ()
        return self._reader.copies(self.step, self.steps())

    def add_copy(self) -> None:
        """Add a copy of the group that the screen asks about, and go to its first screen.

        Raises:
            EvaluationError: a formula cannot be computed; the copy stands all the same.
        """
        if self.step is None or not self.can_add:
            return
        group = self.step.path.removesuffix(_RANGE)
        try:
            self.session.add_repeat(group)
        finally:
            self.refresh()
            copies = self.copies()
            if copies and copies[-1].path:
                self.jump(copies[-1].path)

    def remove_copy(self, number: int) -> None:
        """Remove the copy of that number, which counts from 1, with all its answers.

        Raises:
            EvaluationError: a formula cannot be computed; the copy is gone all the same.
        """
        if self.step is None or not self.can_add:
            return
        try:
            self.session.remove_repeat(self.step.path.removesuffix(_RANGE), number)
        finally:
            self.refresh()

    # -- languages -----------------------------------------------------------------------------

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages of the form; none where there is nothing to choose."""
        names = self.session.definition.languages
        if len(names) < _SEVERAL:
            return ()
        return tuple(Language(one, one.partition(" (")[0]) for one in names)

    @property
    def language(self) -> str:
        """Return the language in which the questions are asked."""
        return self.session.language

    def speak(self, language: str) -> None:
        """Ask in another language; the answers stay."""
        if language in self.session.definition.languages:
            self.session.set_language(language)
        self.refresh()

    # -- views ---------------------------------------------------------------------------------

    def views(self, typed: Mapping[str, str], mistakes: Mapping[str, str]) -> list[QuestionView]:
        """Return the questions on screen; `typed` and `mistakes` are of lines not understood."""
        if self.step is None:
            return []
        return [
            self._reader.view(path, typed.get(path), mistakes.get(path, ""))
            for path in self.step.questions
        ]

    def rows(self) -> list[ReviewRow]:
        """Return all screens with what was answered on them."""
        return [self._reader.row(step) for step in self.steps()]

    def anything_left(self) -> bool:
        """Tell whether a screen still has a question without an answer; the last ones first."""
        return any(not self._reader.row(step).answered for step in reversed(self.steps()))

    def _resumed(self, position: str) -> Step | None:
        """Return the screen where the interview stood, else the first that lacks an answer."""
        steps = self.steps()
        kept = [one for one in steps if position in (one.path, *one.questions)]
        if position:
            kept += [one for one in steps if not self._reader.row(one).answered]
        return next(iter([*kept, *steps[:1]]), None)

    def _go(self, step: Step | None) -> bool:
        if step is None:
            return False
        self.step = step
        return True

    @property
    def section(self) -> str:
        """Return the name of the part in which one stands."""
        return self._reader.section(self.step) if self.step else ""
