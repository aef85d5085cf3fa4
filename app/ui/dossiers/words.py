"""A record in words: where a prescription stands, what was decided, what happened and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.documents.typography import apostrophes
from app.domain.convention import Convention, Pass
from app.domain.dossier import EtatDossier
from app.domain.personne import AdressePostale
from app.domain.prescription import Decision, Sens, Suivi
from app.domain.raisons import words_of
from app.ui.dates import day_words, moment_words
from app.ui.dossiers.limited import HELD_BACK
from app.ui.widgets.tones import Pill, Tone
from app.usecases.demarches_simplifiees.demarches_words import EVENTS
from app.usecases.records import Evenement, SuiviPrescription
from app.usecases.workplace import Workplace

SUIVIS = {
    Suivi.PREPAREE: Pill("En attente d’envoi", Tone.INFO),
    Suivi.A_CORRIGER: Pill("À corriger avant l’envoi", Tone.WARNING),
    Suivi.REMISE: Pill("Envoyée", Tone.INFO),
    Suivi.ACCUSEE: Pill("Reçue par le Département", Tone.INFO),
    Suivi.DECIDEE: Pill("Décidée", Tone.SUCCESS),
    Suivi.ANNULEE: Pill("Annulée", Tone.NEUTRAL),
    Suivi.RETIREE: Pill("Retirée", Tone.NEUTRAL),
}
STAYS = Pill("Enregistrée", Tone.SUCCESS)  # where a convention sends none
_NOT_PREPARED = Pill("En attente d’envoi", Tone.INFO)
_TO_CHECK = Pill("À vérifier", Tone.WARNING)
_ETATS: Mapping[EtatDossier | None, Pill] = {
    EtatDossier.ENVOYE: _NOT_PREPARED,  # no answer: it is asked for again
    EtatDossier.EXPIRE: _NOT_PREPARED,
    EtatDossier.PREREMPLI: Pill("À déposer", Tone.WARNING),
    EtatDossier.BROUILLON: Pill("À déposer", Tone.WARNING),
    EtatDossier.EN_CONSTRUCTION: Pill("Déposée", Tone.INFO),
    EtatDossier.EN_INSTRUCTION: Pill("En cours d’examen", Tone.INFO),
    EtatDossier.PERDU: _TO_CHECK,
    EtatDossier.RETIRE: _TO_CHECK,
}
_CORRECTIONS = {  # the Département may hold what came before
    Suivi.PREPAREE: Pill("Correction à envoyer", Tone.INFO),
    Suivi.A_CORRIGER: Pill("Correction à revoir", Tone.WARNING),
    Suivi.REMISE: Pill("Correction envoyée", Tone.INFO),
}
_EVENTS = {
    "enregistree": "Dossier ouvert",
    "reconnue": "Personne reçue de nouveau",
    "corrigee": "Dossier corrigé",
    "reevaluee": "Diagnostic réévalué",
    "conservee": "Conservé malgré l’échéance",
    "conservation_levee": "Conservation levée",
    "acces": "Copie de ses données préparée",
    "portabilite": "Fichier de ses données préparé",
    "limitee": "Dossier limité",
    "limitation_levee": "Limitation levée",
    "opposition": "Opposition notée",
    "accord_retire": "Accord retiré",
    "reponses_effacees": "Réponses et diagnostics effacés",
    "correction_a_transmettre": "Correction à transmettre au Département",
    "hors_territoire": "Reçue bien qu’elle habite ailleurs",
    "prescrite": "Prescription préparée",
    "annulee": "Prescription annulée",
    "correction_preparee": "Correction préparée pour le Département",
    "correction_annulee": "Correction annulée avant l’envoi",
    "correction_tardive": "Correction arrivée après la décision",
    "retiree": "Prescription retirée",
    "retrait_annule": "Retrait annulé avant l’envoi",
    "retrait_tardif": "Retrait arrivé après la décision",
    "decision_oubliee": "Décision que le Département n’a plus",
    "decision_precisee": "Réponse du Département précisée",
    "comparee": "Comparée à ce que le Département avait",
    Suivi.PREPAREE.value: "Remise en attente d’envoi",
    Suivi.A_CORRIGER.value: "À corriger avant l’envoi",
    Suivi.REMISE.value: "Envoyée au Département",
    Suivi.ACCUSEE.value: "Reçue par le Département",
    Sens.ACCEPTEE.value: "Acceptée par le Département",
    Sens.REFUSEE.value: "Refusée par le Département",
    **EVENTS,
}
_FIELDS = {
    "civilite": "civilité",
    "nom": "nom",
    "prenom": "prénom",
    "adresse": "adresse",
    "tranche_age": "tranche d’âge",
    "foyer": "foyer",
}
_REASON = "raison_"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a record: « Prescrite le », « 22 novembre 2026 »."""

    label: str
    value: str


def suivi_pill(known: SuiviPrescription, convention: Convention, *, limited: bool = False) -> Pill:
    """Return where a prescription stands; a decision says which way it went.

    What has not left of a `limited` record waits for no sending: it is held back.
    Where people deposit on Démarches simplifiées nothing is « envoyée » that nobody deposited.
    """
    if known.suivi in {Suivi.PREPAREE, Suivi.A_CORRIGER} and (limited or not convention.sends):
        return HELD_BACK if convention.sends else STAYS
    if known.suivi is Suivi.DECIDEE and known.decision is not None:
        accepted = known.decision.sens is Sens.ACCEPTEE
        return Pill("Acceptée", Tone.SUCCESS) if accepted else Pill("Refusée", Tone.WARNING)
    if known.suivi is Suivi.ACCUSEE and known.etat in _ETATS:
        return _ETATS[known.etat]
    if known.suivi is Suivi.REMISE and convention.demarche is not None:
        return _ETATS.get(known.etat, _NOT_PREPARED)
    if known.prescription.revision > 1 and known.suivi in _CORRECTIONS:
        return _CORRECTIONS[known.suivi]
    return SUIVIS[known.suivi]


def decision_words(convention: Convention, decision: Decision) -> str:
    """Return what the Département decided and why, in plain words."""
    day = day_words(decision.decided_on)
    if decision.sens is Sens.ACCEPTEE:
        words = f"Acceptée le {day}."
    else:
        words = f"Refusée le {day}."
        motif = next((one for one in convention.motifs if one.code == decision.motif), None)
        if motif is not None:
            words += f" Motif\u00a0: {motif.label}. {motif.explanation}"
    return f"{words}\n«\u00a0{decision.message}\u00a0»" if decision.message else words


def carnets_words(carnets: int, given: Pass) -> str:
    """Return « 1 carnet de 10 Pass (100 €) »; « sans Pass » when there is none."""
    if not carnets:
        return "sans Pass"
    value = carnets * given.pass_par_carnet * given.valeur_pass_eur
    plural = "s" if carnets > 1 else ""
    return (
        f"{carnets}\u00a0carnet{plural} de {given.pass_par_carnet}\u00a0Pass "
        f"({value}\u00a0\N{EURO SIGN})"
    )


def address_words(adresse: AdressePostale) -> str:
    """Return an address as it is written, one line a part."""
    lines = (
        adresse.chez and f"Chez {adresse.chez}",
        adresse.complement,
        adresse.residence,
        adresse.voie,
        adresse.lieu_dit,
        f"{adresse.code_postal} {apostrophes(adresse.commune)}".strip(),
    )
    return "\n".join(line for line in lines if line)


def history_facts(history: Sequence[Evenement], workplace: Workplace) -> tuple[Fact, ...]:
    """Return what happened to a record, oldest first: when, what, by whom."""
    return tuple(
        Fact(at_words(event.at, workplace).capitalize(), _event_words(event, workplace))
        for event in history
    )


def at_words(at: datetime, workplace: Workplace) -> str:
    """Return « aujourd’hui à 10 h 12 »."""
    clock = workplace.clock
    return moment_words(at, today=clock.today(), zone=clock.zone())


def plural_words(number: int, one: str, many: str) -> str:
    """Return « 1 réponse » or « 3 réponses »; zero takes the singular, as French does."""
    return f"{number}\u00a0{many if number > 1 else one}"


def _event_words(event: Evenement, workplace: Workplace) -> str:
    words = _EVENTS.get(event.kind, "Dossier modifié")
    if event.kind == Suivi.REMISE and workplace.convention.demarche is not None:
        words = "Envoi vers Démarches simplifiées commencé"
    if event.kind == "corrigee" and event.detail:
        words += f" ({_FIELDS.get(event.detail, event.detail)})"
    elif event.detail.startswith(_REASON):
        words += f"\u00a0: {_elsewhere(event.detail, workplace.convention)}"
    if event.agent_id is None:
        return words
    return f"{words}, par {'vous' if event.agent_id == workplace.agent.id else 'un collègue'}"


def _elsewhere(detail: str, convention: Convention) -> str:
    words = words_of(detail.removeprefix(_REASON), convention.hors_territoire)
    return words.lower() or "motif d’une liste ancienne"
