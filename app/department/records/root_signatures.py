"""Acts of the root: what waits for it, what it signed; and taking it off this machine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.actors import DeviceRow
from app.department.database.publications import PublicationRow, RootSignatureRow
from app.department.failures import PublicationError
from app.department.keys import RootAway, ServiceKeys
from app.department.records import activation, publications
from app.department.records.journal import Action, Actor, note
from app.department.root_papers import Signed, ToSign
from app.department.web import Service
from app.sync.protocol.device import open_device, sign_device
from app.sync.protocol.signed import Manifest, SignedDocument, sign_key_list
from app.sync.protocol.signing import key_id

MOST_DEVICES = 1000  # of one request


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What an answer of the root changed."""

    listed: Manifest | None
    certificates: int


def waiting(session: Session) -> Sequence[str]:
    """Return the laptops in use that the root has not certified, first activated first."""
    signed = select(RootSignatureRow.subject).where(RootSignatureRow.kind == activation.CERTIFICATE)
    return session.scalars(
        select(DeviceRow.id)
        .where(DeviceRow.revoked_at.is_(None), DeviceRow.id.not_in(signed))
        .order_by(DeviceRow.activated_at, DeviceRow.id)
        .limit(MOST_DEVICES)
    ).all()


def ask(
    session: Session,
    service: Service,
    *,
    add: PublicationRow | None = None,
    remove: PublicationRow | None = None,
) -> ToSign:
    """Return what the root is asked to sign: the next list if it changes, and what waits."""
    changes = add is not None or remove is not None
    now = service.clock.now()
    return ToSign(
        root=key_id(service.keys.root_public),
        service=service.settings.departement,
        listed=publications.next_list(session, now, add=add, remove=remove) if changes else None,
        devices=tuple(activation.to_certify(session, service, one) for one in waiting(session)),
    )


def apply(session: Session, service: Service, signed: Signed, *, actor: Actor) -> Applied:
    """Verify an answer of the root and put it into force, whole or not at all.

    Raises:
        PublicationError: a later list is in force, or it names what is not here.
        ProtocolError: a signature is not the root's.
    """
    now, root = service.clock.now(), service.keys.root_public
    listed = None
    if signed.listed is not None:
        listed = publications.follow(session, signed.listed, root, actor=actor, now=now)
    for document in signed.devices:
        certificate = open_device(document, root)
        device = session.get(DeviceRow, certificate.device)
        if device is None or device.signing_key != certificate.signing:
            raise PublicationError("La réponse certifie un poste qui n’est pas connu ici.")
        _keep(session, activation.CERTIFICATE, certificate.device, document, now)
    count = len(signed.devices)
    detail = f"{count} certificats" if count else ""
    note(session, at=now, actor=actor, action=Action.PUBLICATION_SIGNEE, detail=detail)
    return Applied(listed=listed, certificates=count)


def send_away(session: Session, service: Service) -> ServiceKeys:
    """Sign all that the root is still needed for, and return the keys without it.

    The caller has written the root elsewhere, and writes what is returned in place of the keys.
    """
    keys, now = service.keys, service.clock.now()
    kept = publications.signed_list(session, keys)
    _keep(session, publications.MATERIAL, publications.LIST, kept, now)
    for device in waiting(session):
        document = sign_device(activation.to_certify(session, service, device), keys.root)
        _keep(session, activation.CERTIFICATE, device, document, now)
    return without_root(keys, service.settings.departement, keys.root)


def without_root(keys: ServiceKeys, departement: str, root: bytes) -> ServiceKeys:
    """Return `keys` without the private root, with the list of keys that it signed."""
    listed = sign_key_list(activation.listed_keys(keys, departement), root)
    nothing = publications.empty_list(keys, root)
    public = replace(keys, root=root, away=None).root_public
    return replace(
        keys,
        root=b"",
        away=RootAway(
            public=public,
            list_content=listed.content,
            list_signature=listed.signature,
            nothing_content=nothing.content,
            nothing_signature=nothing.signature,
        ),
    )


def _keep(
    session: Session, kind: str, subject: str, document: SignedDocument, now: datetime
) -> None:
    session.merge(
        RootSignatureRow(
            kind=kind,
            subject=subject,
            content=document.content,
            signature=document.signature,
            signed_at=now,
        )
    )
    session.flush()
