"""What leaves of a prescription, and how it is queued again once it was corrected."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.convention import Champ
from app.domain.personne import Personne
from app.domain.prescription import Prescription, Suivi
from app.storage import limitations, outbox, prescriptions, tenues
from app.storage.evenements import Evenement
from app.storage.prescriptions import SuiviPrescription
from app.sync.protocol.payload import Kind, parse_payload, prescription_payload
from app.usecases.demarches_simplifiees.demarches_check import set_aside_if_unfit
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NOT_LEFT = (Suivi.PREPAREE, Suivi.A_CORRIGER)
_OPEN = (*_NOT_LEFT, Suivi.REMISE, Suivi.ACCUSEE)


def payload_of(
    workplace: Workplace,
    prescription: Prescription,
    personne: Personne,
    kind: Kind = Kind.PRESCRIPTION,
) -> str:
    """Return what leaves of a prescription: the fields that the convention sends, by name.

    A `CORRECTION` is of what the Département holds: it is whole, and takes its place.
    """
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
            "kind": kind.value,
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


def queue_again(session: "Session", workplace: Workplace, personne: Personne) -> tuple[str, ...]:
    """Queue what has not left of a corrected person once more, with what is right now.

    The Département holds nothing of it, so the revision stays. Of what it holds, the correction is
    queued as its next revision, unless it has decided; their references are returned.
    """
    revised: list[str] = []
    for known in prescriptions.of_personne(session, personne.id):
        prescription = known.prescription
        if known.suivi not in _NOT_LEFT or not outbox.can_be_undone(session, prescription.id):
            compared = tenues.load(session, prescription.id) is None
            revisable = compared and is_revisable(session, workplace, known)
            if revisable and revise(session, workplace, prescription, personne):
                revised.append(prescription.reference)
            continue
        requeue(session, workplace, prescription, personne)
    return tuple(revised)


def requeue(
    session: "Session", workplace: Workplace, prescription: Prescription, personne: Personne
) -> None:
    """Queue with what is right now what the Département certainly does not hold."""
    last = outbox.of_item(session, prescription.id)[-1]
    corrected = replace(prescription, revision=last.revision)
    prescriptions.correct(session, corrected, at=workplace.clock.now(), agent_id=workplace.agent.id)
    outbox.drop(session, prescription.id)
    outbox.queue(
        session,
        prescription.id,
        payload=payload_of(workplace, corrected, personne),
        revision=corrected.revision,
    )
    set_aside_if_unfit(session, workplace, prescription.id)


def is_revisable(session: "Session", workplace: Workplace, known: SuiviPrescription) -> bool:
    """Tell whether the Département may hold this prescription and takes a correction of it.

    Not what has not left (it is corrected in place), nor what was decided, undone or withdrawn, nor
    what is limited. Démarches simplifiées takes none: there a person corrects on the platform.
    """
    prescription = known.prescription
    return (
        known.suivi in _OPEN
        and workplace.convention.demarche is None
        and bool(outbox.of_item(session, prescription.id))
        and not outbox.can_be_undone(session, prescription.id)
        and limitations.of(session, prescription.personne_id) is None
    )


def revise(
    session: "Session",
    workplace: Workplace,
    prescription: Prescription,
    personne: Personne,
    *,
    detail: str = "",
) -> bool:
    """Queue what is right now as the next revision; tell whether there was anything to correct.

    A correction that has not left is replaced. The revisions before stay in the outbox: until the
    decision they say what the Département was told, and are sent again if it lost them.
    """
    now, queued = workplace.clock.now(), outbox.of_item(session, prescription.id)
    revision = max(envoi.revision for envoi in queued)
    for envoi in queued:
        if not envoi.has_left:
            outbox.remove(session, envoi)
    last = [envoi for envoi in queued if envoi.has_left][-1]
    if last.revision == revision:
        revision += 1
    payload = payload_of(workplace, prescription, personne, Kind.CORRECTION)
    same = said_in(last.payload) == said_in(payload)
    if same and last.state is not Suivi.A_CORRIGER:
        back = replace(prescription, revision=last.revision)
        if len(queued) > 1 and not queued[-1].has_left:
            event = Evenement(kind="correction_annulee", at=now, agent_id=workplace.agent.id)
            prescriptions.put(session, back, last.state, event)
        return False
    event = Evenement(
        kind="correction_preparee", at=now, agent_id=workplace.agent.id, detail=detail
    )
    corrected = replace(prescription, revision=revision)
    prescriptions.put(session, corrected, Suivi.PREPAREE, event)
    outbox.queue(session, prescription.id, payload=payload, revision=revision)
    return True


def said_in(payload: str) -> dict[str, object]:
    """Return what a payload says, whatever it does at the Département."""
    said = parse_payload(payload.encode("utf-8")).content()
    return {name: value for name, value in said.items() if name != "kind"}


def as_told(prescription: Prescription, payload: str, revision: int) -> Prescription:
    """Return a prescription with what one of its revisions told the Département."""
    told = parse_payload(payload.encode("utf-8"))
    return replace(
        prescription,
        service=told.service,
        carnets=told.carnets,
        categorie=told.categorie,
        prescribed_on=told.prescribed_on or prescription.prescribed_on,
        revision=revision,
    )
