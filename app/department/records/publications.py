"""What the Département publishes: every version kept, and the list of those in force.

The list that the root signed is the truth: to publish or withdraw is to sign the next list, and the
documents then follow it. So it is the same act where the root is, and far from here.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from app.department.database.actors import AccountRow, ServiceRow
from app.department.database.publications import (
    EtatPublication,
    PublicationRow,
    RootSignatureRow,
)
from app.department.failures import PublicationError
from app.department.keys import ServiceKeys
from app.department.records.journal import Action, Actor, note
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.signed import (
    Manifest,
    MaterialEntry,
    MaterialKind,
    SignedDocument,
    open_manifest,
    read_manifest,
    sign_manifest,
)

LIST: Final = "liste"
MATERIAL: Final = "material"
_DIGITS: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A checked document, ready to be published. `title` is what people know it by."""

    kind: MaterialKind
    name: str
    title: str
    content: bytes
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A document in the list; `by` is empty when the operator of the server published it."""

    row: PublicationRow
    by: str


def prepare(session: Session, document: Document, *, actor: Actor, now: datetime) -> PublicationRow:
    """Keep a draft, in place of the draft before it; no laptop sees it."""
    for row in session.scalars(
        select(PublicationRow).where(
            PublicationRow.state == EtatPublication.BROUILLON,
            PublicationRow.kind == document.kind,
            PublicationRow.name == document.name,
        )
    ):
        session.delete(row)
    made = PublicationRow(
        id=str(uuid.uuid4()),
        kind=document.kind.value,
        name=document.name,
        version=0,
        title=document.title,
        size=len(document.content),
        sha256=hashlib.sha256(document.content).digest(),
        content=document.content,
        state=EtatPublication.BROUILLON,
        created_at=now,
        account_id=actor.id or None,
        starts_on=document.starts_on,
        ends_on=document.ends_on,
    )
    session.add(made)
    session.flush()
    note(session, at=now, actor=actor, action=Action.DOCUMENT_PREPARE, on=made.id, detail=made.kind)
    return made


def discard(session: Session, row: PublicationRow, *, actor: Actor, now: datetime) -> None:
    """Throw a draft away."""
    if row.state == EtatPublication.BROUILLON:
        note(
            session, at=now, actor=actor, action=Action.DOCUMENT_ECARTE, on=row.id, detail=row.kind
        )
        session.delete(row)


def next_list(
    session: Session,
    now: datetime,
    *,
    add: PublicationRow | None = None,
    remove: PublicationRow | None = None,
) -> Manifest:
    """Return the list that would be signed; the caller holds the lock until it is signed.

    Its serial is at least the moment in seconds: after a restore of the database it is still above
    those that laptops hold.
    """
    session.get_one(ServiceRow, 1, with_for_update=True)
    present = session.scalars(
        select(PublicationRow)
        .where(PublicationRow.state == EtatPublication.PUBLIEE)
        .order_by(PublicationRow.kind, PublicationRow.name)
    ).all()
    same = (add.kind, add.name) if add else ("", "")
    kept = [
        row
        for row in present
        if (remove is None or row.id != remove.id) and (row.kind, row.name) != same
    ]
    return Manifest(
        serial=max(serial(session) + 1, int(now.timestamp())),
        issued_at=now,
        documents=tuple(_entry(row) for row in [*kept, *([add] if add else [])]),
    )


def follow(
    session: Session, signed: SignedDocument, root: bytes, *, actor: Actor, now: datetime
) -> Manifest:
    """Put a list into force; every document takes the state that the list gives it.

    `root`: 32 public bytes. The list is verified, whoever brought it. One drawn up before another
    came into force does not know what that one published: it would withdraw it without a word.

    Raises:
        PublicationError: another list came meanwhile, or it names what is not here.
        ProtocolError: not signed by this root, or out of form.
    """
    session.get_one(ServiceRow, 1, with_for_update=True)
    listed = open_manifest(signed, root)
    if listed.serial <= serial(session):
        raise PublicationError(
            "Une liste plus récente est déjà en vigueur\u00a0: préparez de nouveau la publication."
        )
    kept = session.get(RootSignatureRow, (MATERIAL, LIST))
    if kept is not None and listed.issued_at < kept.signed_at.replace(microsecond=0):
        raise PublicationError(
            "Une autre liste est entrée en vigueur depuis cette demande, et celle-ci retirerait ce "
            "qu’elle a publié. Rien n’est changé\u00a0: le document reste préparé, enregistrez une "
            "nouvelle demande et faites-la signer."
        )
    wanted = {(one.kind.value, one.name): one.sha256 for one in listed.documents}
    for row in session.scalars(
        select(PublicationRow).where(PublicationRow.state == EtatPublication.PUBLIEE)
    ):
        there = wanted.get((row.kind, row.name))
        if there != row.sha256:
            row.state = EtatPublication.REMPLACEE if there else EtatPublication.RETIREE
            row.ended_at = now
            if not there:
                _note(session, row, Action.DOCUMENT_RETIRE, actor, now)
    for entry in listed.documents:
        _put_in_force(session, entry, listed.serial, actor, now)
    _keep(session, signed, now)
    return listed


def _put_in_force(
    session: Session, entry: MaterialEntry, number: int, actor: Actor, now: datetime
) -> None:
    rows = session.scalars(
        select(PublicationRow)
        .where(
            PublicationRow.kind == entry.kind.value,
            PublicationRow.name == entry.name,
            PublicationRow.sha256 == entry.sha256,
        )
        .order_by(PublicationRow.created_at.desc())
    ).all()
    draft = next((row for row in rows if row.state == EtatPublication.BROUILLON), None)
    if any(row.state == EtatPublication.PUBLIEE for row in rows):
        if draft is not None:  # the same bytes again: there is nothing new to publish
            session.delete(draft)
        return
    if draft is None:
        raise PublicationError("La liste nomme un document qui n’est plus préparé ici.")
    draft.state = EtatPublication.PUBLIEE
    draft.version = 1 + (
        session.scalar(
            select(func.max(PublicationRow.version)).where(
                PublicationRow.kind == draft.kind, PublicationRow.name == draft.name
            )
        )
        or 0
    )
    draft.published_at, draft.serial = now, number
    _note(session, draft, Action.DOCUMENT_PUBLIE, actor, now)


def publish(
    session: Session, row: PublicationRow, keys: ServiceKeys, *, actor: Actor, now: datetime
) -> Manifest:
    """Sign the next list with `row` and put it into force.

    Raises:
        PublicationError: the root is not here.
    """
    return _signed_here(session, keys, next_list(session, now, add=row), actor=actor, now=now)


def withdraw(
    session: Session, row: PublicationRow, keys: ServiceKeys, *, actor: Actor, now: datetime
) -> Manifest:
    """Sign the next list without `row` and put it into force.

    Raises:
        PublicationError: the root is not here.
    """
    return _signed_here(session, keys, next_list(session, now, remove=row), actor=actor, now=now)


def signed_list(session: Session, keys: ServiceKeys) -> SignedDocument:
    """Return the list in force as it was signed; before the first one, an empty list."""
    kept = session.get(RootSignatureRow, (MATERIAL, LIST))
    if kept is not None:
        return SignedDocument(content=kept.content, signature=kept.signature)
    if keys.away:
        away = keys.away
        return SignedDocument(content=away.nothing_content, signature=away.nothing_signature)
    return empty_list(keys, keys.root)


def empty_list(keys: ServiceKeys, root: bytes) -> SignedDocument:
    """Return the list before the first publication. `root`: 32 private bytes."""
    return sign_manifest(Manifest(serial=1, issued_at=keys.issued_at, documents=()), root)


def serial(session: Session) -> int:
    """Return the serial of the list in force; 1 before the first."""
    kept = session.get(RootSignatureRow, (MATERIAL, LIST))
    return read_manifest(kept.content).serial if kept else 1


def content(session: Session, digest: str) -> bytes:
    """Return a document in force, by its SHA-256 in hexadecimal.

    Raises:
        ProtocolError: `NOT_FOUND`.
    """
    try:
        wanted = bytes.fromhex(digest) if len(digest) == _DIGITS else b""
    except ValueError:
        wanted = b""
    row = session.scalar(
        select(PublicationRow)
        .where(PublicationRow.state == EtatPublication.PUBLIEE, PublicationRow.sha256 == wanted)
        .options(undefer(PublicationRow.content))
        .limit(1)
    )
    if row is None:
        raise ProtocolError(ErrorCode.NOT_FOUND)
    return row.content


def get(session: Session, id_: str) -> PublicationRow | None:
    """Return one document."""
    return session.get(PublicationRow, id_)


def in_force(session: Session, kind: str, name: str) -> PublicationRow | None:
    """Return the document of a kind and name that laptops receive now."""
    return session.scalar(
        select(PublicationRow).where(
            PublicationRow.state == EtatPublication.PUBLIEE,
            PublicationRow.kind == kind,
            PublicationRow.name == name,
        )
    )


def lines(
    session: Session, states: Sequence[EtatPublication], *, after: str = "", size: int
) -> tuple[Sequence[Line], str]:
    """Return one page of documents, newest first, and where the next begins (empty: nowhere)."""
    query = (
        select(PublicationRow, AccountRow.name)
        .outerjoin(AccountRow, AccountRow.id == PublicationRow.account_id)
        .where(PublicationRow.state.in_(states))
    )
    last = session.get(PublicationRow, after) if after else None
    if last is not None:
        made, id_ = PublicationRow.created_at, PublicationRow.id
        query = query.where(
            (made < last.created_at) | ((made == last.created_at) & (id_ < last.id))
        )
    found = session.execute(
        query.order_by(PublicationRow.created_at.desc(), PublicationRow.id.desc()).limit(size + 1)
    ).all()
    shown = [Line(row=row, by=name or "") for row, name in found[:size]]
    return shown, shown[-1].row.id if len(found) > size else ""


def _signed_here(
    session: Session, keys: ServiceKeys, listed: Manifest, *, actor: Actor, now: datetime
) -> Manifest:
    if not keys.root:
        raise PublicationError(
            "La clé racine n’est pas sur ce serveur\u00a0: faites signer la liste."
        )
    signed = sign_manifest(listed, keys.root)
    return follow(session, signed, keys.root_public, actor=actor, now=now)


def _keep(session: Session, signed: SignedDocument, now: datetime) -> None:
    session.merge(
        RootSignatureRow(
            kind=MATERIAL,
            subject=LIST,
            content=signed.content,
            signature=signed.signature,
            signed_at=now,
        )
    )


def _entry(row: PublicationRow) -> MaterialEntry:
    return MaterialEntry(
        kind=MaterialKind(row.kind), name=row.name, size=row.size, sha256=row.sha256
    )


def _note(
    session: Session, row: PublicationRow, action: Action, actor: Actor, now: datetime
) -> None:
    detail = f"{row.kind} {row.sha256.hex()[:12]}"
    note(session, at=now, actor=actor, action=action, on=row.id, detail=detail)
