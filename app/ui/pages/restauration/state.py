"""What the page shows, a step at a time."""

from dataclasses import dataclass
from enum import Enum, auto

from app.ui.dossiers.words import Fact


class Step(Enum):
    """Where one is: choose a file, open it, look before restoring."""

    CHOOSE = auto()
    OPEN = auto()
    LOOK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that can be picked: a backup, or who opens it."""

    code: str
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreState:
    """Everything the page shows.

    `entries` are the backups that were found, then who may open the one that was picked. `facts`
    are what is known of it; `warnings` what to know before restoring.
    """

    step: Step = Step.CHOOSE
    entries: tuple[Entry, ...] = ()
    selected: str = ""
    facts: tuple[Fact, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: str = ""
    working: str = ""
