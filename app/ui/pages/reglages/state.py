"""What Réglages shows, a part at a time."""

from dataclasses import dataclass, field
from enum import Enum, auto

from app.ui.widgets.tones import Tone

IDLE_CHOICES = (5, 10, 15, 30)


class Form(Enum):
    """A form that holds a secret."""

    MINE = auto()
    COLLEAGUE = auto()
    CODE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEntry:
    """A role of the convention, in words."""

    code: str
    label: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentLine:
    """A colleague with access to this laptop. `me` is the agent at work; `roles` are codes."""

    id: str
    name: str
    fonction: str = ""
    me: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewColleague:
    """What the form says of a colleague to be added; `roles` are codes."""

    prenom: str
    nom: str
    fonction: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Powers:
    """What the agent at work may do here, and who may where he may not.

    `referents` are names in a sentence.
    """

    agents: bool = True
    keys: bool = True
    referents: str = "le référent de ce poste"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceWords:
    """What is said of this laptop and the Département."""

    active: bool = False
    service: str = ""
    address: str = ""
    by_form: bool = False  # drafts on Démarches simplifiées: no device to make known
    imposed_address: str = ""  # by the IT department


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutLine:
    """A fact about the program or the laptop: « Version », « 0.1.0 »."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglagesState:
    """Everything the page shows; `message` says how the last action ended."""

    agents: tuple[AgentLine, ...] = ()
    roles: tuple[RoleEntry, ...] = ()
    powers: Powers = Powers()
    device: DeviceWords = DeviceWords()
    idle_minutes: int = 10
    longest_idle: int = 0  # that the IT department lets choose; 0: any
    structure: str = ""
    about: tuple[AboutLine, ...] = ()
    message: str = ""
    tone: Tone = Tone.SUCCESS
    working: str = ""
    mistaken: Form | None = None
    first_mistake: str = ""
    second_mistake: str = ""
    sheet_number: int = 0
    groups: tuple[str, ...] = field(default=(), repr=False)
    asked: tuple[int, ...] = ()

    @property
    def idle_choices(self) -> tuple[int, ...]:
        """Return the idle times that may be chosen, in minutes."""
        if not self.longest_idle:
            return IDLE_CHOICES
        shorter = {one for one in IDLE_CHOICES if one < self.longest_idle}
        return tuple(sorted(shorter | {self.longest_idle}))

    def mistakes_in(self, form: Form) -> tuple[str, str]:
        """Return what is wrong under the first and under the second passphrase of `form`."""
        return (self.first_mistake, self.second_mistake) if self.mistaken is form else ("", "")
