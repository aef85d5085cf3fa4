"""What a message or a state means for its reader; known to presenters, so without Qt."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a message or a state means for the reader."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Pill:
    """The words and the tone of a state."""

    words: str
    tone: Tone = Tone.NEUTRAL
