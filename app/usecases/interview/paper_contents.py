"""What each paper says, gathered from the record."""

from dataclasses import dataclass

from app.documents.languages import FRENCH
from app.documents.postal import Refused, TooLong, compose
from app.documents.values import CarnetRemis, Contact
from app.documents.window import Offset
from app.domain.agent import Agent
from app.domain.convention import Convention, Motif
from app.domain.entretien import Entretien
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId
from app.domain.personne import Personne
from app.domain.prescription import Decision, Sens
from app.questionnaire.guide.diagnosis import Diagnosis, diagnose
from app.questionnaire.guide.model import Guide
from app.storage import (
    agents,
    entretiens,
    habilitations,
    langues,
    personnes,
    prescriptions,
    reponses,
)
from app.storage.prescriptions import SuiviPrescription
from app.usecases.carnets.held import carnets_handed
from app.usecases.interview.answers import answers_by_name
from app.usecases.interview.interviewing import questionnaire_of
from app.usecases.laptop.habilitations import require
from app.usecases.laptop.opening import kept_convention
from app.usecases.people.openings import require_interview
from app.usecases.versions import letters
from app.usecases.workplace import Workplace

_OTHER_REASON = "Le Département a donné une autre raison."


class AnswersErasedError(AppError):
    """The answers are gone, as the convention demands: the paper cannot be made again."""


class AddressTooLongError(AppError):
    """The address does not fit the window of an envelope; `faults` propose how to write it."""

    def __init__(self, faults: tuple[TooLong, ...]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} line(s) too long")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A record as a paper needs it; `person` is None before it is known."""

    entretien: Entretien
    agent: Agent
    person: Personne | None
    prescription: SuiviPrescription | None
    earlier: str
    convention: Convention
    guide: Guide
    diagnosis: Diagnosis | None
    langue: str = FRENCH  # of the pages that follow the French ones
    roles: tuple[str, ...] = ()  # of the agent, in the words of the convention


def gather(workplace: Workplace, entretien_id: EntretienId) -> Gathered:
    """Load what papers of this interview are made from.

    Raises:
        AnswersErasedError: there is no such interview any more.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_interview(session, workplace, entretien_id)
        entretien = entretiens.load(session, entretien_id)
        if entretien is None:
            raise AnswersErasedError
        agent = agents.load(session, entretien.agent_id) or workplace.agent
        person = personnes.load(session, entretien.personne_id) if entretien.personne_id else None
        known = prescriptions.of_entretien(session, entretien_id)
        earlier_id = known.prescription.earlier if known else None
        earlier = prescriptions.load(session, earlier_id) if earlier_id else None
        held = habilitations.of(session, agent.id)
        langue = langues.load(session, entretien_id) or FRENCH
        kept = {path: str(value) for path, value in reponses.load(session, entretien_id).items()}
    questionnaire = questionnaire_of(workplace, entretien.questionnaire_hash)
    guide = questionnaire.guide
    convention = kept_convention(workplace, entretien.convention_hash)
    diagnosis = None
    if kept:
        diagnosis = diagnose(
            guide,
            profile=convention.guide_profile,
            answers=answers_by_name(questionnaire, kept, workplace.clock),
            tranche_age=(person.tranche_age if person else "") or None,
            simulation=entretien.exercice,
        )
    return Gathered(
        entretien=entretien,
        agent=agent,
        person=person,
        prescription=known,
        earlier=earlier.prescription.reference if earlier else "",
        convention=convention,
        guide=guide,
        diagnosis=diagnosis,
        langue=langue,
        roles=tuple(regle.label for regle in convention.habilitations.regles if regle.role in held),
    )


def notice(workplace: Workplace, found: Gathered, asked: tuple[str, ...]) -> bytes:
    """Return the notice with its slip; the boxes are ticked once the answer was recorded."""
    from app.documents.notice import NoticeData, notice_pdf  # noqa: PLC0415 - reportlab is slow

    return notice_pdf(
        NoticeData(
            convention=found.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            personne=found.person.display_name if found.person else "",
            agent=found.agent.display_name,
            reference=found.prescription.prescription.reference if found.prescription else "",
            answer=found.entretien.consentement,
            indicateurs=asked,
            langue=found.langue,
        )
    )


def sheet(workplace: Workplace, found: Gathered) -> bytes:
    """Return the sheet of the prescription.

    Raises:
        AnswersErasedError: no prescription came out of this interview.
    """
    from app.documents.prescription_sheet import (  # noqa: PLC0415 - reportlab is slow
        PrescriptionSheetData,
        prescription_sheet_pdf,
    )

    known, choix, consent = found.prescription, found.entretien.choix, found.entretien.consentement
    if known is None or choix is None:
        raise AnswersErasedError
    levels = {band.code: band.label for band in found.guide.niveaux}
    diagnosis = found.diagnosis
    return prescription_sheet_pdf(
        PrescriptionSheetData(
            convention=found.convention,
            structure=workplace.structure,
            agent=found.agent,
            personne=known.personne,
            prescription=known.prescription,
            service=found.guide.service_labels[known.prescription.service].label,
            suivi=known.suivi,
            printed_on=workplace.clock.today(),
            niveau=levels.get(diagnosis.niveau, "") if diagnosis else "",
            habilitation=", ".join(found.roles),
            modules=tuple(module.titre for module in diagnosis.modules) if diagnosis else (),
            autre_choix=choix.reason,
            decision=known.decision,
            earlier=found.earlier,
            consent_version=consent.notice_version if consent else "",
        )
    )


def letter(workplace: Workplace, found: Gathered, offset: Offset | None = None) -> bytes:
    """Return the explanatory letter, or the letter of refusal once the Département refused.

    `offset` moves the address in the window, as the printer needs it.

    Raises:
        AddressTooLongError: the address does not fit the window.
        AnswersErasedError: no prescription came out of this interview.
    """
    from app.documents.letter import LetterData, letter_pdf  # noqa: PLC0415 - reportlab is slow

    known = found.prescription
    if known is None:
        raise AnswersErasedError
    person = known.personne
    address = compose(
        civilite=person.civilite, prenom=person.prenom, nom=person.nom, adresse=person.adresse
    )
    if isinstance(address, Refused):
        raise AddressTooLongError(address.faults)
    departement = found.convention.departement
    refused = _motif(found.convention, known.decision)
    return letter_pdf(
        LetterData(
            convention=found.convention,
            structure=workplace.structure,
            address=address,
            reference=known.prescription.reference,
            printed_on=workplace.clock.today(),
            contact=Contact(
                nom=departement.service or departement.name,
                telephone=departement.telephone or workplace.structure.telephone,
                courriel=departement.courriel or workplace.structure.courriel,
            ),
            civilite=person.civilite,
            service=found.guide.service_labels[known.prescription.service].label_usager,
            carnets_count=known.prescription.carnets,
            motif=refused,
            offset=offset or Offset(),
            wording=letters.wording(workplace),
        )
    )


def _motif(convention: Convention, decision: Decision | None) -> Motif | None:
    """Return why it was refused; a motive that the convention has no more, without its words."""
    if decision is None or decision.sens is not Sens.REFUSEE:
        return None
    code = decision.motif
    known = next((motif for motif in convention.motifs if motif.code == code), None)
    return known or Motif(code=code, label=code, explanation=_OTHER_REASON)


def receipt(workplace: Workplace, found: Gathered) -> bytes:
    """Return the receipt of the carnets handed over, in two copies.

    Their numbers are written in by hand where no hand-over was noted.

    Raises:
        AnswersErasedError: no prescription came out of this interview.
    """
    from app.documents.carnet_receipt import (  # noqa: PLC0415 - reportlab is slow
        ReceiptData,
        receipt_pdf,
    )

    known = found.prescription
    if known is None:
        raise AnswersErasedError
    with workplace.database.reading() as session:
        handed = carnets_handed(session, known.prescription.id)
    return receipt_pdf(
        ReceiptData(
            convention=found.convention,
            structure=workplace.structure,
            personne=known.personne.display_name,
            agent=found.agent.display_name,
            printed_on=workplace.clock.today(),
            reference=known.prescription.reference,
            count=known.prescription.carnets,
            carnets=tuple(
                CarnetRemis(numero=number, valid_until=until) for number, _, until in handed
            ),
        )
    )
