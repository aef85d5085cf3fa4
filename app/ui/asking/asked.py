"""What a form asks, and what was answered: pages that guide somebody through many fields share it.

Values are tuples of codes, or one text; a presenter checks them and says what is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

Values = Mapping[str, tuple[str, ...]]


class Kind(Enum):
    """How something is answered."""

    LINE = auto()
    SHORT = auto()  # a few short answers side by side
    ONE = auto()  # one of a list
    MANY = auto()  # several of a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing that is asked. `choices` are pairs of code and words.

    A line that stands `beside` shares the line of the one before it (day and hour).
    """

    code: str
    words: str
    kind: Kind = Kind.LINE
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    optional: bool = False
    beside: bool = False
    most: int = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is asked, what stands there, what is wrong with it."""

    asked: tuple[Asked, ...] = ()
    values: Values = field(default_factory=dict[str, tuple[str, ...]])
    mistakes: Mapping[str, str] = field(default_factory=dict[str, str])

    def text(self, code: str) -> str:
        """Return what stands in a line, or the one answer picked, without blanks around it."""
        found = self.values.get(code, ())
        return found[0].strip() if found else ""


def with_value(form: Form, code: str, value: tuple[str, ...]) -> Form:
    """Return the form once `code` was answered; its mistake goes."""
    return Form(
        asked=form.asked,
        values={**form.values, code: value},
        mistakes={known: words for known, words in form.mistakes.items() if known != code},
    )
