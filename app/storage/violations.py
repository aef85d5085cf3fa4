"""Keep the internal log of breaches (RGPD art. 33.5) and what was notified of each.

Functions take the caller's session and never commit. An open breach has no term; closed, it goes
five years later (`app.domain.retention.REGISTRES`). Nothing here names a person.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from app.domain.demande import CanalDemande, MotifRetard, Transmission
from app.domain.identifiers import AgentId, ViolationId
from app.domain.retention import REGISTRES
from app.domain.violation import Envoi, Violation
from app.storage import violation_text
from app.storage.demandes import STILL_OPEN, next_numero
from app.storage.due import INCLUDE_DUE
from app.storage.tables.demandes import ViolationEnvoiRow, ViolationRow

_LETTER: Final = "V"  # « 2026-CCASILL-V0001 »


def new_numero(session: Session, structure_code: str, year: int) -> str:
    """Give the next number of the log; none is given twice."""
    return next_numero(session, structure_code, year, _LETTER)


def keep(session: Session, violation: Violation) -> None:
    """Keep a breach, new or better known; what was sent of it stays as it left."""
    row = session.get(ViolationRow, violation.id)
    if row is None:
        row = ViolationRow(id=violation.id)
        session.add(row)
    closed = violation.closed_on
    row.numero, row.agent_id = violation.numero, violation.agent_id
    row.connue_at = violation.constat.connue_at
    row.contenu = violation_text.write(violation.constat)
    row.closed_on = closed
    row.due_on = REGISTRES.after(closed) if closed else STILL_OPEN
    session.flush()


def add_envoi(session: Session, violation_id: ViolationId, envoi: Envoi) -> None:
    """Keep a notification as it left."""
    sent = envoi.transmission
    session.add(
        ViolationEnvoiRow(
            violation_id=violation_id,
            rang=envoi.rang,
            contenu=violation_text.write(envoi.constat),
            at=sent.at,
            canal=sent.canal.value,
            retard=sent.retard.value if sent.retard else "",
        )
    )
    session.flush()


def load(session: Session, violation_id: ViolationId) -> Violation | None:
    """Return a breach with everything sent of it, None when unknown or past its term."""
    found = _found(session, ViolationRow.id == violation_id)
    return found[0] if found else None


def still_open(session: Session) -> Sequence[Violation]:
    """Return the breaches that are not closed, the oldest first."""
    return _found(session, ViolationRow.closed_on.is_(None))


def closed(session: Session) -> Sequence[Violation]:
    """Return the closed breaches, the latest known first."""
    return _found(session, ViolationRow.closed_on.is_not(None))[::-1]


def erase_due(session: Session, today: date) -> int:
    """Erase the breaches whose term has come; return how many they were."""
    due = session.scalars(
        select(ViolationRow.id).where(ViolationRow.due_on <= today),
        execution_options={INCLUDE_DUE: True},
    ).all()
    if due:
        session.execute(delete(ViolationEnvoiRow).where(ViolationEnvoiRow.violation_id.in_(due)))
        session.execute(delete(ViolationRow).where(ViolationRow.id.in_(due)))
    return len(due)


def _found(session: Session, condition: ColumnElement[bool]) -> Sequence[Violation]:
    rows = session.scalars(
        select(ViolationRow).where(condition).order_by(ViolationRow.connue_at, ViolationRow.id)
    ).all()
    return [_violation(session, row) for row in rows]


def _violation(session: Session, row: ViolationRow) -> Violation:
    sent = session.scalars(
        select(ViolationEnvoiRow)
        .where(ViolationEnvoiRow.violation_id == row.id)
        .order_by(ViolationEnvoiRow.rang)
    )
    return Violation(
        id=ViolationId(row.id),
        numero=row.numero,
        agent_id=AgentId(row.agent_id),
        constat=violation_text.read(row.contenu),
        envois=tuple(_envoi(one) for one in sent),
        closed_on=row.closed_on,
    )


def _envoi(row: ViolationEnvoiRow) -> Envoi:
    left = Transmission(
        at=row.at,
        canal=CanalDemande(row.canal),
        retard=MotifRetard(row.retard) if row.retard else None,
    )
    return Envoi(rang=row.rang, constat=violation_text.read(row.contenu), transmission=left)
