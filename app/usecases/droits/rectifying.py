"""Rectification: the correction asked for as a right, and who else has to hear of it.

The term of the record stays (`persons.correct`). Source: RGPD art. 16 and 19.
"""

from typing import Final

from app.domain.demande import ActionLocale
from app.domain.habilitation import Acte
from app.domain.personne import Personne
from app.domain.prescription import Suivi
from app.storage import evenements, prescriptions
from app.storage.evenements import Evenement
from app.usecases.laptop.habilitations import require
from app.usecases.people import persons
from app.usecases.registers.demandes import exercised_in
from app.usecases.workplace import Workplace

_LEFT: Final = (Suivi.REMISE, Suivi.ACCUSEE, Suivi.DECIDEE)


def rectify(workplace: Workplace, personne: Personne) -> tuple[str, ...]:
    """Keep a correction asked for as a right; return what the Département must be told by hand.

    What has not left is queued again corrected, and what the Département has not decided on is
    corrected there by the next synchronisation. What it decided on cannot be changed from here: its
    history notes that the correction is to be passed on, with the request (art. 19).

    Raises:
        PersonGoneError: the record is no longer here.
        LimitedRecordError: the record is limited: it is corrected once that is lifted.
    """
    require(workplace, Acte.CONSULTER)
    persons.correct(workplace, personne)
    now, agent_id = workplace.clock.now(), workplace.agent.id
    with workplace.database.writing() as session:
        exercised_in(session, workplace, personne.id, ActionLocale.CORRIGEE)
        left = [
            one.prescription
            for one in prescriptions.of_personne(session, personne.id)
            if one.suivi in _LEFT
        ]
        for prescription in left:
            event = Evenement(kind="correction_a_transmettre", at=now, agent_id=agent_id)
            evenements.note(session, prescription.id, event)
    return tuple(prescription.reference for prescription in left)
