"""What remains of a person once a mandate of hers is gone.

Functions take the caller's session and never commit. A person known by a mandate alone goes with
it; one who has something else keeps her record as long as that needs (002, art. 2, l. 160).
"""

from datetime import date
from typing import Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.domain.identifiers import PersonneId
from app.domain.retention import INACHEVE
from app.storage import linked_rows
from app.storage.due import INCLUDE_DUE
from app.storage.tables.demandes import DemandeRow
from app.storage.tables.destructions import ConservationRow
from app.storage.tables.dossiers import EntretienRow, PersonneRow
from app.storage.tables.droits import LimitationRow
from app.storage.tables.envois import PrescriptionRow
from app.storage.tables.mandats import MandatRow

_EVERYTHING: Final = {INCLUDE_DUE: True}


def needed_until(session: Session, personne_id: PersonneId, today: date) -> date | None:
    """Return the day on which the rest of a person must be gone, None when nothing needs it.

    An open request of hers, or a limitation that she asked for, keeps her a month at most after the
    last thing: long enough to be answered.
    """
    terms = [
        session.scalar(
            select(func.max(table.due_on)).where(table.personne_id == personne_id),
            execution_options=_EVERYTHING,
        )
        for table in (EntretienRow, PrescriptionRow, MandatRow)
    ]
    terms.append(
        session.scalar(
            select(ConservationRow.until).where(ConservationRow.personne_id == personne_id)
        )
    )
    if _is_asked_about(session, personne_id):
        terms.append(INACHEVE.after(today))
    return max((term for term in terms if term is not None), default=None)


def has_mandates_alone(session: Session, personne_id: PersonneId) -> bool:
    """Tell whether a person is here for a mandate and nothing else."""
    return (
        session.scalar(
            select(
                exists().where(MandatRow.personne_id == personne_id)
                & ~exists().where(EntretienRow.personne_id == personne_id)
                & ~exists().where(PrescriptionRow.personne_id == personne_id)
                & ~exists().where(ConservationRow.personne_id == personne_id)
            )
        )
        is True
    )


def settle(session: Session, personne_id: PersonneId, today: date) -> bool:
    """Erase a person whom nothing needs any more, else give her the term of what does.

    Tell whether she was erased.
    """
    until = needed_until(session, personne_id, today)
    if until is None:
        return linked_rows.erase_personnes(session, [personne_id]) > 0
    row = session.get(PersonneRow, personne_id, execution_options=_EVERYTHING)
    if row is not None:
        row.due_on = until
        session.flush()
    return False


def _is_asked_about(session: Session, personne_id: PersonneId) -> bool:
    asked = exists().where(DemandeRow.personne_id == personne_id, DemandeRow.closed_on.is_(None))
    limited = exists().where(LimitationRow.personne_id == personne_id)
    return session.scalar(select(asked | limited)) is True
