"""What the list of mandates, one mandate and its end show."""

from dataclasses import dataclass
from enum import Enum, auto

from app.ui.asking.asked import Form
from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import Fact
from app.ui.widgets.tones import Pill, Tone

_NO_FORM = Form()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """Everything the list shows; rows of `over` bear numbers and days, never a name."""

    query: str = ""
    found: tuple[Row, ...] = ()
    soon: tuple[Row, ...] = ()
    drafts: tuple[Row, ...] = ()
    running: tuple[Row, ...] = ()
    colleagues: tuple[Row, ...] = ()
    over: tuple[Fact, ...] = ()
    may_take: bool = False
    loaded: bool = False
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no mandate at all yet."""
        return self.loaded and not (
            self.query or self.soon or self.drafts or self.running or self.colleagues or self.over
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLine:
    """Something done under an authorisation; `told` is empty while the person does not know.

    `waits` while another outcome may follow.
    """

    id: str
    words: str
    about: str
    told: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCard:
    """An authorisation with what was done under it; `open_` while something may be done."""

    id: str
    kind: str
    title: str
    about: str
    pill: Pill
    acts: tuple[ActLine, ...] = ()
    open_: bool = False


class Asking(Enum):
    """Which small form is open under an authorisation."""

    NOTHING = auto()
    ACT = auto()
    OUTCOME = auto()
    DONE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class MandatState:
    """Everything the page of one mandate shows. `asked_line` is where a form is open.

    `asked_act` is the act of which another outcome is asked.
    """

    who: str = ""
    reference: str = ""
    pill: Pill | None = None
    clock: str = ""
    clock_tone: Tone = Tone.INFO
    lines: tuple[LineCard, ...] = ()
    facts: tuple[Fact, ...] = ()
    asking: Asking = Asking.NOTHING
    asked_line: str = ""
    asked_act: str = ""
    form: Form = _NO_FORM
    to_hand: bool = False  # signed, and the person has not her original yet
    may_end: bool = False
    may_act: bool = False
    limited: str = ""
    said: str = ""
    problem: str = ""
    working: bool = False
    loaded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EndState:
    """The end of authorisations: why and when, then what follows, the person's paper first.

    `stays` names the lines that go on; without any, everything is destroyed: `destroys` says what.
    `paper` tells whether the person has a paper of it; `printed` that she has it, `saved` that it
    is in a file alone, which goes with the data. `mourned`: the person has died; nobody is handed
    it here.
    """

    who: str = ""
    reference: str = ""
    form: Form = _NO_FORM
    confirming: bool = False
    ends: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    destroys: tuple[str, ...] = ()
    remains: tuple[str, ...] = ()
    warning: str = ""
    paper: bool = False
    mourned: bool = False
    printed: bool = False
    saved: bool = False
    problem: str = ""
    working: bool = False
    loaded: bool = False

    @property
    def lacks_paper(self) -> bool:
        """Tell whether the person would leave without her paper."""
        return self.paper and not (self.printed or self.mourned)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedCard:
    """A mandate that is over, and the papers that can still be made of what is left of it."""

    reference: str
    words: str
    withdrawal: bool
    certificate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedState:
    """What ended; `missing` tells that the person has not got a paper that cannot be made later."""

    cards: tuple[EndedCard, ...] = ()
    go_on: str = ""
    missing: bool = False
    problem: str = ""
    working: bool = False
