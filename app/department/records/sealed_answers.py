"""Answer a laptop in files: receipts, decisions, keys, published documents, sealed to it alone."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.department.database.actors import DeviceRow, StructureRow
from app.department.database.sealed_files import SealedFileRow, SealedKnowledgeRow
from app.department.records import activation, feed, publications, sealed_errands
from app.department.records.arrivals import Sender
from app.department.records.held import held
from app.department.records.journal import Action, Actor, note
from app.department.records.sealed_activation import answer_again
from app.department.web import Service
from app.sync.protocol.activation_code import root_fingerprint
from app.sync.protocol.answers import ReceiptStatus, parse_receipt
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.parcels import (
    MARK_BYTES,
    MAX_DOCUMENTS,
    Answer,
    FileReceipt,
    answer_bodies,
)
from app.sync.protocol.reading import from_base64
from app.sync.protocol.sealed_file import FileHeader, FileKind, file_name, write_file
from app.sync.protocol.signed import SignedDocument, read_manifest
from app.sync.protocol.signing import key_id, public_of

_MOST_ENTRIES: Final = 5000  # decisions and receipts of one answer; the next one brings the rest
_MOST_HELD: Final = 200
_COMPARED: Final = frozenset({ErrorCode.UNKNOWN_REVISION})


def answer_files(service: Service, device_id: str, actor: Actor) -> Sequence[tuple[str, bytes]]:
    """Make the answer to a laptop as of now: names and contents of its files, none if unknown.

    What it said it knows is not given again; what it never said, is. An answer that is lost costs
    nothing: the next one holds the same and more. A laptop that was withdrawn is told so, and
    nothing else. To one that was activated by file and never sent anything, the answer to its
    request is given once more.
    """
    with service.database.writing() as session:
        device = session.get(DeviceRow, device_id)
        if device is None:
            return []
        activated = answer_again(session, service, device_id)
        known = _known(session, device)
        known.answers += 1
        known.answered_at = now = service.clock.now()
        number = known.answers
        answer = _answer(session, service, device, known)
        note(
            session,
            at=now,
            actor=actor,
            action=Action.REPONSE_PREPAREE,
            on=device_id,
            detail=f"n{number} {len(answer.receipts)} {len(answer.entries)}",
        )
        return [*([activated] if activated else []), *_files(service, device, answer, number)]


def _files(
    service: Service, device: DeviceRow, answer: Answer, number: int
) -> list[tuple[str, bytes]]:
    signing, now = service.keys.signing[0], service.clock.now()

    def header(part: int, parts: int) -> FileHeader:
        return FileHeader(
            kind=FileKind.ANSWER,
            department=root_fingerprint(service.keys.root_public),
            structure=device.structure_id,
            device=device.id,
            number=number,
            part=part,
            parts=parts,
            made_at=now,
            count=len(answer.entries),
            first=answer.entries[0].seq if answer.entries else 0,
            last=answer.entries[-1].seq if answer.entries else 0,
            key=key_id(public_of(signing)),
            epoch=answer.epoch,
        )

    bodies = answer_bodies(answer.content(), header(1, 1), device.receiving_key)
    headers = [header(part, len(bodies)) for part in range(1, len(bodies) + 1)]
    return [
        (file_name(one), write_file(one, body, signing))
        for one, body in zip(headers, bodies, strict=True)
    ]


def _known(session: Session, device: DeviceRow) -> SealedKnowledgeRow:
    row = session.get(SealedKnowledgeRow, device.id, with_for_update=True)
    if row is None:
        row = SealedKnowledgeRow(
            device_id=device.id,
            told_at=device.activated_at,
            epoch="",
            sequence=0,
            settled=0,
            material=0,
            answers=0,
        )
        session.add(row)
        session.flush()
    return row


def _answer(
    session: Session, service: Service, device: DeviceRow, known: SealedKnowledgeRow
) -> Answer:
    epoch = activation.epoch(session)
    high_water = session.get_one(StructureRow, device.structure_id).feed_sequence
    same = known.epoch in {"", epoch} and known.sequence <= high_water
    after = known.sequence if same else 0
    keys = activation.key_list(service.keys, service.settings.departement)
    if device.revoked_at is not None:
        return Answer(
            epoch=epoch,
            after=0,
            high_water=0,
            answered=0,
            key_list=keys,
            fault=ErrorCode.DEVICE_REVOKED,
        )
    receipts = _receipts(session, device.id, known.settled)
    return Answer(
        epoch=epoch,
        after=after,
        high_water=high_water,
        answered=_answered(session, device.id),
        key_list=keys,
        entries=feed.entries(
            session, device.structure_id, after=after, high_water=high_water, most=_MOST_ENTRIES
        ),
        receipts=receipts,
        held=_held(session, device, receipts, known.asked),
        manifest=(listed := publications.signed_list(session, service.keys)),
        certificate=_certificate(session, service, device),
        documents=_documents(session, listed, known.material),
        stated=sealed_errands.stated(session, service, device, known),
    )


def _receipts(session: Session, device_id: str, settled: int) -> list[FileReceipt]:
    """Return the receipts behind the last sending whose receipts the laptop read, oldest first."""
    rows = session.scalars(
        select(SealedFileRow)
        .where(SealedFileRow.device_id == device_id, SealedFileRow.number > settled)
        .order_by(SealedFileRow.number, SealedFileRow.part, SealedFileRow.imported_at)
    )
    found = [
        FileReceipt(
            receipt=parse_receipt(kept["receipt"], "receipt"),
            number=kept["number"],
            mark=from_base64(kept["mark"], longest=MARK_BYTES),
        )
        for row in rows
        for kept in row.receipts
    ]
    return found[-_MOST_ENTRIES:]


def _answered(session: Session, device_id: str) -> int:
    query = select(func.max(SealedFileRow.number)).where(SealedFileRow.device_id == device_id)
    return session.scalar(query) or 0


def _held(
    session: Session, device: DeviceRow, receipts: Sequence[FileReceipt], asked: Sequence[str]
) -> list[dict[str, object]]:
    """Return what stands where a content was refused: its structure has to compare.

    And what stands of all that the laptop asked about.
    """
    sender = Sender(device=device.id, structure=device.structure_id, signing_key=device.signing_key)
    wanted = [
        one.receipt.item
        for one in receipts
        if one.receipt.status is ReceiptStatus.CONFLICT or one.receipt.code in _COMPARED
    ]
    found: list[dict[str, object]] = []
    for item in dict.fromkeys([*asked, *list(dict.fromkeys(wanted))[-_MOST_HELD:]]):
        try:
            found.append(held(session, sender, item))
        except ProtocolError:
            continue  # nothing of this structure stands there
    return found


def _certificate(session: Session, service: Service, device: DeviceRow) -> SignedDocument | None:
    try:
        return activation.certificate(session, service, device.id)
    except ProtocolError:
        return None  # the root is kept off line, and has not signed it yet


def _documents(session: Session, listed: SignedDocument, known: int) -> list[bytes]:
    """Return what is published, unless the laptop holds the list already; the largest set fits."""
    published = read_manifest(listed.content)
    if published.serial <= known:
        return []
    found: list[bytes] = []
    for entry in published.documents:
        if sum(map(len, found)) + entry.size <= MAX_DOCUMENTS:
            found.append(publications.content(session, entry.sha256.hex()))
    return found
