"""A difference as values; words for what changed are French, for it is only ever shown."""

from dataclasses import dataclass
from enum import StrEnum


class Happened(StrEnum):
    """What happened to a question or a row between the two versions."""

    ADDED = "ajout"
    REMOVED = "retrait"
    CHANGED = "changement"
    MOVED = "place"  # nothing but its place among the others


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that changed: `what` it is, what it was, what it is now; empty where none."""

    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A question, a list of answers or a row of the guide that differs.

    `sheet` and `key` name it for a program, `title` for a reader.
    """

    sheet: str
    key: str
    title: str
    happened: Happened
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that differs: what the person is asked, then how the answers are understood."""

    general: tuple[Detail, ...] = ()
    questions: tuple[Change, ...] = ()
    guide: tuple[Change, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether the two versions say the same."""
        return not (self.general or self.questions or self.guide)
