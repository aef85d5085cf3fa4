"""The ledger of erasures at the service: marks that tell it nothing (docs/protocole.md § 5).

A ledger bears a name that only a database of its vault can derive, as its marks. The service keeps
both as they come and gives them back, so that a new laptop erases again what an old backup holds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_INTEGER, MAX_MARKS
from app.sync.protocol.reading import Fields

LEDGER_FORM: Final = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """Marks to be kept under the name of a ledger; those known already change nothing."""

    ledger: str
    marks: Sequence[str]

    def content(self) -> dict[str, object]:
        """Return the deposit as an object."""
        return {"ledger": self.ledger, "marks": list(self.marks)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureEntry:
    """A mark with its number in the ledger, and the day on which the service received it."""

    seq: int
    mark: str
    received_on: date

    def content(self) -> dict[str, object]:
        """Return the entry as an object."""
        return {"seq": self.seq, "mark": self.mark, "received_on": self.received_on.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePage:
    """Marks after a number, in order. A high water below that number: read again from 0."""

    epoch: str
    high_water: int
    entries: Sequence[ErasureEntry]
    more: bool

    def content(self) -> dict[str, object]:
        """Return the page as an object."""
        return {
            "epoch": self.epoch,
            "high_water": self.high_water,
            "entries": [entry.content() for entry in self.entries],
            "more": self.more,
        }


def parse_deposit(value: object, *, most: int = MAX_MARKS) -> Deposit:
    """Read a deposit.

    Raises:
        ProtocolError: out of form, or more than a deposit holds.
    """
    fields = Fields.of(value, "", required=("ledger", "marks"))
    marks: list[str] = []
    for at, mark in enumerate(fields.items("marks", most)):
        if not isinstance(mark, str) or not LEDGER_FORM.match(mark):
            raise ProtocolError(ErrorCode.MALFORMED, f"marks[{at}]")
        marks.append(mark)
    return Deposit(ledger=fields.text("ledger", longest=32, form=LEDGER_FORM), marks=marks)


def parse_erasure_page(value: object, *, most: int = MAX_MARKS) -> ErasurePage:
    """Read a page of a ledger.

    Raises:
        ProtocolError: out of form.
    """
    fields = Fields.of(value, "", required=("epoch", "high_water", "entries", "more"))
    found = fields.items("entries", most)
    return ErasurePage(
        epoch=fields.code("epoch"),
        high_water=fields.integer("high_water", 0, MAX_INTEGER),
        entries=tuple(_entry(one, f"entries[{at}]") for at, one in enumerate(found)),
        more=fields.boolean("more"),
    )


def _entry(value: object, place: str) -> ErasureEntry:
    fields = Fields.of(value, place, required=("seq", "mark", "received_on"))
    return ErasureEntry(
        seq=fields.integer("seq", 1, MAX_INTEGER),
        mark=fields.text("mark", longest=32, form=LEDGER_FORM),
        received_on=fields.day("received_on"),
    )
