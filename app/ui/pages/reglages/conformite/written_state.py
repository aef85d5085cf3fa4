"""What the card of written exchanges shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.instruction import RubriqueInstruction
from app.ui.dossiers.words import Fact
from app.ui.widgets.tones import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedInstruction:
    """The fields of an instruction as they are typed; `recue_on` is a day's text."""

    recue_on: str = ""
    auteur: str = ""
    reference: str = ""
    objet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenState:
    """Everything the card shows.

    `clears` counts the instructions kept in this window: when it grows, the fields are emptied.
    """

    loaded: bool = False
    asks_instructions: bool = False
    may_write: bool = False
    instructions: tuple[Fact, ...] = ()
    more: str = ""
    mistakes: Mapping[RubriqueInstruction, str] = field(
        default_factory=dict[RubriqueInstruction, str]
    )
    clears: int = 0
    to: str = ""
    message: str = ""
    tone: Tone = Tone.SUCCESS
    notice_message: str = ""
    notice_tone: Tone = Tone.SUCCESS
