"""The reports of synchronisation, durable whatever stops the run.

Functions take the caller's session and never commit. A report is « interrompue » from before it
starts: a killed program leaves the truth behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId
from app.storage.tables.envois import RapportItemRow, RapportRow

ON_STICK: Final = "dans_le_fichier"  # the code of a report about a stick that was prepared


class EtatRapport(StrEnum):
    """How a synchronisation ended."""

    INTERROMPUE = "interrompue"  # stopped before its end, or still running
    REUSSIE = "reussie"
    PARTIELLE = "partielle"  # went to its end; some items were refused or put off
    ECHOUEE = "echouee"  # nothing could be exchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueItem:
    """What became of one item; `item_id` is empty once its person was erased."""

    item_id: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapport:
    """One synchronisation. `code` says why it stopped, when it did; `decisions` came in."""

    id: int
    agent_id: AgentId | None
    started_at: datetime
    finished_at: datetime | None
    state: EtatRapport
    code: str
    decisions: int
    items: tuple[IssueItem, ...]


def start(session: Session, *, at: datetime, agent_id: AgentId | None = None) -> int:
    """Record a synchronisation as interrupted, before it starts; return its number."""
    row = RapportRow(
        agent_id=agent_id, started_at=at, state=EtatRapport.INTERROMPUE.value, code="", decisions=0
    )
    session.add(row)
    session.flush()
    return row.id


def note(session: Session, rapport_id: int, item_id: str, code: str) -> None:
    """Record the outcome of one item, in the transaction that changes the item."""
    session.add(RapportItemRow(rapport_id=rapport_id, item_id=item_id, code=code))
    session.flush()


def note_decisions(session: Session, rapport_id: int, number: int) -> None:
    """Add to the decisions that came in, in the transaction that keeps them."""
    session.get_one(RapportRow, rapport_id).decisions += number
    session.flush()


def finish(
    session: Session, rapport_id: int, state: EtatRapport, *, at: datetime, code: str = ""
) -> None:
    """Record how the synchronisation ended."""
    row = session.get_one(RapportRow, rapport_id)
    row.state, row.finished_at, row.code = state.value, at, code
    session.flush()


def latest(session: Session, *, limit: int = 20) -> Sequence[Rapport]:
    """Return the last reports, the newest first."""
    rows = session.scalars(select(RapportRow).order_by(RapportRow.id.desc()).limit(limit))
    return [_rapport(session, row) for row in rows]


def last_success(session: Session) -> datetime | None:
    """Return when a synchronisation last went to its end, even with refusals.

    A stick that was prepared reached nobody yet: only reading its answer counts.
    """
    return session.scalars(
        select(RapportRow.finished_at)
        .where(
            RapportRow.state.in_([EtatRapport.REUSSIE.value, EtatRapport.PARTIELLE.value]),
            RapportRow.code != ON_STICK,
        )
        .order_by(RapportRow.id.desc())
        .limit(1)
    ).one_or_none()


def erase_before(session: Session, instant: datetime) -> int:
    """Erase the reports of what started before `instant`; return how many they were."""
    old = select(RapportRow.id).where(RapportRow.started_at < instant)
    session.execute(delete(RapportItemRow).where(RapportItemRow.rapport_id.in_(old)))
    return len(
        session.scalars(
            delete(RapportRow).where(RapportRow.started_at < instant).returning(RapportRow.id)
        ).all()
    )


def _rapport(session: Session, row: RapportRow) -> Rapport:
    items = session.scalars(
        select(RapportItemRow)
        .where(RapportItemRow.rapport_id == row.id)
        .order_by(RapportItemRow.id)
    )
    return Rapport(
        id=row.id,
        agent_id=None if row.agent_id is None else AgentId(row.agent_id),
        started_at=row.started_at,
        finished_at=row.finished_at,
        state=EtatRapport(row.state),
        code=row.code,
        decisions=row.decisions,
        items=tuple(IssueItem(item_id=item.item_id, code=item.code) for item in items),
    )
