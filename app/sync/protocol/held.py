"""What the Département holds of one item, for the laptop whose content it refused.

Sealed to the device's receiving key: what names somebody travels readable to its structure alone,
even where TLS is inspected (docs/protocole.md § 5).
"""

from dataclasses import dataclass, field
from typing import Final

from app.sync.protocol.canonical import canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_INTEGER, MAX_SEALED
from app.sync.protocol.payload import parse_payload
from app.sync.protocol.reading import Fields, to_base64
from app.sync.protocol.sealing import SUITE, seal, unseal

_CONTEXT: Final = "passerelle-held-v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldItem:
    """The latest revision that stands at the Département; `payload` is empty once withdrawn."""

    item: str
    revision: int
    payload: bytes = field(default=b"", repr=False)


def held_content(held: HeldItem, *, device: str, public: bytes) -> dict[str, object]:
    """Return what is held as an object, sealed to the receiving key `public` of `device`."""
    found: dict[str, object] = {"item": held.item, "revision": held.revision}
    if held.payload:
        info = _info(held.item, held.revision, device)
        found["suite"] = SUITE
        found["sealed"] = to_base64(seal(public, held.payload, info=info))
    return found


def parse_held(value: object, *, item: str, device: str, private: bytes) -> HeldItem:
    """Read and open what `held_content` made for this device, about this item.

    Raises:
        ProtocolError: out of form, of another item, or it does not open.
    """
    fields = Fields.of(value, "held", required=("item", "revision"), optional=("suite", "sealed"))
    if fields.uuid("item") != item:
        raise fields.fault("item")
    revision = fields.integer("revision", 1, MAX_INTEGER)
    if not fields.has("sealed"):
        return HeldItem(item=item, revision=revision)
    if fields.text("suite", longest=80) != SUITE:
        raise ProtocolError(ErrorCode.UNKNOWN_SUITE, "held.suite")
    sealed = fields.octets("sealed", 1, MAX_SEALED)
    payload = unseal(private, sealed, info=_info(item, revision, device))
    parse_payload(payload)
    return HeldItem(item=item, revision=revision, payload=payload)


def _info(item: str, revision: int, device: str) -> bytes:
    return canonical({"context": _CONTEXT, "device": device, "item": item, "revision": revision})
