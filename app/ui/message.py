"""The three parts of every message about something that went wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, what is kept, what to do: in this order, each part a sentence."""

    happened: str
    kept: str
    to_do: str

    @property
    def text(self) -> str:
        """Return the message as it is shown."""
        return " ".join(part for part in (self.happened, self.kept, self.to_do) if part)
