"""What leaves of a prescription, and how it is queued again once it was corrected."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.convention import Champ
from app.domain.personne import Personne
from app.domain.prescription import Prescription, Suivi
from app.storage import outbox, prescriptions
from app.sync.outcomes import Outcome
from app.sync.protocol.payload import Kind, prescription_payload
from app.usecases.demarches_check import set_aside_if_unfit
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NOT_LEFT = (Suivi.PREPAREE, Suivi.A_CORRIGER)


def payload_of(workplace: Workplace, prescription: Prescription, personne: Personne) -> str:
    """Return what leaves of a prescription: the fields that the convention sends, by name."""
    sends = workplace.convention.fields_sent
    adresse = personne.adresse
    person = {
        Champ.NOM: personne.nom,
        Champ.PRENOM: personne.prenom,
        Champ.CIVILITE: personne.civilite,
        Champ.TRANCHE_AGE: personne.tranche_age,
        Champ.ADRESSE: {
            "voie": adresse.voie,
            "code_postal": adresse.code_postal,
            "commune": adresse.commune,
            "code_insee": adresse.code_insee,
            "chez": adresse.chez,
            "complement": adresse.complement,
            "residence": adresse.residence,
            "lieu_dit": adresse.lieu_dit,
            "domiciliation_ccas": adresse.domiciliation_ccas,
        },
    }
    return prescription_payload(
        {
            "kind": Kind.PRESCRIPTION.value,
            "reference": prescription.reference,
            "structure": workplace.structure.code,
            "prescribed_on": prescription.prescribed_on,
            "service": prescription.service,
            "carnets": prescription.carnets,
            "categorie": prescription.categorie if Champ.CATEGORIE in sends else None,
            "earlier": prescription.earlier,
            "personne": {champ.value: person[champ] for champ in person if champ in sends},
        }
    ).decode("utf-8")


def queue_again(session: "Session", workplace: Workplace, personne: Personne) -> None:
    """Queue what has not left of a corrected person once more, with what is right now.

    The Département holds nothing of it, so the revision stays; where it holds another content
    under the same revision (a conflict), the next revision says which one is meant.
    """
    for known in prescriptions.of_personne(session, personne.id):
        prescription = known.prescription
        if known.suivi not in _NOT_LEFT or not outbox.can_be_undone(session, prescription.id):
            continue
        last = outbox.of_item(session, prescription.id)[-1]
        conflict = last.last_code == Outcome.CONFLIT.value
        corrected = replace(prescription, revision=last.revision + conflict)
        prescriptions.correct(
            session, corrected, at=workplace.clock.now(), agent_id=workplace.agent.id
        )
        outbox.drop(session, prescription.id)
        outbox.queue(
            session,
            prescription.id,
            payload=payload_of(workplace, corrected, personne),
            revision=corrected.revision,
        )
        set_aside_if_unfit(session, workplace, prescription.id)
