"""The signed statement of a destruction, and the file of its certificate.

The form is that of the laptops' certificates, byte for byte: canonical JSON under the context
`passerelle destruction 1`; a PDF that carries it in a comment after its end. The signing key comes
from the service's secret; the root certifies it as the « device » of the Département, so that
`verify-certificate` shows its fingerprint, the one that activation codes carry.
"""

import base64
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.department.database.engine import Database
from app.department.database.publications import RootSignatureRow
from app.department.keys import ServiceKeys
from app.documents.typography import french_date
from app.domain.clock import Clock
from app.sync.protocol.canonical import Json, canonical
from app.sync.protocol.device import DeviceCertificate, sign_device
from app.sync.protocol.reading import to_base64
from app.sync.protocol.signed import SignedDocument
from app.sync.protocol.signing import key_id, public_of, sign

_STATEMENT: Final = "passerelle destruction 1"
_FILE: Final = "passerelle attestation 1"
_MARK: Final = b"\n%PASSERELLE-ATTESTATION-1 "
_END: Final = b"\n%%EOF\n"
_HERE: Final = "DEPARTEMENT"
_KIND: Final = "attestations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is signed of a destruction: no name but the agent's, empty for an automatic one."""

    numero: str
    structure: str
    event: str
    rule: str
    agent: str
    begun: str
    ended: str
    counts: tuple[tuple[str, int], ...]
    beyond: tuple[str, ...]
    device: str
    public: bytes

    def to_bytes(self) -> bytes:
        """Return the statement in its one form."""
        counts: list[Json] = [[words, number] for words, number in self.counts]
        lines: list[Json] = list(self.beyond)
        return canonical(
            {
                "agent": self.agent,
                "begun": self.begun,
                "beyond": lines,
                "counts": counts,
                "device": self.device,
                "ended": self.ended,
                "event": self.event,
                "key": to_base64(self.public),
                "number": self.numero,
                "rule": self.rule,
                "structure": self.structure,
            }
        )


def signing_key(keys: ServiceKeys) -> bytes:
    """Return the private key of certificates: it outlives rotations, and the root may be away."""
    return keys.digest("attestations", b"")


def signed(statement: Statement, private: bytes) -> tuple[bytes, bytes]:
    """Return the statement's bytes and their signature."""
    content = statement.to_bytes()
    return content, sign(private, _STATEMENT, content)


def device_of(public: bytes) -> str:
    """Return the identifier under which the service stands in its own certificates."""
    return str(uuid.UUID(bytes=sha256(b"passerelle service" + public).digest()[:16]))


def certify(database: Database, keys: ServiceKeys, *, service: str, now: datetime) -> None:
    """Let the root vouch for the key of certificates, once, while it is here."""
    public = public_of(signing_key(keys))
    with database.reading() as session:
        known = session.get(RootSignatureRow, (_KIND, key_id(public))) is not None
    if known or keys.away is not None:
        return
    certificate = DeviceCertificate(
        device=device_of(public),
        signing=public,
        structure=_HERE,
        structure_name=service,
        service=service,
        activated_on=now.date(),
    )
    document = sign_device(certificate, keys.root)
    with suppress(IntegrityError), database.writing() as session:  # another process did it
        session.add(
            RootSignatureRow(
                kind=_KIND,
                subject=key_id(public),
                content=document.content,
                signature=document.signature,
                signed_at=now,
            )
        )


def claims(session: Session, keys: ServiceKeys) -> bytes:
    """Return who vouches for the key, in the form that certificates carry."""
    public = public_of(signing_key(keys))
    said: dict[str, object] = {"maker": to_base64(public)}
    row = session.get(RootSignatureRow, (_KIND, key_id(public)))
    if row is not None:
        document = SignedDocument(content=row.content, signature=row.signature)
        said |= {"root": to_base64(keys.root_public), "certified": document.wire()}
    return canonical(said)


def seal(pdf: bytes, statement: bytes, signature: bytes, private: bytes, said: bytes) -> bytes:
    """Return `pdf` with its statement, the statement's signature, the claims, one over all."""
    over_all = sign(private, _FILE, pdf, statement, said)
    parts = (statement, signature, over_all, said)
    line = b" ".join(base64.b64encode(part) for part in parts)
    return pdf + _MARK + line + b"\nstartxref\n" + _start(pdf) + _END


def as_json(statement: bytes, signature: bytes, said: bytes) -> dict[str, str]:
    """Return the proof without paper: what is signed, the signature, and who vouches."""
    return {
        "content": to_base64(statement),
        "signature": to_base64(signature),
        "claims": to_base64(said),
    }


def moment(clock: Clock, instant: datetime) -> str:
    """Return « 22 novembre 2026 à 10 h 12 », on the wall of the Département."""
    local = instant.astimezone(clock.zone())
    return f"{french_date(local.date())} à {local:%H} h {local:%M}"


def _start(pdf: bytes) -> bytes:
    """Return where the PDF's table stands, so that readers which begin at the end find it."""
    _, _, after = pdf.rpartition(b"startxref")
    digits = after.split()[:1]
    return digits[0] if digits else b"0"
