"""Asks again and again, behind the questions, whether what is left could change the advice."""

from collections.abc import Callable

from app.questionnaire.guide.diagnosis import Diagnosis
from app.ui.pages.questionnaire.course import Course
from app.ui.tasks import TaskRunner
from app.usecases.interview import interviewing
from app.usecases.interview.interviewing import Taken
from app.usecases.workplace import Workplace


class Settling:
    """Knows whether the service is settled; one assessment at a time, the last answers win.

    The guide takes longer than the answer itself, and both threads share one interpreter: it is
    asked once the window shows the answer.
    """

    def __init__(
        self,
        workplace: Workplace,
        runner: TaskRunner,
        afterwards: Callable[[Callable[[], None]], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        """`afterwards` calls back once what was shown is painted."""
        self._workplace = workplace
        self._runner = runner
        self._afterwards = afterwards
        self._on_failure = on_failure
        self._course: Course | None = None
        self._taken: Taken | None = None
        self._running = self._asked = False
        self.settled = False

    def begin(self, course: Course, taken: Taken) -> None:
        """Learn whose answers to assess, and assess them."""
        self._course, self._taken = course, taken
        self.ask()

    def ask(self) -> None:
        """Assess the answers as they stand, soon."""
        if not self._asked:
            self._asked = True
            if not self._running:
                self._afterwards(self._assess)

    def _assess(self) -> None:
        course, taken = self._course, self._taken
        self._asked = False
        if course is None or taken is None or course.first_problem():
            return
        self._running = True
        given = course.given()
        self._runner.run(
            lambda: interviewing.assess(
                self._workplace, taken, given, exercice=taken.entretien.exercice
            ),
            on_success=self._assessed,
            on_failure=self._failed,
        )

    def _assessed(self, diagnosis: Diagnosis) -> None:
        self._running = False
        self.settled = diagnosis.is_settled
        if self._asked:
            self._assess()

    def _failed(self, failure: Exception) -> None:
        self._running = False
        self._on_failure(failure)
