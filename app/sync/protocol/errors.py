"""The closed list of what can be wrong with a message, with its HTTP status and its meaning."""

from enum import StrEnum
from typing import Final


class ErrorCode(StrEnum):
    """A fault as the wire names it; `MEANING` tells what the other side may do about it."""

    MALFORMED = "malformed"
    NOT_CANONICAL = "not_canonical"
    FIELD_NOT_ALLOWED = "field_not_allowed"
    PROTOCOL_VERSION = "protocol_version"
    UNKNOWN_SUITE = "unknown_suite"
    UNKNOWN_KEY = "unknown_key"
    CANNOT_OPEN = "cannot_open"
    BAD_SIGNATURE = "bad_signature"
    UNKNOWN_DEVICE = "unknown_device"
    DEVICE_REVOKED = "device_revoked"
    CLOCK = "clock"
    REPLAYED = "replayed"
    WRONG_STRUCTURE = "wrong_structure"
    UNKNOWN_REVISION = "unknown_revision"
    ALREADY_DECIDED = "already_decided"
    ACTIVATION_UNKNOWN = "activation_unknown"
    ACTIVATION_USED = "activation_used"
    ACTIVATION_EXPIRED = "activation_expired"
    WRONG_ROOT = "wrong_root"
    STALE_SERIAL = "stale_serial"
    NOT_FOUND = "not_found"
    TOO_LARGE = "too_large"
    TOO_MANY_REQUESTS = "too_many_requests"
    QUOTA = "quota"
    UNAVAILABLE = "unavailable"

    @property
    def status(self) -> int:
        """Return the HTTP status under which a service reports this fault of a whole request."""
        return _STATUS[self]

    @property
    def meaning(self) -> str:
        """Return, in English for implementers, what the fault means and what to do."""
        return MEANING[self]


class ProtocolError(Exception):
    """A message of the other side cannot be taken as it is.

    `place` names the field (« items[3].header.key »), never its content: the message may be logged.
    """

    def __init__(self, code: ErrorCode, place: str = "") -> None:
        self.code = code
        self.place = place
        super().__init__(f"{code.value} at {place}" if place else code.value)


_STATUS: Final[dict[ErrorCode, int]] = {
    ErrorCode.MALFORMED: 400,
    ErrorCode.NOT_CANONICAL: 400,
    ErrorCode.FIELD_NOT_ALLOWED: 422,
    ErrorCode.PROTOCOL_VERSION: 400,
    ErrorCode.UNKNOWN_SUITE: 422,
    ErrorCode.UNKNOWN_KEY: 422,
    ErrorCode.CANNOT_OPEN: 422,
    ErrorCode.BAD_SIGNATURE: 401,
    ErrorCode.UNKNOWN_DEVICE: 401,
    ErrorCode.DEVICE_REVOKED: 403,
    ErrorCode.CLOCK: 401,
    ErrorCode.REPLAYED: 401,
    ErrorCode.WRONG_STRUCTURE: 403,
    ErrorCode.UNKNOWN_REVISION: 409,
    ErrorCode.ALREADY_DECIDED: 409,
    ErrorCode.ACTIVATION_UNKNOWN: 403,
    ErrorCode.ACTIVATION_USED: 403,
    ErrorCode.ACTIVATION_EXPIRED: 403,
    ErrorCode.WRONG_ROOT: 403,
    ErrorCode.STALE_SERIAL: 409,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.TOO_MANY_REQUESTS: 429,
    ErrorCode.QUOTA: 403,
    ErrorCode.UNAVAILABLE: 503,
}

MEANING: Final[dict[ErrorCode, str]] = {
    ErrorCode.MALFORMED: "A field is missing, unknown or out of its form; `place` names it.",
    ErrorCode.NOT_CANONICAL: "Signed or sealed content is not in canonical form.",
    ErrorCode.FIELD_NOT_ALLOWED: "The convention does not let this field leave; `place` names it.",
    ErrorCode.PROTOCOL_VERSION: "The service does not speak this version; update the program.",
    ErrorCode.UNKNOWN_SUITE: "The sealing suite is not supported; update the program.",
    ErrorCode.UNKNOWN_KEY: "The receiving or signing key is not known; refresh the key list.",
    ErrorCode.CANNOT_OPEN: "The key is known, but the sealed part does not open with this header.",
    ErrorCode.BAD_SIGNATURE: "A signature does not verify: altered on the way, or another key.",
    ErrorCode.UNKNOWN_DEVICE: "No such device (restored or replaced service): activate again.",
    ErrorCode.DEVICE_REVOKED: "The Département withdrew this device; nothing it sends is taken.",
    ErrorCode.CLOCK: "The request's time is too far from the service's; set the clock.",
    ErrorCode.REPLAYED: "This nonce was seen already; make a new request.",
    ErrorCode.WRONG_STRUCTURE: "The message names another structure than the device's.",
    ErrorCode.UNKNOWN_REVISION: "A correction or withdrawal of something never received.",
    ErrorCode.ALREADY_DECIDED: "The Département has decided; the revision comes too late.",
    ErrorCode.ACTIVATION_UNKNOWN: "No activation code answers to this proof.",
    ErrorCode.ACTIVATION_USED: "The activation code served another device.",
    ErrorCode.ACTIVATION_EXPIRED: "The activation code's time is over; ask for another.",
    ErrorCode.WRONG_ROOT: "The root key is not the one of the activation code.",
    ErrorCode.STALE_SERIAL: "A signed document older than the one already held.",
    ErrorCode.NOT_FOUND: "No such address or document.",
    ErrorCode.TOO_LARGE: "The message passes a limit of this protocol.",
    ErrorCode.TOO_MANY_REQUESTS: "Too many requests; wait for `Retry-After`.",
    ErrorCode.QUOTA: "The structure's allowance is used up; the Département can raise it.",
    ErrorCode.UNAVAILABLE: (
        "The service cannot answer now; try again later. In a receipt: it failed at this item "
        "alone."
    ),
}
