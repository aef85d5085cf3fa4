"""Receive one item: verify, open, compare with what is held, keep; one transaction an item.

The sender is the device whose signature the request carries: the item can only repeat it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.department.database.actors import StructureRow
from app.department.database.prescriptions import (
    ConflictRow,
    Etat,
    PrescriptionRow,
    RevisionRow,
    Sort,
)
from app.department.records import duplicates
from app.department.records.allowed import check_fields
from app.department.records.conflicts import forget_payloads
from app.department.records.journal import Action, Actor, note
from app.department.records.projection import forget_person, show_payload
from app.department.retention.erasing import remember, withdrawal_number
from app.department.web import Service
from app.domain.identifiers import uuid7
from app.sync.protocol.answers import Receipt, ReceiptStatus
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.items import Item, named, open_item, parse_item, verify_item
from app.sync.protocol.payload import Kind, Payload, plaintext_digest

_ATTEMPTS = 3  # two processes may insert the same item at once: the second looks again


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The device that signed the request."""

    device: str
    structure: str
    signing_key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An item opened, with the keyed digest of its content."""

    sender: Sender
    item: str
    revision: int
    kind: Kind
    payload: Payload
    digest: bytes
    now: datetime


def receive(service: Service, sender: Sender, value: object, place: str) -> Receipt:
    """Take one item of a batch and return its receipt; a refused item leaves no trace.

    Raises:
        ProtocolError: the item does not even say which one it is.
    """
    item, revision = named(value)
    try:
        arrival = _open(service, sender, value, place)
        status = _keep_with_retries(service, arrival)
        if arrival.kind is Kind.WITHDRAWAL:
            service.database.forget_log()
    except ProtocolError as fault:
        return Receipt(
            item=item,
            revision=revision,
            status=ReceiptStatus.REFUSED,
            code=fault.code,
            place=fault.place,
        )
    return Receipt(item=item, revision=revision, status=status)


def _open(service: Service, sender: Sender, value: object, place: str) -> Arrival:
    item = parse_item(value, place)
    _check_sender(item, sender, place)
    verify_item(item, sender.signing_key)
    payload, raw = open_item(item, service.keys.receiving_named(item.header.key))
    check_fields(payload, service.settings.fields_sent)
    if payload.structure != item.header.structure:
        raise ProtocolError(ErrorCode.WRONG_STRUCTURE, "payload.structure")
    return Arrival(
        sender=sender,
        item=item.header.item,
        revision=item.header.revision,
        kind=item.header.kind,
        payload=payload,
        digest=plaintext_digest(service.keys.digest("plaintext", b""), raw),
        now=service.clock.now(),
    )


def _check_sender(item: Item, sender: Sender, place: str) -> None:
    if item.header.structure != sender.structure:
        raise ProtocolError(ErrorCode.WRONG_STRUCTURE, f"{place}.header.structure")
    if item.header.device != sender.device:
        raise ProtocolError(ErrorCode.UNKNOWN_DEVICE, f"{place}.header.device")


def _keep_with_retries(service: Service, arrival: Arrival) -> ReceiptStatus:
    for _ in range(_ATTEMPTS - 1):
        try:
            with service.database.writing() as session:
                return _keep(session, arrival)
        except IntegrityError:
            continue
    with service.database.writing() as session:
        return _keep(session, arrival)


def _keep(session: Session, arrival: Arrival) -> ReceiptStatus:
    # Decisions take the same lock: a withdrawal and a decision never cross.
    session.get_one(StructureRow, arrival.sender.structure, with_for_update=True)
    row = session.get(PrescriptionRow, arrival.item)
    if row is None:
        return _keep_first(session, arrival)
    known = session.get(RevisionRow, (arrival.item, arrival.revision))
    if row.structure_id != arrival.sender.structure:
        return _keep_conflict(session, arrival)
    if known is None:
        return _keep_next(session, arrival, row)
    if known.digest == arrival.digest:
        return ReceiptStatus.ALREADY_HELD
    if row.etat == Etat.EFFACEE:  # another content would bring the person back
        raise ProtocolError(ErrorCode.ALREADY_DECIDED)
    return _keep_conflict(session, arrival)


def _keep_first(session: Session, arrival: Arrival) -> ReceiptStatus:
    if arrival.kind is Kind.CORRECTION:
        raise ProtocolError(ErrorCode.UNKNOWN_REVISION)
    withdrawn = arrival.kind is Kind.WITHDRAWAL  # taken: the laptop cannot know what reached us
    row = PrescriptionRow(
        id=arrival.item,
        structure_id=arrival.sender.structure,
        device_id=arrival.sender.device,
        revision=arrival.revision,
        etat=Etat.RETIREE if withdrawn else Etat.A_DECIDER,
        received_at=arrival.now,
    )
    show_payload(row, arrival.payload.content())
    if withdrawn:
        forget_person(row)
        _remember_erased(session, arrival)
    session.add(row)
    session.flush()
    duplicates.refresh(session, row, arrival.now)
    _note_revision(session, arrival)
    action = Action.PRESCRIPTION_RETIREE if withdrawn else Action.PRESCRIPTION_RECUE
    _journal(session, arrival, action)
    return ReceiptStatus.ACCEPTED


def _keep_next(session: Session, arrival: Arrival, row: PrescriptionRow) -> ReceiptStatus:
    if row.etat in {Etat.ACCEPTEE, Etat.REFUSEE, Etat.EFFACEE}:
        raise ProtocolError(ErrorCode.ALREADY_DECIDED)
    if arrival.kind is Kind.PRESCRIPTION or arrival.revision < row.revision:
        raise ProtocolError(ErrorCode.UNKNOWN_REVISION)
    if arrival.kind is Kind.CORRECTION and row.etat == Etat.RETIREE:
        raise ProtocolError(ErrorCode.UNKNOWN_REVISION)  # what it corrects is gone
    row.revision = arrival.revision
    row.device_id = arrival.sender.device
    if arrival.kind is Kind.WITHDRAWAL:
        _withdraw(session, arrival, row)
    else:
        show_payload(row, arrival.payload.content())
        duplicates.refresh(session, row, arrival.now)
        _journal(session, arrival, Action.PRESCRIPTION_CORRIGEE)
    _note_revision(session, arrival)
    return ReceiptStatus.ACCEPTED


def _withdraw(session: Session, arrival: Arrival, row: PrescriptionRow) -> None:
    row.etat = Etat.RETIREE
    forget_person(row)
    _remember_erased(session, arrival)
    forget_payloads(session, arrival.item)
    _journal(session, arrival, Action.PRESCRIPTION_RETIREE)


def _remember_erased(session: Session, arrival: Arrival) -> None:
    """Let the day's withdrawals be counted, and the identifier be forgotten in the end."""
    day = arrival.now.date()
    remember(session, arrival.item, destruction=withdrawal_number(day), today=day)


def _keep_conflict(session: Session, arrival: Arrival) -> ReceiptStatus:
    if not _conflict_known(session, arrival):
        session.add(
            ConflictRow(
                id=uuid7(arrival.now),
                prescription_id=arrival.item,
                revision=arrival.revision,
                kind=arrival.kind,
                digest=arrival.digest,
                structure_id=arrival.sender.structure,
                device_id=arrival.sender.device,
                payload=arrival.payload.content(),
                received_at=arrival.now,
                sort=Sort.OUVERT,
                settled_at=None,
                settled_by=None,
            )
        )
        session.flush()
        _journal(session, arrival, Action.CONFLIT)
    return ReceiptStatus.CONFLICT


def _conflict_known(session: Session, arrival: Arrival) -> bool:
    return (
        session.query(ConflictRow.id)
        .filter_by(
            prescription_id=arrival.item,
            revision=arrival.revision,
            digest=arrival.digest,
            device_id=arrival.sender.device,
        )
        .first()
        is not None
    )


def _note_revision(session: Session, arrival: Arrival) -> None:
    session.add(
        RevisionRow(
            prescription_id=arrival.item,
            revision=arrival.revision,
            kind=arrival.kind,
            digest=arrival.digest,
            device_id=arrival.sender.device,
            received_at=arrival.now,
        )
    )
    session.flush()


def _journal(session: Session, arrival: Arrival, action: Action) -> None:
    note(
        session,
        at=arrival.now,
        actor=Actor.device(arrival.sender.device),
        action=action,
        on=arrival.item,
        detail=f"révision {arrival.revision}",
    )
