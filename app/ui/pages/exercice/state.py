"""What the exercise shows: to the agent on the page, to the person on her own screen."""

from dataclasses import dataclass
from enum import Enum, auto

OUTCOMES = (("2", "Seul"), ("1", "Avec aide"), ("0", "Pas fait"))
"""The points of a task and their short words; the workbook says what each means for the task."""


class Phase(Enum):
    """Where the exercise stands. `TASK` to `OVER` are on the person's screen."""

    ASK = auto()
    TASK = auto()
    REST = auto()  # a task is done: the person gives the laptop to the agent beside her
    NOTE = auto()  # the agent says how it went
    OVER = auto()
    RECAP = auto()


HANDED = frozenset({Phase.TASK, Phase.REST, Phase.NOTE, Phase.OVER})


@dataclass(frozen=True, slots=True, kw_only=True)
class TryRow:
    """A task on the agent's page; `picked` is empty while it is not noted."""

    code: str
    title: str
    instruction: str
    meanings: str
    picked: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciceState:
    """Everything both screens show. `outcomes` are (points, words)."""

    phase: Phase = Phase.ASK
    number: int = 0
    total: int = 0
    minutes: int = 0
    code: str = ""
    title: str = ""
    instruction: str = ""
    task_minutes: int = 0
    about: str = ""
    outcomes: tuple[tuple[str, str], ...] = ()
    picked: str = ""
    stopped: bool = False
    rows: tuple[TryRow, ...] = ()
    mistake: str = ""
    problem: str = ""
    working: bool = False

    @property
    def noted(self) -> int:
        """Return how many tasks of the agent's page are noted."""
        return sum(bool(row.picked) for row in self.rows)

    @property
    def complete(self) -> bool:
        """Tell whether every task is noted."""
        return bool(self.rows) and self.noted == len(self.rows)
