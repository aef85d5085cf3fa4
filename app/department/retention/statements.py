"""The signed statement of a destruction, and the file of its certificate.

The form is that of the laptops' certificates, byte for byte: canonical JSON under the context
`passerelle destruction 1`; a PDF that carries it in a comment after its end. The signing key comes
from the service's secret; the root certifies it as the « device » of the Département, so that
`verify-certificate` shows its fingerprint, the one that activation codes carry.
"""

import uuid
from contextlib import suppress
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
from app.sync.protocol.attestations import STATEMENT, Statement
from app.sync.protocol.canonical import canonical
from app.sync.protocol.device import DeviceCertificate, sign_device
from app.sync.protocol.reading import to_base64
from app.sync.protocol.signed import SignedDocument
from app.sync.protocol.signing import key_id, public_of, sign

_HERE: Final = "DEPARTEMENT"
_KIND: Final = "attestations"


def signing_key(keys: ServiceKeys) -> bytes:
    """Return the private key of certificates: it outlives rotations, and the root may be away."""
    return keys.digest("attestations", b"")


def signed(statement: Statement, private: bytes) -> tuple[bytes, bytes]:
    """Return the statement's bytes and their signature."""
    content = statement.to_bytes()
    return content, sign(private, STATEMENT, content)


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
