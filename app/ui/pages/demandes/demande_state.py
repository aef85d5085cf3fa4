"""What the page of one request shows."""

from dataclasses import dataclass
from enum import Enum, auto

from app.ui.dossiers.words import Fact
from app.ui.pages.demandes.asking import Form
from app.ui.widgets.tones import Pill, Tone


class Asking(Enum):
    """Which small form is open."""

    NOTHING = auto()
    SENDING = auto()
    RECEIPT = auto()
    ANSWER = auto()
    ACTION = auto()


_NO_FORM = Form()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestState:
    """Everything the page shows.

    `clock` says when the term ends, `nameless` that the person was erased: what has to be
    transmitted then names nobody. `address` is empty while nobody has said where requests go, and
    `stated` tells that the convention says it.
    """

    heading: str = ""
    numero: str = ""
    pill: Pill | None = None
    clock: str = ""
    clock_tone: Tone = Tone.INFO
    facts: tuple[Fact, ...] = ()
    done: tuple[Fact, ...] = ()
    followed: tuple[Fact, ...] = ()
    nameless: bool = False
    linked: bool = False
    is_open: bool = False
    sent: bool = False
    address: str = ""
    address_mistake: str = ""
    stated: bool = True
    asking: Asking = Asking.NOTHING
    form: Form = _NO_FORM
    said: str = ""
    problem: str = ""
    working: bool = False
    loaded: bool = False
