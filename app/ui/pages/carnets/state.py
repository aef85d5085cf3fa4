"""What the pages of carnets show."""

from dataclasses import dataclass

from app.ui.asking.asked import Form
from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import Fact
from app.ui.widgets.tones import Tone

_NO_FORM = Form()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """An act that the page offers; `code` names it."""

    code: str
    words: str
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StockState:
    """Everything the page « Carnets » shows. `on` is the day asked, as it was typed.

    `alerts` are pressing sentences with their tones; `ways` what this agent may do; `awaited` the
    volumes that are to come, `restorable` those that may be awaited again. `stocked`: carnets came,
    on the day asked or since.
    """

    on: str = ""
    on_wrong: str = ""
    summary: tuple[Fact, ...] = ()
    alerts: tuple[tuple[Tone, str], ...] = ()
    places: tuple[Row, ...] = ()
    lots: tuple[Row, ...] = ()
    moves: tuple[Row, ...] = ()
    holders: tuple[Row, ...] = ()
    follow: tuple[Fact, ...] = ()
    volumes: tuple[Row, ...] = ()
    awaited: frozenset[str] = frozenset()
    restorable: frozenset[str] = frozenset()
    months: tuple[Row, ...] = ()
    stock_ways: tuple[Way, ...] = ()
    follow_ways: tuple[Way, ...] = ()
    holder_ways: tuple[Way, ...] = ()
    may_hand: bool = False
    may_keep: bool = False
    can_expire: bool = False
    stocked: bool = False
    problem: str = ""
    loaded: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether no carnet ever came."""
        return self.loaded and not self.stocked


@dataclass(frozen=True, slots=True, kw_only=True)
class ActState:
    """A form on its own page. `preview` says what keeping it would write, once it was compared."""

    title: str = ""
    intro: str = ""
    keep: str = ""
    form: Form = _NO_FORM
    preview: str = ""
    problem: str = ""
    nothing: str = ""  # why the act is not possible now
    working: bool = False
    loaded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveState:
    """A movement whole; `may_take_back` until it was, for who keeps the stock."""

    title: str = ""
    facts: tuple[Fact, ...] = ()
    has_paper: bool = False
    may_take_back: bool = False
    problem: str = ""
    working: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandState:
    """The hand-over: whom, which carnet, what is done with her, what was handed over.

    `people` are the prescriptions whose carnet waits; `who` is empty until one is chosen.
    """

    people: tuple[Row, ...] = ()
    query: str = ""
    found: tuple[Row, ...] = ()
    who: str = ""
    about: str = ""
    number: str = ""
    number_wrong: str = ""
    day: str = ""  # of the hand-over, as it is typed
    day_wrong: str = ""
    left: str = ""
    gestes: Form = _NO_FORM
    document: str = ""  # where the explanatory document stands; empty where there is none
    refusal: str = ""
    handed: tuple[Fact, ...] = ()
    may_hand: bool = False
    may_undo: bool = False
    said: str = ""
    problem: str = ""
    working: bool = False
    loaded: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody waits for a carnet."""
        return self.loaded and not self.people and not self.who
