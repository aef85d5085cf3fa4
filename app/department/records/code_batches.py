"""Activation codes by the batch: made in one transaction, shown once, followed, cancelled.

The codes are not kept: whoever made them gives them back to print them again, and only codes of
that batch that can still serve are taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from app.department.database.actors import AccountRow, ActivationCodeRow, StructureRow
from app.department.database.devices import ActivationBatchRow
from app.department.records.activation import add_code, still_open
from app.department.records.code_list import Wanted
from app.department.records.journal import Action, Actor, note
from app.department.web import Service
from app.sync.protocol.activation_code import ActivationCodeError, parse_activation_code

LIFETIMES: Final = (7, 15, 30, 60, 90)  # days
LABEL_LIMIT: Final = 120


class CodeState(StrEnum):
    """What became of a code."""

    EN_ATTENTE = "en_attente"
    UTILISE = "utilise"
    ANNULE = "annule"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCode:
    """A code in clear, with what stands around it on paper."""

    structure: str
    structure_name: str
    poste: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBatch:
    """A batch with its codes in clear, this once."""

    batch: ActivationBatchRow
    codes: Sequence[ShownCode]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """A batch in the list, with what became of its codes; `by` is empty at the command line."""

    batch: ActivationBatchRow
    by: str
    waiting: int
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """A code in a list."""

    code: ActivationCodeRow
    structure: str
    state: CodeState


def make(  # noqa: PLR0913 - each is what a batch is, by name
    session: Session,
    service: Service,
    *,
    id_: str,
    label: str,
    wanted: Sequence[Wanted],
    lifetime: timedelta,
    actor: Actor,
) -> MadeBatch | None:
    """Make every code of a batch; None when the batch `id_` was made already.

    The caller chose `id_` when it showed the preview: sending the same form twice makes one batch.
    """
    if session.get(ActivationBatchRow, id_) is not None:
        return None
    now = service.clock.now()
    batch = ActivationBatchRow(
        id=id_,
        label=" ".join(label.split())[:LABEL_LIMIT],
        created_at=now,
        expires_at=now + lifetime,
        codes=len(wanted),
        account_id=actor.id or None,
    )
    session.add(batch)
    session.flush()
    structures = _structures(session, wanted)
    shown: list[ShownCode] = []
    for number, one in enumerate(wanted, 1):
        row = structures[one.structure]
        made = add_code(
            session,
            service,
            structure=row,
            expires_at=batch.expires_at,
            label=one.label,
            batch=id_,
            number=number,
        )
        shown.append(
            ShownCode(
                structure=row.id,
                structure_name=row.name,
                poste=poste_words(one.label, number, len(wanted)),
                text=made.text,
            )
        )
    note(session, at=now, actor=actor, action=Action.LOT_CREE, on=id_, detail=str(len(wanted)))
    return MadeBatch(batch=batch, codes=shown)


def given_back(
    session: Session, batch: ActivationBatchRow, texts: Sequence[str], now: datetime
) -> Sequence[ShownCode]:
    """Return those of `texts` that are codes of this batch and can still serve, in its order."""
    by_lookup: dict[str, str] = {}
    for text in texts:
        try:
            by_lookup[parse_activation_code(text).lookup()] = text
        except ActivationCodeError:
            continue
    found = session.execute(
        select(ActivationCodeRow, StructureRow.name)
        .join(StructureRow, StructureRow.id == ActivationCodeRow.structure_id)
        .where(ActivationCodeRow.batch_id == batch.id, still_open(now))
        .order_by(ActivationCodeRow.number)
    )
    return [
        ShownCode(
            structure=row.structure_id,
            structure_name=name,
            poste=poste_words(row.label, row.number, batch.codes),
            text=by_lookup[row.lookup],
        )
        for row, name in found
        if row.lookup in by_lookup
    ]


def poste_words(label: str, number: int, total: int) -> str:
    """Return what a laptop is called on its paper."""
    return label or f"N° {number} sur {total}"


def get(session: Session, id_: str) -> ActivationBatchRow | None:
    """Return one batch."""
    return session.get(ActivationBatchRow, id_)


def batches(
    session: Session, now: datetime, *, after: str = "", size: int
) -> tuple[Sequence[BatchLine], str]:
    """Return one page of batches, newest first, and where the next begins (empty: nowhere)."""
    query = select(ActivationBatchRow, AccountRow.name).outerjoin(
        AccountRow, AccountRow.id == ActivationBatchRow.account_id
    )
    last = session.get(ActivationBatchRow, after) if after else None
    if last is not None:
        made, id_ = ActivationBatchRow.created_at, ActivationBatchRow.id
        query = query.where(
            (made < last.created_at) | ((made == last.created_at) & (id_ < last.id))
        )
    found = session.execute(
        query.order_by(ActivationBatchRow.created_at.desc(), ActivationBatchRow.id.desc()).limit(
            size + 1
        )
    ).all()
    shown = found[:size]
    ids = [batch.id for batch, _ in shown]
    waiting = _count(session, ids, still_open(now))
    used = _count(session, ids, ActivationCodeRow.used_at.is_not(None))
    lines = [
        BatchLine(
            batch=batch, by=name or "", waiting=waiting.get(batch.id, 0), used=used.get(batch.id, 0)
        )
        for batch, name in shown
    ]
    return lines, shown[-1][0].id if len(found) > size else ""


def codes_of(session: Session, batch_id: str, now: datetime) -> Sequence[CodeLine]:
    """Return every code of a batch, in its order."""
    found = session.execute(
        select(ActivationCodeRow, StructureRow.name)
        .join(StructureRow, StructureRow.id == ActivationCodeRow.structure_id)
        .where(ActivationCodeRow.batch_id == batch_id)
        .order_by(ActivationCodeRow.number)
    )
    return [CodeLine(code=row, structure=name, state=state_of(row, now)) for row, name in found]


def waiting_alone(
    session: Session, now: datetime, *, structure: str = "", after: str = "", size: int
) -> tuple[Sequence[CodeLine], str]:
    """Return one page of codes that wait, soonest to expire first, and where the next begins.

    Without `structure`, those of no batch: a batch shows its own.
    """
    mine = ActivationCodeRow.structure_id == structure
    query = (
        select(ActivationCodeRow, StructureRow.name)
        .join(StructureRow, StructureRow.id == ActivationCodeRow.structure_id)
        .where(still_open(now), mine if structure else ActivationCodeRow.batch_id.is_(None))
    )
    last = session.get(ActivationCodeRow, after) if after else None
    if last is not None:
        ends, name_ = ActivationCodeRow.expires_at, ActivationCodeRow.lookup
        query = query.where(
            (ends > last.expires_at) | ((ends == last.expires_at) & (name_ > last.lookup))
        )
    found = session.execute(
        query.order_by(ActivationCodeRow.expires_at, ActivationCodeRow.lookup).limit(size + 1)
    ).all()
    lines = [CodeLine(code=row, structure=name, state=state_of(row, now)) for row, name in found]
    return lines[:size], lines[size - 1].code.lookup if len(lines) > size else ""


def state_of(row: ActivationCodeRow, now: datetime) -> CodeState:
    """Return what became of a code."""
    if row.used_at is not None:
        return CodeState.UTILISE
    if row.cancelled_at is not None:
        return CodeState.ANNULE
    return CodeState.EN_ATTENTE if row.expires_at > now else CodeState.EXPIRE


def code(session: Session, lookup: str) -> ActivationCodeRow | None:
    """Return one code, locked: nobody activates with it while it is cancelled."""
    return session.get(ActivationCodeRow, lookup, with_for_update=True)


def cancel(session: Session, row: ActivationCodeRow, *, actor: Actor, now: datetime) -> bool:
    """Let a code serve nobody; False when it has served, or serves nobody any more."""
    if state_of(row, now) is not CodeState.EN_ATTENTE:
        return False
    row.cancelled_at, row.wrapped_proof = now, b""
    note(session, at=now, actor=actor, action=Action.CODE_ANNULE, on=row.structure_id)
    return True


def cancel_batch(session: Session, id_: str, *, actor: Actor, now: datetime) -> int:
    """Let the codes of a batch that wait serve nobody; return how many. Used ones stay."""
    done = session.execute(
        update(ActivationCodeRow)
        .where(ActivationCodeRow.batch_id == id_, still_open(now))
        .values(cancelled_at=now, wrapped_proof=b"")
        .returning(ActivationCodeRow.lookup)
    ).all()
    if done:
        note(session, at=now, actor=actor, action=Action.LOT_ANNULE, on=id_, detail=str(len(done)))
    return len(done)


def _structures(session: Session, wanted: Sequence[Wanted]) -> dict[str, StructureRow]:
    ids = {one.structure for one in wanted}
    rows = session.scalars(select(StructureRow).where(StructureRow.id.in_(ids)))
    return {row.id: row for row in rows}


def _count(session: Session, ids: Sequence[str], condition: ColumnElement[bool]) -> dict[str, int]:
    found = session.execute(
        select(ActivationCodeRow.batch_id, func.count())
        .where(ActivationCodeRow.batch_id.in_(ids), condition)
        .group_by(ActivationCodeRow.batch_id)
    )
    return {batch_id: count for batch_id, count in found if batch_id is not None}
