"""What the card of the revisions shows: what the Département was told, and what can be changed."""

from dataclasses import dataclass
from enum import Enum, auto

from app.ui.dossiers.words import Fact
from app.ui.widgets.choice_list import Choice


class Asking(Enum):
    """Which form is open."""

    NOTHING = auto()
    CORRECT = auto()
    WITHDRAW = auto()
    COMPARE = auto()


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field on which both sides disagree; `base` is empty where both knew nothing before."""

    code: str
    label: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionState:
    """Everything the card shows; it is hidden while `shown` is false.

    `reasons` is empty where the service that is picked is the advised one. `kept` says for each
    field of the comparison whose side is picked: its code with « ici » or « departement ».
    """

    shown: bool = False
    sentence: str = ""
    revisions: tuple[Fact, ...] = ()
    can_correct: bool = False
    can_withdraw: bool = False
    can_undo_correction: bool = False
    can_undo_withdrawal: bool = False
    can_compare: bool = False
    can_take_up: bool = False
    asking: Asking = Asking.NOTHING
    services: tuple[Choice, ...] = ()
    service: str = ""
    reasons: tuple[Choice, ...] = ()
    reason: str = ""
    motif: str = ""
    lines: tuple[FieldLine, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    mistake: str = ""
    working: bool = False
