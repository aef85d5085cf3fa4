"""What stands inside the files of a stick: the same items, receipts and decisions as on the wire.

A sending holds items that are sealed and signed one by one; each part is of use alone. An answer is
one text, sealed whole to its laptop and cut into parts: all of them are needed (protocole.md § 14).
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.sync.protocol.answers import DecisionEntry, Receipt, parse_entry, parse_receipt
from app.sync.protocol.canonical import canonical, deflate, inflate, parse_json
from app.sync.protocol.errands import Stated, Told, parse_stated, parse_told
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.items import Item
from app.sync.protocol.limits import MAX_INTEGER, MAX_MATERIAL
from app.sync.protocol.reading import Fields, to_base64
from app.sync.protocol.sealed_file import (
    MAX_FILE,
    MAX_PARTS,
    OVERHEAD,
    FileError,
    FileFault,
    FileHeader,
)
from app.sync.protocol.sealing import seal, unseal
from app.sync.protocol.signed import SignedDocument, parse_signed

MARK_BYTES: Final = 16
MOST_RECORDS: Final = 20_000  # of one kind in one file
MAX_ANSWER: Final = 40 * 1024 * 1024  # bytes of an answer, inflated
MAX_DOCUMENTS: Final = 24 * 1024 * 1024  # bytes of the documents of one answer
_PIECE: Final = MAX_FILE - OVERHEAD
_SENDING: Final = MAX_FILE - OVERHEAD - 4096  # inflated; what cannot shrink grows a little
_ANSWER_CONTEXT: Final = "passerelle-file-answer-v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a laptop has received: how far it read the feed, and what else need not come again.

    `settled` is the last of its sendings whose receipts it read; `material` the serial of the list
    of published documents that it holds.
    """

    epoch: str = ""
    seq: int = 0
    settled: int = 0
    material: int = 0

    def content(self) -> dict[str, object]:
        """Return it as an object."""
        epoch = {"epoch": self.epoch} if self.epoch else {}
        numbers = {"seq": self.seq, "settled": self.settled, "material": self.material}
        return {**epoch, **numbers}


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedItem:
    """An item with the mark that its receipt brings back: which content the receipt is about.

    The mark tells nothing to anybody but the laptop that made it (`content_mark`).
    """

    item: Item
    mark: bytes

    def content(self) -> dict[str, object]:
        """Return it as an object."""
        return {"item": self.item.content(), "mark": to_base64(self.mark)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """The body of one part of a sending; its items are not read yet, each is refused alone.

    `told` stands in the first part alone.
    """

    known: Known
    items: Sequence[tuple[object, bytes]]
    told: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReceipt:
    """A receipt, the sending that it answers, and the mark that came with the item."""

    receipt: Receipt
    number: int
    mark: bytes

    def content(self) -> dict[str, object]:
        """Return it as an object."""
        return {
            "receipt": self.receipt.content(),
            "number": self.number,
            "mark": to_base64(self.mark),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the Département gives back to one laptop.

    `after` is the number behind which `entries` begin; `answered` the highest of the laptop's
    sendings that was imported. `held` are contents that stand where another one was refused, as
    `held_content` gives them. `fault` says why nothing else is there.
    """

    epoch: str
    after: int
    high_water: int
    answered: int
    key_list: SignedDocument
    entries: Sequence[DecisionEntry] = ()
    receipts: Sequence[FileReceipt] = ()
    held: Sequence[object] = ()
    manifest: SignedDocument | None = None
    certificate: SignedDocument | None = None
    documents: Sequence[bytes] = field(default=(), repr=False)
    stated: Stated | None = None
    fault: ErrorCode | None = None

    def content(self) -> dict[str, object]:
        """Return it as an object."""
        found: dict[str, object] = {
            "epoch": self.epoch,
            "after": self.after,
            "high_water": self.high_water,
            "answered": self.answered,
            "key_list": self.key_list.wire(),
            "entries": [entry.content() for entry in self.entries],
            "receipts": [receipt.content() for receipt in self.receipts],
            "held": list(self.held),
            "documents": [to_base64(document) for document in self.documents],
        }
        if self.manifest is not None:
            found["manifest"] = self.manifest.wire()
        if self.certificate is not None:
            found["certificate"] = self.certificate.wire()
        if self.stated is not None:
            found["stated"] = self.stated.content()
        if self.fault is not None:
            found["fault"] = self.fault.value
        return found


def content_mark(signing: bytes, payload: bytes) -> bytes:
    """Return the mark of a payload: only the laptop with these 32 private bytes can make it."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"passerelle-file-mark-v1")
    return hmac.new(key.derive(signing), payload, hashlib.sha256).digest()[:MARK_BYTES]


def sending_bodies(
    items: Sequence[MarkedItem],
    known: Known,
    *,
    told: Told | None = None,
    largest: int = _SENDING,
) -> list[tuple[bytes, int]]:
    """Return the bodies of the parts of a sending, each with its number of items.

    The revisions of one item stay together, in their order: a part that is lost takes no earlier
    revision from a later one. `largest` bounds a body before it is compressed; what is `told`
    beside the items stands in the first.

    Raises:
        ProtocolError: `TOO_LARGE`, more parts than a sending has.
    """
    bodies: list[tuple[bytes, int]] = []
    part: list[object] = []
    size = len(canonical(told.content())) if told else 0

    def close() -> None:
        bodies.append((_sending(part, known, None if bodies else told), len(part)))

    for group in _by_item(items):
        contents = [one.content() for one in group]
        weight = sum(len(canonical(one)) + 1 for one in contents)
        if part and (size + weight > largest or len(part) + len(group) > MOST_RECORDS):
            close()
            part, size = [], 0
        part += contents
        size += weight
    if part or not bodies:
        close()
    if len(bodies) > MAX_PARTS:
        raise ProtocolError(ErrorCode.TOO_LARGE, "parts")
    return bodies


def open_sending(body: bytes) -> Sending:
    """Read the body of one part of a sending.

    Raises:
        ProtocolError: out of form.
    """
    value = parse_json(inflate(body, limit=MAX_FILE), limit=MAX_FILE)
    fields = Fields.of(value, "sending", required=("known", "items"), optional=("told",))
    found = [
        Fields.of(one, f"items[{at}]", required=("item", "mark"))
        for at, one in enumerate(fields.items("items", MOST_RECORDS))
    ]
    return Sending(
        known=_known(fields.values["known"]),
        items=tuple(
            (one.values["item"], one.octets("mark", MARK_BYTES, MARK_BYTES)) for one in found
        ),
        told=parse_told(fields.values["told"]) if fields.has("told") else None,
    )


def answer_bodies(content: object, header: FileHeader, public: bytes) -> list[bytes]:
    """Return the parts of a text sealed to the receiving key `public` of the laptop."""
    sealed = seal(public, deflate(canonical(content)), info=_answer_info(header))
    return [sealed[at : at + _PIECE] for at in range(0, len(sealed), _PIECE)]


def unsealed(bodies: Sequence[bytes], header: FileHeader, private: bytes) -> object:
    """Return the text whose parts these are, in their order.

    Raises:
        FileError: it does not open, or it is no text.
    """
    try:
        packed = unseal(private, b"".join(bodies), info=_answer_info(header))
        return parse_json(inflate(packed, limit=MAX_ANSWER), limit=MAX_ANSWER)
    except ProtocolError as fault:
        raise FileError(FileFault.ALTERED) from fault


def parse_answer(value: object) -> Answer:
    """Read an answer; the signed documents in it are not verified yet.

    Raises:
        ProtocolError: out of form, or a feed with a gap.
    """
    required = (
        "epoch", "after", "high_water", "answered", "key_list", "entries", "receipts", "held",
        "documents",
    )  # fmt: skip
    optional = ("manifest", "certificate", "stated", "fault")
    fields = Fields.of(value, "answer", required=required, optional=optional)
    after = fields.integer("after", 0, MAX_INTEGER)
    found = fields.items("entries", MOST_RECORDS)
    entries = tuple(parse_entry(one, f"entries[{at}]") for at, one in enumerate(found))
    if [entry.seq for entry in entries] != list(range(after + 1, after + 1 + len(entries))):
        raise fields.fault("entries")  # a gap would be a decision missed
    documents = fields.items("documents", MOST_RECORDS)
    receipts = fields.items("receipts", MOST_RECORDS)
    return Answer(
        epoch=fields.code("epoch"),
        after=after,
        high_water=fields.integer("high_water", 0, MAX_INTEGER),
        answered=fields.integer("answered", 0, MAX_INTEGER),
        key_list=parse_signed(fields.values["key_list"], "key_list"),
        entries=entries,
        receipts=tuple(_receipt(one, f"receipts[{at}]") for at, one in enumerate(receipts)),
        held=tuple(fields.items("held", MOST_RECORDS)),
        manifest=_signed(fields, "manifest"),
        certificate=_signed(fields, "certificate"),
        documents=tuple(_document(one, f"documents[{at}]") for at, one in enumerate(documents)),
        stated=parse_stated(fields.values["stated"]) if fields.has("stated") else None,
        fault=fields.choice("fault", ErrorCode) if fields.has("fault") else None,
    )


def _by_item(items: Sequence[MarkedItem]) -> list[list[MarkedItem]]:
    groups: dict[str, list[MarkedItem]] = {}
    for one in items:
        groups.setdefault(one.item.header.item, []).append(one)
    return list(groups.values())


def _sending(items: Sequence[object], known: Known, told: Told | None) -> bytes:
    beside = {"told": told.content()} if told else {}
    return deflate(canonical({"known": known.content(), "items": list(items), **beside}))


def _known(value: object) -> Known:
    required = ("seq", "settled", "material")
    fields = Fields.of(value, "known", required=required, optional=("epoch",))
    return Known(
        epoch=fields.code("epoch") if fields.has("epoch") else "",
        seq=fields.integer("seq", 0, MAX_INTEGER),
        settled=fields.integer("settled", 0, MAX_INTEGER),
        material=fields.integer("material", 0, MAX_INTEGER),
    )


def _receipt(value: object, place: str) -> FileReceipt:
    fields = Fields.of(value, place, required=("receipt", "number", "mark"))
    return FileReceipt(
        receipt=parse_receipt(fields.values["receipt"], place),
        number=fields.integer("number", 1, MAX_INTEGER),
        mark=fields.octets("mark", MARK_BYTES, MARK_BYTES),
    )


def _document(value: object, place: str) -> bytes:
    return Fields.of({"document": value}, place, required=("document",)).octets(
        "document", 1, MAX_MATERIAL
    )


def _signed(fields: Fields, name: str) -> SignedDocument | None:
    return parse_signed(fields.values[name], name) if fields.has(name) else None


def _answer_info(header: FileHeader) -> bytes:
    """Return what an answer is bound to: it opens as this answer to this laptop and no other."""
    return canonical(
        {
            "context": _ANSWER_CONTEXT,
            "kind": header.kind.value,
            "department": header.department,
            "device": header.device,
            "number": header.number,
            "epoch": header.epoch or "-",
        }
    )
