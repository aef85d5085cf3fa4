"""An item on the wire: a header in clear, a sealed payload, a signature over both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from app.sync.protocol.canonical import canonical, deflate, inflate
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import (
    MAX_INTEGER,
    MAX_ITEMS,
    MAX_PAYLOAD,
    MAX_SEALED,
    PROTOCOL,
)
from app.sync.protocol.payload import Kind, Payload, parse_payload
from app.sync.protocol.reading import KEY_FORM, Fields, to_base64
from app.sync.protocol.sealing import SUITE, OpeningKey, seal, unseal
from app.sync.protocol.signing import SIGNATURE_BYTES, sign, verify

_CONTEXT: Final = "passerelle-item-v1"
_HEADER: Final = ("device", "item", "key", "kind", "protocol", "revision", "structure", "suite")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What an item says in clear; sealing and signature both depend on every field of it.

    `item` is the identifier made on the laptop and, with `revision` (1, 2, …), the idempotency key.
    `structure` and `device` are the identifiers given at activation; `key` names the receiving key.
    """

    item: str
    revision: int
    kind: Kind
    structure: str
    device: str
    key: str
    suite: str = SUITE
    protocol: str = PROTOCOL

    def content(self) -> dict[str, object]:
        """Return the header as an object."""
        found: dict[str, object] = {name: getattr(self, name) for name in _HEADER}
        found["kind"] = self.kind.value
        return found

    def to_bytes(self) -> bytes:
        """Return the canonical bytes: the `info` of the sealing."""
        return canonical(self.content())


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One revision of one prescription, ready to travel by any channel."""

    header: Header
    sealed: bytes
    signature: bytes

    def content(self) -> dict[str, object]:
        """Return the item as an object of a batch."""
        return {
            "header": self.header.content(),
            "sealed": to_base64(self.sealed),
            "signature": to_base64(self.signature),
        }


def seal_item(header: Header, payload: bytes, *, public: bytes, signing: bytes) -> Item:
    """Make an item: compress and seal `payload` to the receiving key `public`, then sign.

    `payload` is what `prescription_payload` returns; `signing` the device's 32 private bytes.

    Raises:
        ProtocolError: `public` is no key, or the payload is too large.
    """
    if len(payload) > MAX_PAYLOAD:
        raise ProtocolError(ErrorCode.TOO_LARGE, "payload")
    info = header.to_bytes()
    sealed = seal(public, deflate(payload), info=info)
    return Item(header=header, sealed=sealed, signature=sign(signing, _CONTEXT, info, sealed))


def verify_item(item: Item, public: bytes) -> None:
    """Accept the device's signature (`public`: its 32 public bytes) or raise.

    Raises:
        ProtocolError: `BAD_SIGNATURE`.
    """
    verify(public, item.signature, _CONTEXT, item.header.to_bytes(), item.sealed)


def open_item(item: Item, private: bytes | OpeningKey) -> tuple[Payload, bytes]:
    """Open an item whose signature was verified; returns the payload and its canonical bytes.

    The bytes are for `plaintext_digest`.

    Raises:
        ProtocolError: it does not open, the content is out of form, or it is of another kind or
            structure than the header says.
    """
    return _opened(item, item.header.to_bytes(), private)


def open_signed(
    item: Item,
    public: bytes,
    key_named: Callable[[str], bytes | OpeningKey],
    *,
    vouched: bool = False,
) -> tuple[Payload, bytes]:
    """Verify, then open: what `verify_item` and `open_item` do, with the header written once.

    `key_named` gives the receiving key that a header names. `vouched`: the holder of `public` has
    just signed the whole that the item came in, so the item's own signature says nothing more
    (decision 0051): it is only asked why an item does not open.

    Raises:
        ProtocolError: as both.
    """
    info = item.header.to_bytes()
    if not vouched:
        verify(public, item.signature, _CONTEXT, info, item.sealed)
    try:
        return _opened(item, info, key_named(item.header.key))
    except ProtocolError:
        if vouched:  # « altered » is truer than « does not open »
            verify(public, item.signature, _CONTEXT, info, item.sealed)
        raise


def _opened(item: Item, info: bytes, private: bytes | OpeningKey) -> tuple[Payload, bytes]:
    raw = inflate(unseal(private, item.sealed, info=info), limit=MAX_PAYLOAD)
    payload = parse_payload(raw)
    if payload.kind is not item.header.kind:
        raise ProtocolError(ErrorCode.MALFORMED, "payload.kind")
    if payload.structure != item.header.structure:
        raise ProtocolError(ErrorCode.WRONG_STRUCTURE, "payload.structure")
    return payload, raw


def parse_item(value: object, place: str = "item") -> Item:
    """Read one item; nothing is verified yet.

    Raises:
        ProtocolError: out of form, or another version or suite.
    """
    fields = Fields.of(value, place, required=("header", "sealed", "signature"))
    return Item(
        header=_header(fields.values["header"], f"{place}.header"),
        sealed=fields.octets("sealed", 1, MAX_SEALED),
        signature=fields.octets("signature", SIGNATURE_BYTES, SIGNATURE_BYTES),
    )


def _header(value: object, place: str) -> Header:
    fields = Fields.of(value, place, required=_HEADER)
    if fields.text("protocol", longest=40) != PROTOCOL:
        raise fields.fault("protocol", ErrorCode.PROTOCOL_VERSION)
    if fields.text("suite", longest=80) != SUITE:
        raise fields.fault("suite", ErrorCode.UNKNOWN_SUITE)
    return Header(
        item=fields.uuid("item"),
        revision=fields.integer("revision", 1, MAX_INTEGER),
        kind=fields.choice("kind", Kind),
        structure=fields.code("structure"),
        device=fields.uuid("device"),
        key=fields.text("key", longest=16, form=KEY_FORM),
    )


def batch_content(items: Sequence[Item]) -> dict[str, object]:
    """Return a batch as an object.

    Raises:
        ProtocolError: more items than a batch holds.
    """
    if len(items) > MAX_ITEMS:
        raise ProtocolError(ErrorCode.TOO_LARGE, "items")
    return {"items": [item.content() for item in items]}


def split_batch(value: object) -> list[object]:
    """Return the items of a batch, not yet read: each is read, and refused, on its own.

    Raises:
        ProtocolError: not a batch, or too many items.
    """
    return Fields.of(value, "", required=("items",)).items("items", MAX_ITEMS)


def named(value: object) -> tuple[str, int]:
    """Return (item, revision) of an item that `parse_item` refuses, to write its receipt.

    Raises:
        ProtocolError: it does not even say which item it is; the whole batch is malformed.
    """
    header = Fields.of(
        value, "item", required=("header",), optional=("sealed", "signature")
    ).values["header"]
    fields = Fields.of(header, "item.header", required=("item", "revision"), optional=_HEADER)
    return fields.uuid("item"), fields.integer("revision", 1, MAX_INTEGER)
