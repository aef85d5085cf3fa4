"""What the tab « Convention » shows."""

from dataclasses import dataclass, field
from enum import Enum

from app.ui.asking.asked import Form
from app.ui.dossiers.words import Fact
from app.ui.pages.reglages.questionnaire.state import Entry, VersionLine
from app.ui.widgets.tones import Pill, Tone


class Asking(Enum):
    """Which small form is open."""

    NOTHING = ""
    VIE = "vie"
    VALEURS = "valeurs"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWords:
    """What another version changes; `id` names it, empty while it is only typed.

    `can_serve`: it can be put into force, also where its sources alone differ.
    """

    id: str
    heading: str
    sentence: str
    entries: tuple[Entry, ...] = ()
    can_serve: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionState:
    """Everything the tab shows. `who_decides` says it where the agent at work may not."""

    title: str = ""
    pill: Pill | None = None
    facts: tuple[Fact, ...] = ()
    dates: tuple[Entry, ...] = ()
    noted: tuple[Entry, ...] = ()
    values: tuple[Entry, ...] = ()
    others: tuple[VersionLine, ...] = ()
    next_one: str = ""
    waiting: str = ""
    waiting_id: str = ""
    may: bool = False
    who_decides: str = ""
    asking: Asking = Asking.NOTHING
    form: Form = field(default_factory=Form)
    change: ChangeWords | None = None
    working: str = ""
    message: str = ""
    tone: Tone = Tone.INFO
