"""« Conserver malgré l’échéance »: a person kept past her term, why and until when.

Functions take the caller's session and never commit. The terms themselves are put later, so that
what hides and what erases keep one rule; the former ones are kept to lift the hold.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, cast

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId, PersonneId
from app.storage.due import INCLUDE_DUE
from app.storage.tables.destructions import ConservationRow
from app.storage.tables.dossiers import EntretienRow, PapierRow, PersonneRow
from app.storage.tables.envois import PrescriptionRow

_Retained = PersonneRow | EntretienRow | PrescriptionRow | PapierRow
_EVERYTHING: Final = {INCLUDE_DUE: True}


class MotifConservation(StrEnum):
    """Why a record outlives its term (closed list, no free text)."""

    LITIGE = "litige"  # a dispute or an appeal under way
    DROITS = "droits"  # a request of the person is being answered
    CONTROLE = "controle"  # the Département or an authority is checking
    DECISION = "decision"  # the Département's decision has not come


@dataclass(frozen=True, slots=True, kw_only=True)
class Conservation:
    """A hold. On the day `until` the record is erased, if its own term has come."""

    personne_id: PersonneId
    motif: MotifConservation
    until: date
    agent_id: AgentId
    at: datetime


def hold(session: Session, conservation: Conservation) -> None:
    """Keep everything of a person until a day; a hold in force is replaced."""
    lift(session, conservation.personne_id)
    session.add(
        ConservationRow(
            personne_id=conservation.personne_id,
            motif=conservation.motif.value,
            until=conservation.until,
            agent_id=conservation.agent_id,
            at=conservation.at,
            former="{}",
        )
    )
    session.flush()
    _put_later(session, conservation.personne_id)


def lift(session: Session, personne_id: PersonneId) -> bool:
    """Give every row of a person its own term back; tell whether she was held."""
    row = session.get(ConservationRow, personne_id)
    if row is None:
        return False
    former = _former(row)
    for key, kept in _rows(session, personne_id):
        if key in former and kept.due_on == row.until:  # else a later event set its term since
            kept.due_on = date.fromisoformat(former[key])
    session.delete(row)
    session.flush()
    return True


def apply_all(session: Session) -> None:
    """Put later what was written to held records since; call it before anything is erased."""
    for personne_id in session.scalars(select(ConservationRow.personne_id)).all():
        _put_later(session, PersonneId(personne_id))


def of(session: Session, personne_id: PersonneId) -> Conservation | None:
    """Return the hold of a person, None when she is not held."""
    row = session.get(ConservationRow, personne_id)
    return None if row is None else _conservation(row)


def held(session: Session) -> Sequence[Conservation]:
    """Return every hold, the first to end first."""
    rows = session.scalars(select(ConservationRow).order_by(ConservationRow.until))
    return [_conservation(row) for row in rows]


def _put_later(session: Session, personne_id: PersonneId) -> None:
    row = session.get_one(ConservationRow, personne_id)
    former = _former(row)
    for key, kept in _rows(session, personne_id):
        if kept.due_on < row.until:
            former[key] = kept.due_on.isoformat()
            kept.due_on = row.until
    row.former = json.dumps(former, sort_keys=True)
    session.flush()


def _rows(session: Session, personne_id: PersonneId) -> Iterator[tuple[str, _Retained]]:
    """Yield every row with a term of a person, under a key that stays."""
    mine = select(EntretienRow.id).where(EntretienRow.personne_id == personne_id)
    given = select(PrescriptionRow.id).where(PrescriptionRow.personne_id == personne_id)
    queries = (
        select(PersonneRow).where(PersonneRow.id == personne_id),
        select(EntretienRow).where(EntretienRow.personne_id == personne_id),
        select(PrescriptionRow).where(PrescriptionRow.personne_id == personne_id),
        select(PapierRow).where(
            or_(
                PapierRow.personne_id == personne_id,
                PapierRow.entretien_id.in_(mine),
                PapierRow.prescription_id.in_(given),
            )
        ),
    )
    for query in queries:
        for row in session.scalars(query, execution_options=_EVERYTHING).unique():
            kept = cast("_Retained", row)
            yield f"{kept.__tablename__}:{kept.id}", kept


def _former(row: ConservationRow) -> dict[str, str]:
    return cast("dict[str, str]", json.loads(row.former))


def _conservation(row: ConservationRow) -> Conservation:
    return Conservation(
        personne_id=PersonneId(row.personne_id),
        motif=MotifConservation(row.motif),
        until=row.until,
        agent_id=AgentId(row.agent_id),
        at=row.at,
    )
