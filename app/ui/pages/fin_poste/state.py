"""What the page of a laptop's end shows."""

from dataclasses import dataclass

from app.ui.dossiers.words import Fact
from app.ui.widgets.tones import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class FinPosteState:
    """Everything the page shows.

    `paper` and `backup` are where the certificate goes and where the last backup went; `number` is
    that of the destruction. `only_stick`: what leaves is carried. `referent` tells whether the
    agent at work may end the laptop.
    """

    loaded: bool = False
    referent: bool = True
    facts: tuple[Fact, ...] = ()
    unsent: int = 0
    only_stick: bool = False
    number: str = ""
    paper: str = ""
    backup: str = ""
    message: str = ""
    tone: Tone = Tone.DANGER
    working: str = ""
