"""What the step of the questionnaire shows."""

from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto

from app.ui.widgets.scales import Scale


class Kind(StrEnum):
    """How a question is answered on screen."""

    ONE = "one"
    SEVERAL = "several"
    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "date_time"
    SCALE = "scale"  # a number between two ends
    RANK = "rank"  # all options, in the order that is wanted
    NOTE = "note"  # to read, nothing to answer
    CLOSED = "closed"  # computed, or of a kind that this screen does not take


class Place(Enum):
    """Where the agent is."""

    QUESTION = auto()
    REVIEW = auto()  # all questions with their answers, to jump back
    END = auto()
    UNUSABLE = auto()  # the form cannot be computed: nothing can be asked


@dataclass(frozen=True, slots=True)
class Option:
    """A possible answer; an exclusive one stands alone."""

    code: str
    label: str
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question as it is shown. `text` is what a line holds, as it was typed.

    `lack` is what the form says while an answer is required and there is none. `value` is what a
    note or a question closed to entry holds.
    """

    path: str
    label: str
    hint: str = ""
    kind: Kind = Kind.ONE
    options: tuple[Option, ...] = ()
    selected: tuple[str, ...] = ()
    text: str = ""
    by_agent: bool = False
    mistake: str = ""
    scale: Scale | None = None
    required: bool = False
    lack: str = ""
    value: str = ""

    @property
    def answerable(self) -> bool:
        """Tell whether the agent can answer it here."""
        return self.kind not in (Kind.NOTE, Kind.CLOSED)

    @property
    def answered(self) -> bool:
        """Tell whether it has an answer."""
        return bool(self.selected or self.text)


class Mark(Enum):
    """How a screen stands in the list of all questions."""

    NOTHING = auto()  # to read, or computed: nothing to answer
    ANSWERED = auto()
    MISSING = auto()
    REQUIRED = auto()  # missing, and the interview does not end without it
    FAULT = auto()  # answered, but the answer does not do


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A step in the list of all questions; `path` is where one jumps to."""

    path: str
    section: str
    label: str
    answer: str
    mark: Mark

    @property
    def answered(self) -> bool:
        """Tell whether there is nothing left to do."""
        return self.mark in (Mark.NOTHING, Mark.ANSWERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy of a group that is filled in several times; `path` is its first screen, if any."""

    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the form: its name there, and as people read it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireState:
    """Everything the page shows. `step` changes when another screen comes."""

    place: Place = Place.QUESTION
    step: str = ""
    section: str = ""
    number: int = 0
    total: int = 0
    questions: tuple[QuestionView, ...] = ()
    can_add: bool = False  # the screen asks for another copy of a group
    copies: tuple[Copy, ...] = ()
    offer_stop: bool = False
    unanswered: str = ""  # the sentence before a question is passed over
    rows: tuple[ReviewRow, ...] = ()
    missing: int = 0
    problem: str = ""
    working: bool = False
    can_face: bool = False  # the person is here, and may read for herself
    facing: bool = False  # the laptop is in her hands
    look_at: str = ""  # the question that the focus goes back to: its answer does not do
    only_missing: bool = False  # of the list of all questions
    required_left: int = 0  # the interview does not end before
    languages: tuple[Language, ...] = ()  # none when there is nothing to choose
    language: str = ""

    @property
    def first(self) -> bool:
        """Tell whether there is no question before this one."""
        return self.number <= 1

    @property
    def answered(self) -> bool:
        """Tell whether every question on screen that can be answered is."""
        return all(one.answered for one in self.questions if one.answerable)


def for_person(state: QuestionnaireState) -> tuple[QuestionView, ...]:
    """Return the questions on screen that the person is asked, without what tells the agent how."""
    return tuple(replace(one, hint="") for one in state.questions if not for_agent(one))


def for_agent(view: QuestionView) -> bool:
    """Tell whether a question is none of the person's: noted without asking, or closed to entry."""
    return view.by_agent or view.kind is Kind.CLOSED
