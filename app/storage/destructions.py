"""What was destroyed: a number, how many of each kind, why and by which rule; never whose.

Functions take the caller's session and never commit. A destruction is opened in the transaction
that erases, so that no row goes without its proof; killed, the next unlocking goes on with it and
signs it. Closed, it never changes and is never erased: it holds nothing of a person.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId
from app.storage.tables.destructions import DestructionRow


class MotifDestruction(StrEnum):
    """Why something was destroyed (documents.md b3, « event »)."""

    ECHEANCE = "echeance"
    DEMANDE = "demande"
    FIN_CONVENTION = "fin_convention"
    FIN_DE_JOURNEE = "fin_de_journee"  # answers that may not outlive the day (000 l. 116)
    MANDAT_ABOUTI = "mandat_abouti"  # how a mandate ended (002 l. 160)
    MANDAT_RETIRE = "mandat_retire"
    MANDAT_EXPIRE = "mandat_expire"
    MANDAT_RENONCE = "mandat_renonce"
    MANDAT_CADUC = "mandat_caduc"
    MANDAT_REMPLACE = "mandat_remplace"

    @property
    def is_of_mandate(self) -> bool:
        """Tell whether it is of one mandate, under its reference."""
        return self.value.startswith("mandat_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ouverture:
    """What a destruction is opened with. `agent_id` is None when the program erases by itself.

    With `since`, only a destruction begun after it is gone on with: one record a day. With
    `reference`, it is of one mandate, which it names: whoever holds the paper recognises it.
    """

    structure: str  # its code, for the number
    motif: MotifDestruction
    regle: str
    at: datetime
    agent_id: AgentId | None = None
    since: datetime | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destruction:
    """A destruction. `bilan` counts by kind; `attestation` is what `signature` signs."""

    id: int
    numero: str
    motif: MotifDestruction
    regle: str
    agent_id: AgentId | None
    begun_at: datetime
    ended_at: datetime | None
    bilan: Mapping[str, int]
    attestation: bytes = field(default=b"", repr=False)
    signature: bytes = field(default=b"", repr=False)
    reference: str = ""


def count(session: Session, opening: Ouverture, tally: Mapping[str, int]) -> None:
    """Add what this transaction erased to the open destruction of its reason, or open one.

    A request, and a mandate, is a destruction of its own; erasures at their term share one until it
    is signed.
    """
    row = _open_row(session, opening)
    alone = opening.motif is MotifDestruction.DEMANDE or opening.motif.is_of_mandate
    if row is None or alone:
        row = _new_row(session, opening)
    bilan = _bilan(row.bilan)
    for kind, number in tally.items():
        if number:
            bilan[kind] = bilan.get(kind, 0) + number
    row.bilan = json.dumps(bilan, sort_keys=True)
    session.flush()


def unsigned(session: Session) -> Sequence[Destruction]:
    """Return the destructions that are not signed yet, oldest first."""
    rows = session.scalars(
        select(DestructionRow).where(DestructionRow.ended_at.is_(None)).order_by(DestructionRow.id)
    )
    return [_destruction(row) for row in rows]


def sign(
    session: Session, destruction_id: int, *, at: datetime, attestation: bytes, signature: bytes
) -> None:
    """Close a destruction with its signed statement.

    Raises:
        ValueError: it was closed before; what was signed never changes.
    """
    row = session.get_one(DestructionRow, destruction_id)
    if row.ended_at is not None:
        raise ValueError("a signed destruction does not change")
    row.ended_at, row.attestation, row.signature = at, attestation, signature
    session.flush()


def latest(session: Session, *, limit: int = 100) -> Sequence[Destruction]:
    """Return the destructions, the newest first."""
    rows = session.scalars(select(DestructionRow).order_by(DestructionRow.id.desc()).limit(limit))
    return [_destruction(row) for row in rows]


def load(session: Session, numero: str) -> Destruction | None:
    """Return one destruction by its number, None when there is none."""
    row = session.scalars(select(DestructionRow).where(DestructionRow.numero == numero)).first()
    return None if row is None else _destruction(row)


def next_number(session: Session, structure: str, at: datetime) -> str:
    """Return the number that a destruction opened now would bear."""
    begin = f"{at.year}-{structure}-D"
    known = session.scalars(
        select(func.count(DestructionRow.id)).where(DestructionRow.numero.startswith(begin))
    ).one()  # none is ever removed: the count gives the next number
    return f"{begin}{known + 1:04}"


def _open_row(session: Session, opening: Ouverture) -> DestructionRow | None:
    query = select(DestructionRow).where(
        DestructionRow.ended_at.is_(None), DestructionRow.motif == opening.motif.value
    )
    if opening.since is not None:
        query = query.where(DestructionRow.begun_at >= opening.since)
    return session.scalars(query).first()


def _new_row(session: Session, opening: Ouverture) -> DestructionRow:
    row = DestructionRow(
        numero=next_number(session, opening.structure, opening.at),
        motif=opening.motif.value,
        regle=opening.regle,
        agent_id=opening.agent_id,
        begun_at=opening.at,
        ended_at=None,
        bilan="{}",
        attestation=b"",
        signature=b"",
        reference=opening.reference,
    )
    session.add(row)
    session.flush()
    return row


def _bilan(text: str) -> dict[str, int]:
    return cast("dict[str, int]", json.loads(text))


def _destruction(row: DestructionRow) -> Destruction:
    return Destruction(
        id=row.id,
        numero=row.numero,
        motif=MotifDestruction(row.motif),
        regle=row.regle,
        agent_id=None if row.agent_id is None else AgentId(row.agent_id),
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        bilan=_bilan(row.bilan),
        attestation=row.attestation,
        signature=row.signature,
        reference=row.reference,
    )
