"""Import what laptops sent on a stick: the items of a file go the way of those of the wire.

Each file has one outcome, each item in it another (`reception.receive`). Importing a file again
changes nothing, and is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from app.department.database.actors import DeviceRow
from app.department.database.sealed_files import SealedFileRow, SealedKnowledgeRow
from app.department.guard import log_bug
from app.department.records import sealed_errands, troubles
from app.department.records.arrivals import Sender
from app.department.records.journal import Action, Actor, note
from app.department.records.reception import receive
from app.department.records.sealed_activation import import_request
from app.department.web import Service
from app.domain.identifiers import uuid7
from app.sync.protocol.activation_code import root_fingerprint
from app.sync.protocol.answers import Receipt
from app.sync.protocol.counters import CounterReceipt
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.items import named
from app.sync.protocol.limits import MAX_ITEMS
from app.sync.protocol.parcels import FileReceipt, Sending, open_sending
from app.sync.protocol.sealed_file import (
    FileError,
    FileFault,
    FileHeader,
    FileKind,
    SealedFile,
    read_file,
)

OLDEST: Final = timedelta(days=180)
"""A file found later is not taken: whom it names may have been erased since (decision 0036)."""
_AHEAD: Final = timedelta(days=1)  # a laptop's clock may be wrong by an evening


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who imports: the console's account, or the operator at the command line."""

    actor: Actor
    account_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """What became of one file. `name` is what whoever gave it called it.

    `months` are those of its counters; `missing` are the parts of its sending that were never
    imported; `read_at` when the same file was imported before; `code` why an activation was
    refused; `answer` the file that answers an activation request, by its name.
    """

    name: str
    header: FileHeader | None = None
    fault: FileFault | None = None
    receipts: Sequence[Receipt] = ()
    months: Sequence[CounterReceipt] = ()
    missing: tuple[int, ...] = ()
    read_at: datetime | None = None
    code: ErrorCode | None = None
    answer: tuple[str, bytes] | None = None


def import_files(
    service: Service, files: Sequence[tuple[str, bytes]], source: Source
) -> list[FileOutcome]:
    """Import files given in any order; return their outcomes in the order given."""
    found: list[FileOutcome] = []
    whole: list[tuple[int, SealedFile]] = []
    seen: set[bytes] = set()
    for at, (name, content) in enumerate(files):
        try:
            file = read_file(content)
        except FileError as error:
            found.append(FileOutcome(name=name, fault=error.fault))
            continue
        repeated = file.digest in seen
        seen.add(file.digest)
        fault = FileFault.DUPLICATE if repeated else None
        found.append(FileOutcome(name=name, header=file.header, fault=fault))
        if not repeated:
            whole.append((at, file))
    for at, file in sorted(whole, key=lambda one: _order(one[1].header)):
        found[at] = _import_one(service, file, source, found[at])
    return [_with_missing(service, one) for one in found]


def forget_before(session: Session, instant: datetime) -> None:
    """Forget the files imported before `instant`: importing them again would be refused as old."""
    session.execute(delete(SealedFileRow).where(SealedFileRow.imported_at < instant))


def _order(header: FileHeader) -> tuple[str, int, int]:
    return header.device, header.number, header.part


def _import_one(
    service: Service, file: SealedFile, source: Source, outcome: FileOutcome
) -> FileOutcome:
    try:
        _check_for_us(service, file.header)
        if file.header.kind is FileKind.ACTIVATION_REQUEST:
            answered = import_request(service, file, source.actor)
            fault = FileFault.ACTIVATION if answered.code else None
            return replace(outcome, fault=fault, code=answered.code, answer=answered.file)
        sender = _sender(service, file)
        read_at = _read_before(service, file)
        if read_at is not None:
            return replace(outcome, fault=FileFault.ALREADY_READ, read_at=read_at)
        _check_age(file.header.made_at, service.clock.now())
        sending = _opened(file)
    except FileError as error:
        _note_refusal(service, file.header, error.fault, source)
        return replace(outcome, fault=error.fault)
    values = [value for value, _ in sending.items]
    receipts = [
        receipt
        for start in range(0, len(values), MAX_ITEMS)  # as the network would bring them
        for receipt in receive(service, sender, values[start : start + MAX_ITEMS])
    ]
    months = _errands(service, sender, sending)
    if months is None:
        months, sending = [], replace(sending, told=None)
    _keep(service, file, sending, receipts, source)
    return replace(outcome, receipts=receipts, months=months)


def _errands(service: Service, sender: Sender, sending: Sending) -> list[CounterReceipt] | None:
    """Take what is told beside the items; None where a bug was met: the laptop tells it again.

    It must not keep the receipts of what was received from being given.
    """
    if sending.told is None:
        return []
    try:
        return sealed_errands.take(service, sender, sending.told)
    except OperationalError:  # the database is away: the whole file is to be imported again
        raise
    except Exception as bug:  # noqa: BLE001 - any bug, as of one item (`isolating`)
        log_bug(bug)
        return None


def _check_for_us(service: Service, header: FileHeader) -> None:
    if header.department != root_fingerprint(service.keys.root_public):
        raise FileError(FileFault.OTHER_DEPARTMENT)
    if header.kind not in {FileKind.SENDING, FileKind.ACTIVATION_REQUEST}:
        raise FileError(FileFault.WRONG_KIND)


def _sender(service: Service, file: SealedFile) -> Sender:
    """Return the laptop that signed the file; nothing of a file that nobody signed is believed."""
    with service.database.reading() as session:
        device = session.get(DeviceRow, file.header.device)
        if device is None or device.structure_id != file.header.structure:
            raise FileError(FileFault.UNKNOWN_DEVICE)
        file.check(device.signing_key)
        if device.revoked_at is not None:
            raise FileError(FileFault.REVOKED)
        return Sender(
            device=device.id, structure=device.structure_id, signing_key=device.signing_key
        )


def _check_age(made_at: datetime, now: datetime) -> None:
    if made_at < now - OLDEST:
        raise FileError(FileFault.EXPIRED)
    if made_at > now + _AHEAD:
        raise FileError(FileFault.CLOCK)


def _opened(file: SealedFile) -> Sending:
    """Read the body; a part of which an item does not even name itself is not a sending."""
    try:
        sending = open_sending(file.body)
        for value, _ in sending.items:
            named(value)
    except ProtocolError as fault:
        raise FileError(FileFault.ALTERED) from fault
    if len(sending.items) != file.header.count:
        raise FileError(FileFault.ALTERED)
    return sending


def _read_before(service: Service, file: SealedFile) -> datetime | None:
    with service.database.reading() as session:
        return session.scalar(
            select(SealedFileRow.imported_at).where(
                SealedFileRow.device_id == file.header.device, SealedFileRow.digest == file.digest
            )
        )


def _keep(
    service: Service,
    file: SealedFile,
    sending: Sending,
    receipts: Sequence[Receipt],
    source: Source,
) -> None:
    header, now = file.header, service.clock.now()
    try:
        with service.database.writing() as session:
            session.add(_row(file, sending, receipts, source, now))
            session.flush()
            device = session.get_one(DeviceRow, header.device)
            device.last_contact_at = max(device.last_contact_at or header.made_at, header.made_at)
            _learn(session, header, sending)
            troubles.count_items(session, header.device, receipts, now)
            note(
                session,
                at=now,
                actor=source.actor,
                action=Action.FICHIER_IMPORTE,
                on=header.device,
                detail=f"n{header.number} {header.part}/{header.parts} {len(receipts)}",
            )
    except IntegrityError:
        return  # another agent imported the same file at once: its items are held, once


def _row(
    file: SealedFile,
    sending: Sending,
    receipts: Sequence[Receipt],
    source: Source,
    now: datetime,
) -> SealedFileRow:
    header = file.header
    marked = zip(receipts, (mark for _, mark in sending.items), strict=True)
    return SealedFileRow(
        id=uuid7(now),
        device_id=header.device,
        structure_id=header.structure,
        number=header.number,
        part=header.part,
        parts=header.parts,
        digest=file.digest,
        made_at=header.made_at,
        imported_at=now,
        imported_by=source.account_id,
        receipts=[
            FileReceipt(receipt=receipt, number=header.number, mark=mark).content()
            for receipt, mark in marked
        ],
    )


def _learn(session: Session, header: FileHeader, sending: Sending) -> None:
    """Keep what the laptop says it knows, unless a later file of it said so already."""
    row = session.get(SealedKnowledgeRow, header.device, with_for_update=True)
    if row is None:
        row = SealedKnowledgeRow(device_id=header.device, answers=0, answered_at=None)
        session.add(row)
    elif row.told_at > header.made_at:
        return
    known = sending.known
    row.told_at, row.epoch, row.sequence = header.made_at, known.epoch, known.seq
    row.settled, row.material = known.settled, known.material
    if sending.told is not None:
        sealed_errands.learn(row, sending.told)


def _with_missing(service: Service, outcome: FileOutcome) -> FileOutcome:
    header = outcome.header
    imported = outcome.fault in {None, FileFault.ALREADY_READ, FileFault.DUPLICATE}
    if header is None or not imported or header.kind is not FileKind.SENDING or header.parts == 1:
        return outcome
    with service.database.reading() as session:
        there = set(
            session.scalars(
                select(SealedFileRow.part).where(
                    SealedFileRow.device_id == header.device,
                    SealedFileRow.number == header.number,
                )
            )
        )
    missing = tuple(part for part in range(1, header.parts + 1) if part not in there)
    return replace(outcome, missing=missing)


def _note_refusal(service: Service, header: FileHeader, fault: FileFault, source: Source) -> None:
    with service.database.writing() as session:
        note(
            session,
            at=service.clock.now(),
            actor=source.actor,
            action=Action.FICHIER_REFUSE,
            on=header.device,
            detail=fault,
        )
