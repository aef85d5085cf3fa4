"""Everything held about a person as JSON, for another program: docs/donnees-personnes.md.

Codes as they are kept, instants in UTC, days as they are. A later change that a reader could not
ignore raises `VERSION`.
"""

from typing import Final

from app.domain.dossier import Dossier
from app.domain.entretien import Consentement
from app.domain.personne import Personne
from app.storage.evenements import Evenement
from app.storage.journal import Entree
from app.usecases.droits.holding import Held, HeldPrescription
from app.usecases.interview.reevaluating import Assessed, Assessments
from app.usecases.interview.reviewing import Review
from app.usecases.mandats.held import mandates_json
from app.usecases.workplace import Workplace

FORMAT: Final = "passerelle/donnees"
VERSION: Final = 1

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def as_json(held: Held, workplace: Workplace) -> dict[str, Json]:
    """Return the whole document, the same whatever the order in which it was gathered."""
    hold, limit = held.conservation, held.limitation
    return {
        "format": FORMAT,
        "version": VERSION,
        "genere_le": held.made_at.isoformat(),
        "structure": {"code": workplace.structure.code, "nom": workplace.structure.name},
        "convention": workplace.convention.profile,
        "personne": _person(held.personne, held),
        "entretiens": [_interview(one, held) for one in held.interviews],
        "prescriptions": [_prescription(one, held) for one in held.prescriptions],
        **({"mandats": mandates_json(held.mandats)} if held.mandats else {}),
        "papiers": [
            {
                "papier": one.kind,
                "prepare_le": one.wanted_on.isoformat(),
                "imprime_le": _day(one.printed_on),
                "signe_le": _day(one.signed_on),
                "remis_le": _day(one.handed_on),
            }
            for one in held.papers
        ],
        "fichiers": [
            {
                "quoi": one.kind,
                "le": one.at.isoformat(),
                "ou": one.lieu.value,
                "mot_de_passe": one.chiffre,
                "devenu": one.sort.value,
            }
            for one in held.files
        ],
        "demandes": [
            {
                "numero": one.numero,
                "recue_le": one.recue_at.isoformat(),
                "droits": [droit.value for droit in one.droits],
                "mots": one.mots,
                "faits": [
                    {"fait": fait.action.value, "le": fait.at.isoformat()} for fait in one.faits
                ],
                "transmise_le": one.transmise.at.isoformat() if one.transmise else None,
                "reponse": one.reponse.value if one.reponse else None,
                "repondue_le": _day(one.repondue_on),
            }
            for one in held.requests
        ],
        "refus": [
            {"finalite": one.finalite.value, "droit": one.droit.value, "le": one.at.isoformat()}
            for one in held.refused
        ],
        "limitation": {"motif": limit.motif.value, "le": limit.at.isoformat()} if limit else None,
        "conservation": {
            "effacement_le": _day(held.due_on),
            "regle": workplace.convention.retention.source,
            "prolongee": {"motif": hold.motif.value, "jusqu_au": _day(hold.until)}
            if hold
            else None,
        },
        "ouvertures": [_opening(one, held) for one in held.openings],
        "historique": [_event(one, held) for one in held.history],
    }


def _person(personne: Personne, held: Held) -> dict[str, Json]:
    adresse = personne.adresse
    return {
        "civilite": personne.civilite,
        "prenom": personne.prenom,
        "nom": personne.nom,
        "tranche_age": personne.tranche_age,
        "adresse": {
            "chez": adresse.chez,
            "complement": adresse.complement,
            "residence": adresse.residence,
            "voie": adresse.voie,
            "lieu_dit": adresse.lieu_dit,
            "code_postal": adresse.code_postal,
            "commune": adresse.commune,
            "code_insee": adresse.code_insee,
            "domiciliation_ccas": adresse.domiciliation_ccas,
            "hebergee_chez_un_tiers": held.lodged,
        },
    }


def _interview(found: Review, held: Held) -> dict[str, Json]:
    entretien, choix = found.entretien, found.entretien.choix
    return {
        "ouvert_le": entretien.opened_at.isoformat(),
        "canal": entretien.canal.value,
        "etape": entretien.etape.value,
        "issue": entretien.issue.value if entretien.issue else None,
        "agent": held.function_of(entretien.agent_id),
        "accord": _consent(entretien.consentement),
        "questionnaire": entretien.questionnaire_hash,
        "reponses": [
            {"partie": one.section, "question": one.label, "reponse": list(one.values)}
            for one in found.asked
        ],
        "reponses_effacees_le": _day(found.erased_on),
        "exercice": {
            "points": entretien.exercice,
            "essais": [
                {"tache": one.code, "points": one.points, "secondes": one.seconds}
                for one in found.tries
            ],
        },
        "diagnostics": [
            _diagnosis(one)
            for known in held.assessments
            if known.entretien.id == entretien.id
            for one in _each(known)
        ],
        "choix": {
            "service": choix.service,
            "carnets": choix.carnets,
            "conseille": choix.advised,
            "motif": choix.reason,
        }
        if choix
        else None,
    }


def _each(known: Assessments) -> list[Assessed]:
    return [known.first, *known.later]


def _consent(consent: Consentement | None) -> Json:
    if consent is None:
        return None
    return {
        "prescription": consent.prescription,
        "questionnaire": consent.questionnaire,
        "indicateurs": consent.indicateurs,
        "recontact": consent.recontact,
        "lecture": consent.lecture.value,
        "notice": consent.notice_version,
        "le": consent.given_on.isoformat(),
    }


def _diagnosis(assessed: Assessed) -> dict[str, Json]:
    content: dict[str, Json] = {}
    content.update(assessed.content)  # type: ignore[arg-type]  # it was read from JSON
    return {
        "etabli_le": assessed.established_at.isoformat(),
        "questionnaire": assessed.guide_hash,
        "version": assessed.version.numero if assessed.version else None,
        "contenu": content,
    }


def _prescription(found: HeldPrescription, held: Held) -> dict[str, Json]:
    prescription, decision = found.known.prescription, found.known.decision
    return {
        "reference": prescription.reference,
        "prescrite_le": prescription.prescribed_on.isoformat(),
        "service": prescription.service,
        "carnets": prescription.carnets,
        "categorie": prescription.categorie,
        "carnets_remis": [{"numero": number, "le": on.isoformat()} for number, on in found.carnets],
        "etat": found.known.suivi.value,
        "etat_depuis": found.known.since.isoformat(),
        "decision": {
            "sens": decision.sens.value,
            "le": decision.decided_on.isoformat(),
            "motif": decision.motif,
            "message": decision.message,
        }
        if decision
        else None,
        "dossiers": [_dossier(one) for one in found.dossiers if one.numero],
        "historique": [_event(one, held) for one in found.history],
    }


def _dossier(dossier: Dossier) -> dict[str, Json]:
    return {
        "numero": dossier.numero,
        "etat": dossier.etat.value,
        "depuis": dossier.since.isoformat(),
    }


def _event(event: Evenement, held: Held) -> dict[str, Json]:
    return {
        "le": event.at.isoformat(),
        "quoi": event.kind,
        "precision": event.detail,
        "par": held.function_of(event.agent_id) if event.agent_id else None,
    }


def _opening(entry: Entree, held: Held) -> dict[str, Json]:
    return {
        "le": entry.at.isoformat(),
        "par": held.function_of(entry.agent_id),
        "motif": entry.detail,
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)
