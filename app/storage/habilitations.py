"""The roles of the agents, with their history. Functions take the caller's session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.habilitation import Role
from app.domain.identifiers import AgentId
from app.storage import evenements
from app.storage.evenements import Evenement
from app.storage.tables.habilitations import HabilitationRow
from app.storage.tables.structure import AgentRow

GIVEN, ENDED = "role_donne", "role_retire"  # in the history of the agent, and in the journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Habilitation:
    """A role that an agent holds, or held; `given_by` is None for what nobody present gave."""

    agent_id: AgentId
    role: Role
    given_at: datetime
    given_by: AgentId | None
    ended_at: datetime | None


def of(session: Session, agent_id: AgentId) -> frozenset[Role]:
    """Return the roles that an agent holds now; none once he was removed."""
    in_force = _in_force().where(HabilitationRow.agent_id == agent_id)
    return frozenset(
        Role(role) for role in session.scalars(in_force.with_only_columns(HabilitationRow.role))
    )


def holders(session: Session, role: Role) -> Sequence[AgentId]:
    """Return the agents present who hold a role, in the order in which they got it."""
    rows = session.scalars(
        _in_force()
        .join(AgentRow, AgentRow.id == HabilitationRow.agent_id)
        .where(HabilitationRow.role == role.value, AgentRow.removed_on.is_(None))
        .order_by(HabilitationRow.id)
    )
    return [AgentId(row.agent_id) for row in rows]


def put(
    session: Session,
    agent_id: AgentId,
    roles: Collection[Role],
    *,
    at: datetime,
    by: AgentId | None,
) -> None:
    """Let an agent hold `roles` and no other from now on.

    Each change goes into his history with who decided it; what nobody decided (`by` is None: the
    installation, an access found gone) is in the rows alone.
    """
    held = of(session, agent_id)
    for role in sorted(held - set(roles)):
        row = session.scalars(
            _in_force().where(
                HabilitationRow.agent_id == agent_id, HabilitationRow.role == role.value
            )
        ).one()
        row.ended_at, row.ended_by = at, by
        _note(session, agent_id, ENDED, row)
    for role in sorted(set(roles) - held):
        row = HabilitationRow(agent_id=agent_id, role=role.value, given_at=at, given_by=by)
        session.add(row)
        _note(session, agent_id, GIVEN, row)
    session.flush()


def history(session: Session) -> Sequence[Habilitation]:
    """Return every role that was ever given here, oldest first."""
    rows = session.scalars(select(HabilitationRow).order_by(HabilitationRow.id))
    return [
        Habilitation(
            agent_id=AgentId(row.agent_id),
            role=Role(row.role),
            given_at=row.given_at,
            given_by=None if row.given_by is None else AgentId(row.given_by),
            ended_at=row.ended_at,
        )
        for row in rows
    ]


def _in_force() -> Select[HabilitationRow]:
    return select(HabilitationRow).where(HabilitationRow.ended_at.is_(None))


def _note(session: Session, agent_id: AgentId, kind: str, row: HabilitationRow) -> None:
    at, by = (row.given_at, row.given_by) if kind == GIVEN else (row.ended_at, row.ended_by)
    if at is not None and by is not None:
        event = Evenement(kind=kind, detail=row.role, at=at, agent_id=AgentId(by))
        evenements.note(session, agent_id, event)
