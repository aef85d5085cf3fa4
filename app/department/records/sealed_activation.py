"""Activate a laptop that is never on line: its request comes in a file, the answer goes in one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.sealed_files import SealedFileRow
from app.department.records import activation
from app.department.records.journal import Action, Actor, note
from app.department.web import Service
from app.domain.identifiers import uuid7
from app.sync.protocol.activation import ActivationRequest, parse_activation_request
from app.sync.protocol.activation_code import root_fingerprint
from app.sync.protocol.canonical import inflate, parse_json
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_BODY
from app.sync.protocol.parcels import answer_bodies
from app.sync.protocol.sealed_file import (
    FileError,
    FileFault,
    FileHeader,
    FileKind,
    SealedFile,
    file_name,
    write_file,
)
from app.sync.protocol.signing import key_id, public_of

REQUEST_NUMBER = 0  # sendings count from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The file that answers, and why the code was refused when it was."""

    file: tuple[str, bytes]
    code: ErrorCode | None = None


def import_request(service: Service, file: SealedFile, actor: Actor) -> Answered:
    """Make the laptop known, or refuse its code; both are answered in a file sealed to it.

    Raises:
        FileError: the request is no request, or its writer does not hold the key in it.
    """
    try:
        value = parse_json(inflate(file.body, limit=MAX_BODY))
        request = parse_activation_request(value)
    except ProtocolError as fault:
        raise FileError(FileFault.ALTERED) from fault
    file.check(request.signing)
    if request.device != file.header.device:
        raise FileError(FileFault.ALTERED)
    try:
        with service.database.writing() as session:
            answer = activation.activate(session, service, request)
            row = _row(file, request, answer.structure, service.clock.now(), actor)
            _remember(session, row, actor)
    except ProtocolError as refusal:
        return Answered(
            file=_answer_file(service, request, "", {"fault": refusal.code.value}),
            code=refusal.code,
        )
    return Answered(
        file=_answer_file(service, request, answer.structure, {"answer": answer.content()})
    )


def answer_again(session: Session, service: Service, device_id: str) -> tuple[str, bytes] | None:
    """Return the answer to a laptop's request once more, as long as it never sent anything.

    None when it never asked by file, has sent since, or asked too long ago.
    """
    rows = session.scalars(
        select(SealedFileRow)
        .where(SealedFileRow.device_id == device_id)
        .order_by(SealedFileRow.number.desc(), SealedFileRow.imported_at.desc())
        .limit(1)
    ).all()
    if not rows or rows[0].number != REQUEST_NUMBER:
        return None
    try:
        request = parse_activation_request(rows[0].receipts[0])
        answer = activation.activate(session, service, request)
    except ProtocolError:
        return None  # the proof was forgotten: the laptop asks again
    return _answer_file(service, request, answer.structure, {"answer": answer.content()})


def _row(
    file: SealedFile, request: ActivationRequest, structure: str, now: datetime, actor: Actor
) -> SealedFileRow:
    return SealedFileRow(
        id=uuid7(now),
        device_id=request.device,
        structure_id=structure,
        number=REQUEST_NUMBER,
        part=1,
        parts=1,
        digest=file.digest,
        made_at=file.header.made_at,
        imported_at=now,
        imported_by=actor.id if actor.kind == "compte" else None,
        receipts=[request.content()],
    )


def _remember(session: Session, row: SealedFileRow, actor: Actor) -> None:
    known = select(SealedFileRow.id).where(
        SealedFileRow.device_id == row.device_id, SealedFileRow.digest == row.digest
    )
    if session.scalar(known) is None:
        session.add(row)
        action = Action.FICHIER_IMPORTE
        note(session, at=row.imported_at, actor=actor, action=action, on=row.device_id, detail="n0")


def _answer_file(
    service: Service, request: ActivationRequest, structure: str, content: dict[str, object]
) -> tuple[str, bytes]:
    signing = service.keys.signing[0]
    header = FileHeader(
        kind=FileKind.ACTIVATION_ANSWER,
        department=root_fingerprint(service.keys.root_public),
        structure=structure,
        device=request.device,
        number=REQUEST_NUMBER,
        made_at=service.clock.now(),
        key=key_id(public_of(signing)),
    )
    (body,) = answer_bodies(content, header, request.receiving)
    return file_name(header), write_file(header, body, signing)
