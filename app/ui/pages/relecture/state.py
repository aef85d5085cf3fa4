"""What the page of a past interview shows."""

from dataclasses import dataclass

from app.ui.dossiers.words import Fact
from app.ui.widgets.tones import Pill


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A question and its answer; `answer` is empty when there is none."""

    question: str
    answer: str
    by_agent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the questionnaire."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """Everything the page shows. `notice` says why there is nothing to read, or that it waits.

    `limited` says that the record is limited: the interview is read and cannot be taken up.
    """

    who: str = ""
    about: str = ""
    pill: Pill | None = None
    facts: tuple[Fact, ...] = ()
    notice: str = ""
    parts: tuple[Part, ...] = ()
    exercise: tuple[Fact, ...] = ()
    missing: str = ""
    can_resume: bool = False
    has_papers: bool = False
    limited: str = ""
    loaded: bool = False
    problem: str = ""
