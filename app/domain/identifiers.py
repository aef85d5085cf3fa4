"""Identifiers of what is kept.

Records that belong to a person carry a UUIDv7: made on the laptop, ordered by creation, and the
idempotency key of whatever is sent. What must stay anonymous (indicators) carries a UUIDv4, which
says nothing of when it was made (docs/decisions/0002-identifiers.md).
"""

from datetime import UTC, datetime
from typing import NewType

AgentId = NewType("AgentId", str)
PersonneId = NewType("PersonneId", str)
EntretienId = NewType("EntretienId", str)
PrescriptionId = NewType("PrescriptionId", str)
PapierId = NewType("PapierId", str)
DemandeId = NewType("DemandeId", str)
ViolationId = NewType("ViolationId", str)
MandatId = NewType("MandatId", str)
LigneId = NewType("LigneId", str)
ActeMandatId = NewType("ActeMandatId", str)


def uuid7(now: datetime) -> str:
    """Make a UUIDv7 (RFC 9562) for the aware instant `now`, in its 36-character text form."""
    import secrets  # noqa: PLC0415 - the unlock window makes no identifier
    import uuid  # noqa: PLC0415

    milliseconds = int(now.timestamp() * 1000)
    value = (milliseconds << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return str(uuid.UUID(int=value))


def made_at(identifier: str) -> datetime:
    """Return the instant, in UTC, at which a UUIDv7 was made."""
    import uuid  # noqa: PLC0415 - as above

    return datetime.fromtimestamp((uuid.UUID(identifier).int >> 80) / 1000, UTC)


def anonymous_id() -> str:
    """Make an identifier that tells neither when nor in which order it was made."""
    import uuid  # noqa: PLC0415 - as above

    return str(uuid.uuid4())
