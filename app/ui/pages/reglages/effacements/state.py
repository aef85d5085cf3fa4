"""What the tab « Effacements » shows."""

from dataclasses import dataclass

from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import Fact
from app.ui.widgets.tones import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class EffacementsState:
    """Everything the tab shows. `checked` are the facts of a certificate that holds."""

    loaded: bool = False
    consults: bool = True
    """Whether the roles of the agent at work let him see what the rows name."""
    foreseen: tuple[Row, ...] = ()
    done: tuple[Row, ...] = ()
    clocks: tuple[Fact, ...] = ()
    checked: tuple[Fact, ...] = ()
    message: str = ""
    tone: Tone = Tone.SUCCESS
    working: bool = False
