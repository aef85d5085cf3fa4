"""Limitation: a record that is kept and read, and neither changed nor used (RGPD art. 18).

The database itself refuses the rest (`storage.limitations`). Erasing, consulting and the copies for
the person stay possible; the term of the record does not move.
"""

from typing import TYPE_CHECKING

from app.domain.demande import ActionLocale
from app.domain.droits import MotifLimitation
from app.domain.habilitation import Acte
from app.domain.identifiers import PersonneId
from app.storage import limitations
from app.storage.limitations import Limitation
from app.usecases.droits.acts import note
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_record
from app.usecases.registers.demandes import exercised_in
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def limit(workplace: Workplace, personne_id: PersonneId, motif: MotifLimitation) -> None:
    """Limit a record; what waits to be sent of it waits until the limitation is lifted.

    Raises:
        PersonGoneError: the record is no longer here.
        ReasonNeededError: it is a colleague's, and was not opened today with a reason.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        require_record(session, workplace, personne_id)
        limit_in(session, workplace, personne_id, motif)
        exercised_in(session, workplace, personne_id, ActionLocale.LIMITEE)


def limit_in(
    session: "Session", workplace: Workplace, personne_id: PersonneId, motif: MotifLimitation
) -> None:
    """Limit it in the caller's transaction."""
    limitations.limit(
        session,
        Limitation(
            personne_id=personne_id,
            motif=motif,
            agent_id=workplace.agent.id,
            at=workplace.clock.now(),
        ),
    )
    note(session, workplace, personne_id, "limitee", motif.value)


def lift(workplace: Workplace, personne_id: PersonneId) -> None:
    """Let a record be used again. The person has to be told before (art. 18.3): the window asks.

    Raises:
        PersonGoneError, ReasonNeededError: as `limit`.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        require_record(session, workplace, personne_id)
        if limitations.lift(session, personne_id):
            note(session, workplace, personne_id, "limitation_levee")
