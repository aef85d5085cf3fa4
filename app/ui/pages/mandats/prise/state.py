"""What the steps of the preparation show."""

from dataclasses import dataclass

from app.ui.asking.asked import Form
from app.ui.widgets.tones import Tone

_NO_FORM = Form()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepState:
    """What every step shows. `who` is the person, once she is known."""

    who: str = ""
    said: str = ""
    problem: str = ""
    working: bool = False
    loaded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormState(StepState):
    """A step that asks a few things; `note` is what follows from what was answered.

    `blocked` says why no mandate can be signed here, in words to say aloud; nothing of it is kept.
    """

    form: Form = _NO_FORM
    note: str = ""
    note_tone: Tone = Tone.INFO
    blocked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """An authorisation of the draft; `warning` when an active mandate has the same one."""

    id: str
    kind: str
    title: str
    about: str
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesState(StepState):
    """The step of the authorisations. `asking` names the form that is open, empty for none.

    `undo` says what was just removed and can come back; `locked` why nothing may be changed.
    """

    rows: tuple[LineRow, ...] = ()
    asking: str = ""
    form: Form = _NO_FORM
    undo: str = ""
    mistake: str = ""
    locked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One of the three things to explain; `when` is empty until it was."""

    code: str
    words: str
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingState(StepState):
    """The step of the information: a script to read aloud, and what was explained.

    `form` asks when, of what was explained before it is noted here.
    """

    form: Form = _NO_FORM
    script: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    mistake: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalRow:
    """One of the two originals, and what became of it."""

    number: int
    title: str
    about: str
    printed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningState(StepState):
    """The last step: how the text is read, the two originals, the signatures."""

    form: Form = _NO_FORM
    originals: tuple[OriginalRow, ...] = ()
    ends: str = ""
    signing: Form = _NO_FORM
    may_sign: bool = False
    by_hand: bool = False  # signed on a blank mandate: nothing is printed here
