"""The journal of openings of a colleague's record. Functions take the session and never commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId, PersonneId
from app.storage import journal
from app.storage.journal import Entree
from app.storage.tables.structure import AccesRow


class MotifAcces(StrEnum):
    """Why a worker opens the record of a colleague's person (closed list, no free text)."""

    REMPLACEMENT = "remplacement"  # the colleague is absent
    ACCUEIL = "accueil"  # the person is at the desk
    DOUBLON = "doublon"  # comparing with a person about to be entered
    DROITS = "droits"  # the person asks to see, correct or erase
    CONTROLE = "controle"  # the référent checks


@dataclass(frozen=True, slots=True, kw_only=True)
class Acces:
    """An opening; `personne_id` is None once the person was erased."""

    agent_id: AgentId
    personne_id: PersonneId | None
    motif: MotifAcces
    at: datetime


def note(
    session: Session,
    *,
    agent_id: AgentId,
    personne_id: PersonneId,
    motif: MotifAcces,
    at: datetime,
) -> None:
    """Note that a worker opens this record, before it is shown."""
    session.add(AccesRow(agent_id=agent_id, personne_id=personne_id, motif=motif.value, at=at))
    session.flush()
    journal.append(
        session,
        Entree(at=at, kind="acces_collegue", agent_id=agent_id, detail=motif.value),
        subject_id=personne_id,
    )


def of_personne(session: Session, personne_id: PersonneId) -> Sequence[Acces]:
    """Return who opened this record, the latest first."""
    rows = session.scalars(
        select(AccesRow).where(AccesRow.personne_id == personne_id).order_by(AccesRow.id.desc())
    )
    return [_acces(row) for row in rows]


def latest(session: Session, *, limit: int = 200) -> Sequence[Acces]:
    """Return the last openings, the newest first."""
    rows = session.scalars(select(AccesRow).order_by(AccesRow.id.desc()).limit(limit))
    return [_acces(row) for row in rows]


def erase_before(session: Session, instant: datetime) -> int:
    """Erase the entries older than `instant`; return how many they were."""
    return len(
        session.scalars(delete(AccesRow).where(AccesRow.at < instant).returning(AccesRow.id)).all()
    )


def _acces(row: AccesRow) -> Acces:
    return Acces(
        agent_id=AgentId(row.agent_id),
        personne_id=None if row.personne_id is None else PersonneId(row.personne_id),
        motif=MotifAcces(row.motif),
        at=row.at,
    )
