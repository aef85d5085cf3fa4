"""Check a prescription against the Département's form while the person is still there.

The platform drops what it does not take and says nothing, so it is found out here, without a
network, against the form that the convention describes (demarches-simplifiees.md § 7).
"""

from typing import TYPE_CHECKING

from app.domain.habilitation import Acte
from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Suivi
from app.storage import outbox
from app.storage.outbox import KindEnvoi
from app.sync.demarches.body import Fault, fill
from app.sync.outcomes import Outcome
from app.sync.protocol.payload import parse_payload
from app.usecases.demarches_simplifiees.demarches_communes import knows_commune
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_prescription
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def faults_in(workplace: Workplace, item: str, payload: str) -> tuple[Fault, ...]:
    """Return the fields of the form that this payload cannot fill; none for another channel."""
    demarche = workplace.convention.demarche
    if demarche is None:
        return ()
    filled = fill(
        demarche,
        demarche.formulaire,
        parse_payload(payload.encode("utf-8")),
        item,
        knows_commune=knows_commune(workplace),
    )
    return filled.faults


def set_aside_if_unfit(session: "Session", workplace: Workplace, item: PrescriptionId) -> None:
    """Set a prescription aside, « à corriger avant l’envoi », when the form would not take it."""
    for envoi in outbox.of_item(session, item):
        if envoi.state is Suivi.PREPAREE and faults_in(workplace, item, envoi.payload):
            code, now = Outcome.A_CORRIGER.value, workplace.clock.now()
            outbox.advance(session, envoi, Suivi.A_CORRIGER, code=code, at=now)


def faults_of(workplace: Workplace, prescription_id: PrescriptionId) -> tuple[Fault, ...]:
    """Return what must be corrected of a prescription that waits to be sent."""
    require(workplace, Acte.CONSULTER)
    if workplace.convention.demarche is None:
        return ()
    with workplace.database.reading() as session:
        require_prescription(session, workplace, prescription_id)
        found = outbox.of_item(session, prescription_id)
    waiting = [one for one in found if one.kind is KindEnvoi.PRESCRIPTION]
    return faults_in(workplace, prescription_id, waiting[-1].payload) if waiting else ()
