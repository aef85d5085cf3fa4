"""What the gate of practice shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionEntry:
    """A convention that can be practised, explained in a sentence."""

    code: str
    title: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrainementState:
    """Everything the page shows.

    `ready`: practice under the chosen convention is there already, with what was done in it.
    `total` counts the steps of a preparation under way, 0 when none is.
    """

    conventions: tuple[ConventionEntry, ...]
    chosen: str = ""
    ready: bool = False
    working: str = ""
    done: int = 0
    total: int = 0
    problem: str = ""
