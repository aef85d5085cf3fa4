"""What a laptop remembers between two sticks; kept by whoever has a database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.sync.protocol.parcels import Known
from app.sync.protocol.sealed_file import FileHeader


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAnswer:
    """The last answer that was read whole."""

    epoch: str
    number: int
    made_at: datetime

    def is_before(self, header: FileHeader) -> bool:
        """Tell whether an answer is newer: by its number, by its instant in another epoch."""
        if header.epoch == self.epoch:
            return header.number > self.number
        return header.made_at > self.made_at

    def is_the_one(self, header: FileHeader) -> bool:
        """Tell whether an answer is this one."""
        return (header.epoch, header.number) == (self.epoch, self.number)


class Notebook(Protocol):
    """What the gateway asks of whoever remembers."""

    def known(self) -> Known:
        """Return what was received: the Département answers what is behind it."""
        ...

    def next_number(self) -> int:
        """Return the number of the next sending, and never the same again."""
        ...

    def last_answer(self) -> LastAnswer | None:
        """Return the last answer that was read."""
        ...

    def heard_at(self) -> datetime | None:
        """Return the service's own instant when it was last heard over the network."""
        ...
