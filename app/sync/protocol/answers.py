"""What the service answers: receipts, the feed of decisions, and faults."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_FEED, MAX_INTEGER, MAX_ITEMS
from app.sync.protocol.reading import CODE_FORM, PLACE_FORM, Fields

LONGEST_MESSAGE: Final = 1000
_LONGEST_WAIT_S: Final = 86_400


class ReceiptStatus(StrEnum):
    """What became of one item. Each is final for this revision, but for some refusals."""

    ACCEPTED = "accepted"
    ALREADY_HELD = "already_held"  # the same content was received before: as good as accepted
    CONFLICT = "conflict"  # another content under the same item and revision: a person must look
    REFUSED = "refused"  # `code` says why; nothing was kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The service's answer on one item; `code` and `place` stand with a refusal only."""

    item: str
    revision: int
    status: ReceiptStatus
    code: ErrorCode | None = None
    place: str = ""

    def __post_init__(self) -> None:
        if (self.status is ReceiptStatus.REFUSED) != (self.code is not None):
            raise ValueError("a refusal has a code, and nothing else has one")

    def content(self) -> dict[str, object]:
        """Return the receipt as an object."""
        code = {"code": self.code.value} if self.code else {}
        place = {"place": self.place} if self.place else {}
        return {
            "item": self.item,
            "revision": self.revision,
            "status": self.status.value,
            **code,
            **place,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchAnswer:
    """One receipt for each item of the batch, in its order.

    `epoch` names the life of the service's database: another one means that it was put back from
    a backup or replaced. `high_water` is the highest number in the structure's feed.
    """

    epoch: str
    high_water: int
    receipts: Sequence[Receipt]

    def content(self) -> dict[str, object]:
        """Return the answer as an object."""
        return {
            "epoch": self.epoch,
            "high_water": self.high_water,
            "receipts": [receipt.content() for receipt in self.receipts],
        }


class DecisionSens(StrEnum):
    """What the Département decided; the values are those of `domain.prescription.Sens`."""

    ACCEPTEE = "acceptee"
    REFUSEE = "refusee"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionEntry:
    """One decision in a structure's feed. The highest `seq` on an item wins: decisions change.

    `seq` numbers the structure's feed from 1 without a gap, in the order of commit.
    `revision` is the one decided upon. `message`, one line of at most 1000
    characters, is for the worker.
    """

    seq: int
    item: str
    revision: int
    sens: DecisionSens
    decided_on: date
    motif: str = ""
    message: str = ""

    def content(self) -> dict[str, object]:
        """Return the entry as an object."""
        motif = {"motif": self.motif} if self.motif else {}
        message = {"message": self.message} if self.message else {}
        return {
            "seq": self.seq,
            "item": self.item,
            "revision": self.revision,
            "sens": self.sens.value,
            "decided_on": self.decided_on.isoformat(),
            **motif,
            **message,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """Decisions after a cursor, in order; `more` when the feed goes on behind the last one."""

    epoch: str
    high_water: int
    entries: Sequence[DecisionEntry]
    more: bool

    def content(self) -> dict[str, object]:
        """Return the page as an object."""
        return {
            "epoch": self.epoch,
            "high_water": self.high_water,
            "entries": [entry.content() for entry in self.entries],
            "more": self.more,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A whole request refused.

    `retry_after_s` goes with 429 and 503, `supported` with a refused version.
    """

    code: ErrorCode
    place: str = ""
    retry_after_s: int | None = None
    supported: Sequence[str] = ()

    def content(self) -> dict[str, object]:
        """Return the fault as an object."""
        place = {"place": self.place} if self.place else {}
        wait = {} if self.retry_after_s is None else {"retry_after_s": self.retry_after_s}
        supported = {"supported": list(self.supported)} if self.supported else {}
        return {"error": self.code.value, **place, **wait, **supported}


def parse_batch_answer(value: object) -> BatchAnswer:
    """Read the answer to a batch.

    Raises:
        ProtocolError: out of form.
    """
    fields = Fields.of(value, "", required=("epoch", "high_water", "receipts"))
    receipts = fields.items("receipts", MAX_ITEMS)
    return BatchAnswer(
        epoch=fields.code("epoch"),
        high_water=fields.integer("high_water", 0, MAX_INTEGER),
        receipts=tuple(parse_receipt(one, f"receipts[{at}]") for at, one in enumerate(receipts)),
    )


def parse_feed_page(value: object) -> FeedPage:
    """Read a page of the feed.

    Raises:
        ProtocolError: out of form, numbers that do not follow each other, or beyond the high water.
    """
    fields = Fields.of(value, "", required=("epoch", "high_water", "entries", "more"))
    found = fields.items("entries", MAX_FEED)
    entries = tuple(parse_entry(one, f"entries[{at}]") for at, one in enumerate(found))
    high_water = fields.integer("high_water", 0, MAX_INTEGER)
    numbers = [entry.seq for entry in entries]
    if numbers and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise fields.fault("entries")  # a gap would be a decision missed
    if numbers and numbers[-1] > high_water:
        raise fields.fault("high_water")
    return FeedPage(
        epoch=fields.code("epoch"),
        high_water=high_water,
        entries=entries,
        more=fields.boolean("more"),
    )


def parse_fault(value: object) -> Fault:
    """Read a refusal of a whole request.

    Raises:
        ProtocolError: out of form, or a code outside the closed list.
    """
    optional = ("place", "retry_after_s", "supported")
    fields = Fields.of(value, "", required=("error",), optional=optional)
    waits = fields.has("retry_after_s")
    supported = fields.items("supported", 10) if fields.has("supported") else []
    return Fault(
        code=fields.choice("error", ErrorCode),
        place=_place(fields),
        retry_after_s=fields.integer("retry_after_s", 0, _LONGEST_WAIT_S) if waits else None,
        supported=tuple(_version(one) for one in supported),
    )


def parse_receipt(value: object, place: str) -> Receipt:
    """Read one receipt; `place` names it in a fault.

    Raises:
        ProtocolError: out of form.
    """
    required = ("item", "revision", "status")
    fields = Fields.of(value, place, required=required, optional=("code", "place"))
    status = fields.choice("status", ReceiptStatus)
    if fields.has("code") != (status is ReceiptStatus.REFUSED):
        raise fields.fault("code")
    return Receipt(
        item=fields.uuid("item"),
        revision=fields.integer("revision", 1, MAX_INTEGER),
        status=status,
        code=fields.choice("code", ErrorCode) if fields.has("code") else None,
        place=_place(fields),
    )


def parse_entry(value: object, place: str) -> DecisionEntry:
    """Read one decision; `place` names it in a fault.

    Raises:
        ProtocolError: out of form.
    """
    required = ("seq", "item", "revision", "sens", "decided_on")
    fields = Fields.of(value, place, required=required, optional=("motif", "message"))
    return DecisionEntry(
        seq=fields.integer("seq", 1, MAX_INTEGER),
        item=fields.uuid("item"),
        revision=fields.integer("revision", 1, MAX_INTEGER),
        sens=fields.choice("sens", DecisionSens),
        decided_on=fields.day("decided_on"),
        motif=fields.code("motif") if fields.has("motif") else "",
        message=fields.maybe_text("message", longest=LONGEST_MESSAGE),
    )


def _place(fields: Fields) -> str:
    """Return a place; nothing but names and numbers, since it may be logged."""
    return fields.text("place", longest=120, form=PLACE_FORM) if fields.has("place") else ""


def _version(value: object) -> str:
    if not isinstance(value, str) or not CODE_FORM.match(value.replace("/", ".")):
        raise ProtocolError(ErrorCode.MALFORMED, "supported")
    return value
