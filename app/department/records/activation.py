"""One-time codes, and the devices that they make known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, bindparam, func, select, update
from sqlalchemy.orm import Session

from app.department.database.actors import (
    ActivationCodeRow,
    DeviceRow,
    ServiceRow,
    StructureRow,
)
from app.department.database.base import table_of
from app.department.database.publications import RootSignatureRow
from app.department.keys import ServiceKeys
from app.department.records.journal import Action, Actor, note
from app.department.records.structures import is_closed
from app.department.web import Service
from app.sync.protocol.activation import ActivationAnswer, ActivationRequest
from app.sync.protocol.activation_code import new_activation_code
from app.sync.protocol.device import DeviceCertificate, sign_device
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.sealing import receiving_public
from app.sync.protocol.signed import (
    KeyList,
    KeyState,
    KeyUse,
    ListedKey,
    SignedDocument,
    sign_key_list,
)
from app.sync.protocol.signing import public_of

CERTIFICATE = "device"  # the kind of its root signatures
_SERVICE, _STRUCTURES = table_of(ServiceRow), table_of(StructureRow)
_SEQUENCE = select(_STRUCTURES.c.feed_sequence).where(
    _STRUCTURES.c.id == bindparam("structure", type_=String)
)
STANDING = select(_SERVICE.c.epoch, _SEQUENCE.scalar_subquery()).where(_SERVICE.c.id == 1)
PROOF_KEPT = timedelta(days=7)  # a lost answer can be asked for again that long (protocole.md § 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCode:
    """A code as it is shown, once."""

    text: str
    expires_at: datetime


def make_code(  # noqa: PLR0913 - each is what a code is, by name
    session: Session,
    service: Service,
    *,
    structure: StructureRow,
    actor: Actor,
    lifetime: timedelta | None = None,
    label: str = "",
) -> MadeCode:
    """Make a code that activates one device of `structure`; the device will be named `label`."""
    now = service.clock.now()
    _forget_old_proofs(session, now)
    expires_at = now + (lifetime or service.settings.activation_lifetime)
    made = add_code(session, service, structure=structure, expires_at=expires_at, label=label)
    note(session, at=now, actor=actor, action=Action.CODE_CREE, on=structure.id)
    return made


def add_code(  # noqa: PLR0913 - each is what a code is, by name
    session: Session,
    service: Service,
    *,
    structure: StructureRow,
    expires_at: datetime,
    label: str = "",
    batch: str | None = None,
    number: int = 0,
) -> MadeCode:
    """Add a code without a word in the journal: whoever makes it says so, alone or as a batch."""
    code = new_activation_code(service.keys.root_public)
    session.add(
        ActivationCodeRow(
            lookup=code.lookup(),
            structure_id=structure.id,
            wrapped_proof=service.keys.wrap(code.lookup(), code.proof_key()),
            created_at=service.clock.now(),
            expires_at=expires_at,
            used_at=None,
            device_id=None,
            batch_id=batch,
            number=number,
            label=label,
            cancelled_at=None,
        )
    )
    return MadeCode(text=code.text(), expires_at=expires_at)


def activate(session: Session, service: Service, request: ActivationRequest) -> ActivationAnswer:
    """Make a device known; asking again with the same device and keys gives the same answer.

    Raises:
        ProtocolError: unknown, used or expired code, another structure, or a device that cannot
            come back under these keys.
    """
    row = session.get(ActivationCodeRow, request.lookup, with_for_update=True)
    if row is None:
        raise ProtocolError(ErrorCode.ACTIVATION_UNKNOWN, "lookup")
    if not row.wrapped_proof:
        raise ProtocolError(
            ErrorCode.ACTIVATION_USED if row.used_at else ErrorCode.ACTIVATION_EXPIRED
        )
    proof_key = service.keys.unwrap(row.lookup, row.wrapped_proof)
    request.verify(proof_key)
    if request.structure and request.structure != row.structure_id:
        raise ProtocolError(ErrorCode.WRONG_STRUCTURE, "structure")
    structure = session.get_one(StructureRow, row.structure_id, with_for_update=True)
    device = session.get(DeviceRow, request.device)
    if row.used_at is None and is_closed(structure, service.clock.today()):
        raise ProtocolError(ErrorCode.ACTIVATION_EXPIRED)
    if row.used_at is None:
        _spend(session, row, device, request, service.clock.now())
    elif device is None or row.device_id != device.id or not _same_keys(device, request):
        raise ProtocolError(ErrorCode.ACTIVATION_USED)
    return _answer(session, service, structure).proved(proof_key, request)


def key_list(keys: ServiceKeys, service: str) -> SignedDocument:
    """Return the keys of `service` as the root signs them; the same bytes each time."""
    if keys.away:
        return SignedDocument(content=keys.away.list_content, signature=keys.away.list_signature)
    return sign_key_list(listed_keys(keys, service), keys.root)


def listed_keys(keys: ServiceKeys, service: str) -> KeyList:
    """Return the list of keys that the root signs."""
    listed = [
        ListedKey(use=use, state=KeyState.OVERLAP if at else KeyState.CURRENT, public=public)
        for use, publics in (
            (KeyUse.RECEIVE, [receiving_public(private) for private in keys.receiving]),
            (KeyUse.SIGN, [public_of(private) for private in keys.signing]),
        )
        for at, public in enumerate(publics)
    ]
    return KeyList(serial=keys.serial, issued_at=keys.issued_at, service=service, keys=listed)


def certificate(session: Session, service: Service, device_id: str) -> SignedDocument:
    """Return the device's key as the root certifies it.

    Raises:
        ProtocolError: `NOT_FOUND`: the root is kept off line, and has not signed it yet. The
            laptop goes on without, and asks again at its next run.
    """
    kept = session.get(RootSignatureRow, (CERTIFICATE, device_id))
    if kept is not None:
        return SignedDocument(content=kept.content, signature=kept.signature)
    if not service.keys.root:
        raise ProtocolError(ErrorCode.NOT_FOUND)
    return sign_device(to_certify(session, service, device_id), service.keys.root)


def to_certify(session: Session, service: Service, device_id: str) -> DeviceCertificate:
    """Return what the root certifies of a device."""
    device = session.get_one(DeviceRow, device_id)
    return DeviceCertificate(
        device=device.id,
        signing=device.signing_key,
        structure=device.structure.id,
        structure_name=device.structure.name,
        service=service.settings.departement,
        activated_on=device.activated_at.astimezone(UTC).date(),
    )


def open_codes_of(
    session: Session, structure_id: str, now: datetime
) -> Sequence[ActivationCodeRow]:
    """Return the codes that could still activate a device of a structure."""
    return session.scalars(
        select(ActivationCodeRow)
        .where(ActivationCodeRow.structure_id == structure_id, still_open(now))
        .order_by(ActivationCodeRow.expires_at, ActivationCodeRow.lookup)
    ).all()


def still_open(now: datetime) -> ColumnElement[bool]:
    """Return the condition under which a code could still activate a device."""
    return and_(
        ActivationCodeRow.used_at.is_(None),
        ActivationCodeRow.cancelled_at.is_(None),
        ActivationCodeRow.expires_at > now,
    )


def epoch(session: Session) -> str:
    """Return the name of this database's life."""
    return session.get_one(ServiceRow, 1).epoch


def standing(session: Session, structure: str) -> tuple[str, int]:
    """Return that name, and the number of the last entry of a structure's feed."""
    name, sequence = session.execute(STANDING, {"structure": structure}).one()
    return str(name), int(sequence)


def _forget_old_proofs(session: Session, now: datetime) -> None:
    session.execute(
        update(ActivationCodeRow)
        .where(
            (ActivationCodeRow.used_at < now - PROOF_KEPT)
            | (ActivationCodeRow.expires_at < now - PROOF_KEPT)
        )
        .values(wrapped_proof=b"")
    )


def _spend(
    session: Session,
    row: ActivationCodeRow,
    device: DeviceRow | None,
    request: ActivationRequest,
    now: datetime,
) -> None:
    if row.expires_at <= now:
        raise ProtocolError(ErrorCode.ACTIVATION_EXPIRED)
    if device is None:
        _make_known(session, row, request, now)
    elif device.revoked_at is not None:
        raise ProtocolError(ErrorCode.DEVICE_REVOKED)
    elif not _same_keys(device, request) or device.structure_id != row.structure_id:
        raise ProtocolError(ErrorCode.MALFORMED, "device")
    row.used_at = now
    row.device_id = request.device
    note(
        session,
        at=now,
        actor=Actor.device(request.device),
        action=Action.POSTE_ACTIVE,
        on=row.structure_id,
    )


def _make_known(
    session: Session, row: ActivationCodeRow, request: ActivationRequest, now: datetime
) -> None:
    if session.scalar(select(DeviceRow.id).where(DeviceRow.signing_key == request.signing)):
        raise ProtocolError(ErrorCode.MALFORMED, "signing")  # one key is one device
    before = session.scalar(
        select(func.count())
        .select_from(DeviceRow)
        .where(DeviceRow.structure_id == row.structure_id)
    )
    session.add(
        DeviceRow(
            id=request.device,
            structure_id=row.structure_id,
            label=row.label or f"Poste {(before or 0) + 1}",
            signing_key=request.signing,
            receiving_key=request.receiving,
            activated_at=now,
            last_contact_at=now,
            revoked_at=None,
        )
    )
    session.flush()


def _same_keys(device: DeviceRow, request: ActivationRequest) -> bool:
    kept = (device.signing_key, device.receiving_key)
    return kept == (request.signing, request.receiving)


def _answer(session: Session, service: Service, structure: StructureRow) -> ActivationAnswer:
    return ActivationAnswer(
        structure=structure.id,
        structure_name=structure.name,
        service=service.settings.departement,
        epoch=epoch(session),
        root=service.keys.root_public,
        key_list=key_list(service.keys, service.settings.departement),
    )
