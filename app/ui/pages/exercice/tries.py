"""The tasks of one exercise, what was noted of each, and the one under way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.documents.typography import french
from app.questionnaire.guide.model import ExerciseTask
from app.ui.pages.exercice.state import OUTCOMES, TryRow
from app.usecases.interview.exercising import Essai

_MINUTE_S = 60
_TENTH = 5  # to the nearest five seconds: nobody is being timed to the second


@dataclass(slots=True)
class Tries:
    """Where the exercise stands; `clock` counts seconds from anywhere."""

    clock: Callable[[], float]
    tasks: tuple[ExerciseTask, ...] = ()
    noted: dict[str, Essai] = field(default_factory=dict[str, Essai])
    here: int = 0
    seconds: dict[str, int] = field(default_factory=dict[str, int])
    seen: dict[str, str] = field(default_factory=dict[str, str])
    _began: float = 0.0

    @property
    def task(self) -> ExerciseTask:
        """Return the task under way."""
        return self.tasks[self.here]

    def first_left(self) -> int | None:
        """Return the first task that is not noted, None when all are."""
        return next((i for i, one in enumerate(self.tasks) if one.code not in self.noted), None)

    def begin(self, here: int) -> ExerciseTask:
        """Begin a task; its time runs from now."""
        self.here, self._began = here, self.clock()
        return self.task

    def end(self, seen: str) -> None:
        """End the task under way; `seen` is what its screen saw, in words for the agent."""
        self.seconds[self.task.code] = max(0, round(self.clock() - self._began))
        self.seen[self.task.code] = seen

    def essai(self, code: str, points: int) -> Essai:
        """Return how a task went, with the time it took (0 when it was done elsewhere)."""
        former = self.noted.get(code)
        seconds = self.seconds.get(code, former.seconds if former else 0)
        return Essai(code=code, points=points, seconds=seconds)

    def about(self, task: ExerciseTask) -> str:
        """Return how long a task took and what its screen saw, for the agent."""
        former = self.noted.get(task.code)
        seconds = self.seconds.get(task.code, former.seconds if former else 0)
        parts: list[str] = []
        if seconds:
            parts.append(f"Temps passé\u00a0: {time_words(seconds)}{_planned(task.minutes)}.")
        if seen := self.seen.get(task.code):
            parts.append(f"À l’écran\u00a0: {seen}")
        return " ".join(parts)

    def rows(self) -> tuple[TryRow, ...]:
        """Return every task for the agent's page."""
        return tuple(
            TryRow(
                code=task.code,
                title=task.tache,
                instruction=french(task.consigne_usager),
                meanings=_meanings(task),
                picked=str(self.noted[task.code].points) if task.code in self.noted else "",
                about=self.about(task),
            )
            for task in self.tasks
        )


def outcomes_of(task: ExerciseTask) -> tuple[tuple[str, str], ...]:
    """Return the points a task may give, with the words of the workbook."""
    words = (task.seul, task.avec_aide, task.non_fait)
    return tuple(
        (points, french(text or short))
        for (points, short), text in zip(OUTCOMES, words, strict=True)
    )


def time_words(seconds: int) -> str:
    """Return « 1 min 40 s », to the nearest five seconds."""
    near = max(_TENTH, _TENTH * round(seconds / _TENTH))
    minutes, rest = divmod(near, _MINUTE_S)
    parts = [f"{minutes}\u00a0min"] if minutes else []
    if rest:
        parts.append(f"{rest}\u00a0s")
    return " ".join(parts)


def total_seconds(essais: Sequence[Essai]) -> int:
    """Return the time of all tasks together."""
    return sum(essai.seconds for essai in essais)


def _planned(minutes: int) -> str:
    return f" ({minutes}\u00a0min prévue{'s' if minutes > 1 else ''})" if minutes else ""


def _meanings(task: ExerciseTask) -> str:
    return " · ".join(
        f"{short}\u00a0: {words}"
        for (_, short), (_, words) in zip(OUTCOMES, outcomes_of(task), strict=True)
    )
