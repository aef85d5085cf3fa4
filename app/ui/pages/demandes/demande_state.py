"""What the page of one request shows."""

from dataclasses import dataclass
from enum import Enum, auto

from app.ui.asking.asked import Form
from app.ui.dossiers.words import Fact
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

    `clock` says when the term ends, `nameless` that it names nobody any more: nothing is left to
    transmit. `erases` tells that it has left and that its person waits to be erased. `address` is
    empty while nobody has said where requests go, and `stated` tells that the convention says it.
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
    erases: bool = False
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

    @property
    def lost(self) -> bool:
        """Tell whether it was never sent and names nobody: there is nothing to do but close it."""
        return self.nameless and not self.linked and not self.sent
