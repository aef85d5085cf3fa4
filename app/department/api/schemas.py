"""What stands in requests and answers, as JSON Schema (docs/protocole.md says what each means).

Closed like the protocol's readers: no other name is taken. Lengths and limits are the protocol's.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

from app.sync.protocol.answers import LONGEST_MESSAGE, DecisionSens, ReceiptStatus
from app.sync.protocol.counters import MAX_REPORTS
from app.sync.protocol.errors import ErrorCode
from app.sync.protocol.figures import LARGEST_ANSWER, MOST_YEARS
from app.sync.protocol.limits import (
    MAX_BODY,
    MAX_FEED,
    MAX_INTEGER,
    MAX_ITEMS,
    MAX_MARKS,
    MAX_SEALED,
    PROTOCOL,
)
from app.sync.protocol.payload import Kind
from app.sync.protocol.sealing import SUITE
from app.sync.protocol.slices import MAX_RANGES, MAX_SLICES, MOST_CARNETS
from app.sync.protocol.stock import LARGEST_STOCK

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    """Point to a schema of this page."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(optional: tuple[str, ...] = (), /, **fields: Schema) -> Schema:
    return {
        "type": "object",
        "properties": fields,
        "required": [name for name in fields if name not in optional],
        "additionalProperties": False,
    }


def _text(pattern: str, *, longest: int, example: str) -> Schema:
    return {"type": "string", "pattern": pattern, "maxLength": longest, "examples": [example]}


def _octets(shortest: int, longest: int, what: str) -> Schema:
    return {
        "type": "string",
        "pattern": "^[A-Za-z0-9_-]*$",
        "minLength": _symbols(shortest),
        "maxLength": _symbols(longest),
        "description": f"{what}, base64url without padding",
    }


def _symbols(octets: int) -> int:
    return (octets * 4 + 2) // 3


def _integer(lowest: int, highest: int = MAX_INTEGER) -> Schema:
    return {"type": "integer", "minimum": lowest, "maximum": highest}


def _list(of: Schema, most: int, least: int = 0) -> Schema:
    return {"type": "array", "items": of, "minItems": least, "maxItems": most}


def _choice(values: Iterable[StrEnum]) -> Schema:
    return {"type": "string", "enum": [one.value for one in values]}


_HEX = "^[0-9a-f]{%d}$"
_REVISION = _integer(1)
_FEED = {"epoch": ref("Code"), "high_water": _integer(0)}

SCHEMAS: Final[dict[str, Schema]] = {
    "Uuid": _text(
        "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        longest=36,
        example="019355d5-9f7c-7d3a-8f9e-5b1f2a3c4d5e",
    ),
    "Code": _text("^[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}$", longest=80, example="CCASILL"),
    "Instant": _text(
        r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$", longest=20, example="2026-03-03T11:00:00Z"
    ),
    "Day": _text(r"^\d{4}-\d{2}-\d{2}$", longest=10, example="2026-03-03"),
    "Place": _text(r"^[A-Za-z0-9_.\[\]-]{1,120}$", longest=120, example="items[3].header.key"),
    "KeyId": _text(_HEX % 16, longest=16, example="0123456789abcdef"),
    "Fault": _object(
        ("place", "retry_after_s", "supported"),
        error=_choice(ErrorCode),
        place=ref("Place"),
        retry_after_s=_integer(0, 86_400),
        supported=_list({"type": "string"}, 10),
    ),
    "Status": _object(
        service={"type": "string"},
        epoch=ref("Code"),
        protocols=_list({"type": "string"}, 10, 1),
    ),
    "SignedDocument": _object(
        content=_octets(2, MAX_BODY, "the canonical JSON that is signed"),
        signature=_octets(64, 64, "Ed25519 by the root"),
    ),
    "ActivationRequest": _object(
        ("structure",),
        protocol={"const": PROTOCOL},
        lookup=_text(_HEX % 32, longest=32, example="0" * 32),
        device=ref("Uuid"),
        signing=_octets(32, 32, "Ed25519 public key"),
        receiving=_octets(1216, 1216, "ML-KEM-768 and X25519 public keys"),
        structure=ref("Code"),
        proof=_octets(32, 32, "HMAC-SHA256 by the code's key"),
        signature=_octets(64, 64, "Ed25519 by the new signing key"),
    ),
    "ActivationAnswer": _object(
        structure=ref("Code"),
        structure_name={"type": "string"},
        service={"type": "string"},
        epoch=ref("Code"),
        root=_octets(32, 32, "Ed25519 public key of the root"),
        key_list=ref("SignedDocument"),
        proof=_octets(32, 32, "HMAC-SHA256 by the code's key"),
    ),
    "Header": _object(
        protocol={"const": PROTOCOL},
        suite={"const": SUITE},
        key=ref("KeyId"),
        structure=ref("Code"),
        device=ref("Uuid"),
        item=ref("Uuid"),
        revision=_REVISION,
        kind=_choice(Kind),
    ),
    "Item": _object(
        header=ref("Header"),
        sealed=_octets(1, MAX_SEALED, "HPKE: enc and ciphertext"),
        signature=_octets(64, 64, "Ed25519 by the device"),
    ),
    "Batch": _object(items=_list(ref("Item"), MAX_ITEMS)),
    "Receipt": _object(
        ("code", "place"),
        item=ref("Uuid"),
        revision=_REVISION,
        status=_choice(ReceiptStatus),
        code=_choice(ErrorCode),
        place=ref("Place"),
    ),
    "BatchAnswer": _object(**_FEED, receipts=_list(ref("Receipt"), MAX_ITEMS)),
    "Decision": _object(
        ("motif", "message"),
        seq=_integer(1),
        item=ref("Uuid"),
        revision=_REVISION,
        sens=_choice(DecisionSens),
        decided_on=ref("Day"),
        motif=ref("Code"),
        message={"type": "string", "minLength": 1, "maxLength": LONGEST_MESSAGE},
    ),
    "FeedPage": _object(
        **_FEED, entries=_list(ref("Decision"), MAX_FEED), more={"type": "boolean"}
    ),
    "DeviceAnswer": _object(certificate=ref("SignedDocument")),
    "Mark": _text(_HEX % 32, longest=32, example="f" * 32),
    "Deposit": _object(ledger=ref("Mark"), marks=_list(ref("Mark"), MAX_MARKS)),
    "DepositAnswer": _object(**_FEED),
    "Erasure": _object(seq=_integer(1), mark=ref("Mark"), received_on=ref("Day")),
    "ErasurePage": _object(
        **_FEED, entries=_list(ref("Erasure"), MAX_MARKS), more={"type": "boolean"}
    ),
    "Held": _object(
        ("suite", "sealed"),
        item=ref("Uuid"),
        revision=_REVISION,
        suite={"const": SUITE},
        sealed=_octets(1, MAX_SEALED, "HPKE to the device that asks"),
    ),
    "SignedSlice": _object(
        key=ref("KeyId"),
        content=_octets(2, 4096, "the canonical JSON that is signed"),
        signature=_octets(64, 64, "Ed25519 by the service"),
    ),
    "SignedStock": _object(
        key=ref("KeyId"),
        content=_octets(2, LARGEST_STOCK, "the canonical JSON that is signed"),
        signature=_octets(64, 64, "Ed25519 by the service"),
    ),
    "StockAnswer": _object(epoch=ref("Code"), stock=ref("SignedStock")),
    "FiguresAnswer": _object(
        epoch=ref("Code"),
        figures=_list(
            _octets(1, 2 * LARGEST_ANSWER, "zlib of a signed file of figures, one a year"),
            MOST_YEARS,
        ),
    ),
    "SlicesAnswer": _object(epoch=ref("Code"), slices=_list(ref("SignedSlice"), MAX_SLICES)),
    "Range": _object(first=_integer(0), last=_integer(0)),
    "Acknowledgement": _object(
        ("returned",),
        slice=ref("Uuid"),
        revision=_REVISION,
        handed=_integer(0, MOST_CARNETS),
        ranges=_list(ref("Range"), MAX_RANGES),
        returned={"const": True},
    ),
    "Acknowledgements": _object(slices=_list(ref("Acknowledgement"), MAX_SLICES)),
    "Month": _text(r"^20\d\d-(0[1-9]|1[0-2])$", longest=7, example="2026-02"),
    "SealedMonth": _object(
        month=ref("Month"),
        revision=_REVISION,
        suite={"const": SUITE},
        key=ref("KeyId"),
        sealed=_octets(1, 64 * 1024 + 2048, "HPKE: enc and ciphertext"),
    ),
    "Counters": _object(reports=_list(ref("SealedMonth"), MAX_REPORTS)),
    "MonthReceipt": _object(
        ("code",),
        month=ref("Month"),
        revision=_REVISION,
        status=_choice(ReceiptStatus),
        code=_choice(ErrorCode),
    ),
    "CountersAnswer": _object(epoch=ref("Code"), receipts=_list(ref("MonthReceipt"), MAX_REPORTS)),
}
