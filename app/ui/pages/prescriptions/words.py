"""Prescriptions in words."""

from collections.abc import Mapping, Sequence

from app.documents.kinds import ORDER, TEMPLATES, PapierKind
from app.domain.convention import Convention
from app.domain.dossier import EtatDossier
from app.domain.prescription import Sens, Suivi
from app.ui.dates import day_words
from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import (
    Fact,
    at_words,
    carnets_words,
    history_facts,
    suivi_pill,
)
from app.ui.messages import outcome_text
from app.ui.pages.prescriptions.revision_words import place_words
from app.ui.pages.prescriptions.state import Filter
from app.ui.widgets.tones import Pill, Tone
from app.usecases.interview.interviewing import questionnaire_of
from app.usecases.people import overview
from app.usecases.people.overview import PrescriptionDetail
from app.usecases.records import Papier, SuiviPrescription
from app.usecases.workplace import Workplace

WAY = ("Préparée", "Envoyée", "Reçue par le Département", "Décidée")
WAY_HERE = ("Enregistrée",)
WAY_BY_FORM = ("Préparée", "Préremplie", "Déposée", "Décidée")
STEPS = {
    Suivi.PREPAREE: 0,
    Suivi.A_CORRIGER: 0,
    Suivi.ANNULEE: 0,
    Suivi.RETIREE: 0,
    Suivi.REMISE: 1,
    Suivi.ACCUSEE: 2,
    Suivi.DECIDEE: 4,  # beyond the last: every step is done
}
_FILTERS = (
    (Suivi.PREPAREE, "En attente d’envoi"),
    (Suivi.A_CORRIGER, "À corriger avant l’envoi"),
    (Suivi.REMISE, "Envoyées"),
    (Suivi.ACCUSEE, "Reçues par le Département"),
    (Suivi.DECIDEE, "Décidées"),
    (Suivi.ANNULEE, "Annulées"),
    (Suivi.RETIREE, "Retirées"),
)
_FILTERS_BY_FORM = {Suivi.REMISE: "Sur Démarches simplifiées", Suivi.ACCUSEE: "Déposées"}
_FILTERS_HERE = {Suivi.PREPAREE: "Enregistrées", Suivi.ANNULEE: "Annulées"}
_ANSWERED = "Réponse arrivée"  # the day of the decision itself stands with the decision
_ON_THE_WAY = {  # events of the history that are steps, by their place on the way
    "prescrite": 0,
    Suivi.REMISE.value: 1,
    Suivi.ACCUSEE.value: 2,
}
_ON_THE_WAY_BY_FORM = {"prescrite": 0, "dossier_prerempli": 1, Suivi.ACCUSEE.value: 2}
_NOT_READY = frozenset({None, EtatDossier.ENVOYE, EtatDossier.EXPIRE})


def filters_of(known: list[SuiviPrescription], convention: Convention) -> tuple[Filter, ...]:
    """Return the states to keep to, each with its count."""
    named = dict(_FILTERS)
    if convention.demarche is not None:
        named |= _FILTERS_BY_FORM
    counts = {suivi: sum(one.suivi is suivi for one in known) for suivi in named}
    if not convention.sends:
        named = {
            suivi: _FILTERS_HERE.get(suivi, words)
            for suivi, words in named.items()
            if suivi in _FILTERS_HERE or counts[suivi]
        }
    each = tuple(Filter(suivi, f"{words} ({counts[suivi]})") for suivi, words in named.items())
    return (Filter(None, f"Toutes ({len(known)})"), *each)


def rows_of(known: Sequence[SuiviPrescription], workplace: Workplace) -> tuple[Row, ...]:
    """Return the prescriptions of the list; in a thread: an older questionnaire may be read."""
    limited = overview.limited(workplace)
    services = {(one.prescription.questionnaire_hash, one.prescription.service) for one in known}
    labels = {key: service_words(*key, workplace) for key in services}
    return tuple(
        _row(one, labels, workplace.convention, limited=one.personne.id in limited) for one in known
    )


def _row(
    known: SuiviPrescription,
    labels: Mapping[tuple[str, str], str],
    convention: Convention,
    *,
    limited: bool,
) -> Row:
    prescription = known.prescription
    service = labels[prescription.questionnaire_hash, prescription.service]
    return Row(
        id=prescription.id,
        title=known.personne.display_name,
        about=f"{prescription.reference} · {service} · {day_words(prescription.prescribed_on)}",
        pill=suivi_pill(known, convention, limited=limited),
    )


def service_words(questionnaire_hash: str, service: str, workplace: Workplace) -> str:
    """Return a service in the words of the questionnaire it came out of."""
    guide = questionnaire_of(workplace, questionnaire_hash).guide
    label = guide.service_labels.get(service)
    return label.label if label else service


def facts_of(detail: PrescriptionDetail, workplace: Workplace) -> tuple[Fact, ...]:
    """Return what was prescribed, by whom; in a thread: an older questionnaire may be read."""
    prescription = detail.known.prescription
    service = service_words(prescription.questionnaire_hash, prescription.service, workplace)
    category = "" if prescription.categorie is None else str(prescription.categorie)
    return (
        Fact("Service", service),
        Fact("Pass", carnets_words(prescription.carnets, workplace.convention.pass_numerique)),
        Fact("Prescrite le", day_words(prescription.prescribed_on)),
        Fact("Par", detail.agent),
        Fact("Catégorie de public", category),
    )


def names_of(convention: Convention) -> tuple[str, ...]:
    """Return the steps of the way to the Département that the convention chooses."""
    if not convention.sends:
        return WAY_HERE
    return WAY if convention.demarche is None else WAY_BY_FORM


def step_of(known: SuiviPrescription, convention: Convention) -> int:
    """Return where a prescription stands on its way; only a draft that is there counts."""
    if not convention.sends:
        return len(WAY_HERE)
    waits = convention.demarche is not None and known.suivi is Suivi.REMISE
    return 0 if waits and known.etat in _NOT_READY else STEPS[known.suivi]


def correction_step(detail: PrescriptionDetail) -> int:
    """Return where what came before a correction stands; 0 where this is none."""
    if detail.known.prescription.revision == 1 or not detail.known.suivi.stands:
        return 0
    happened = {event.kind for event in detail.history}
    return max(STEPS[suivi] for suivi in Suivi if suivi.value in happened or not STEPS[suivi])


def way_of(detail: PrescriptionDetail, workplace: Workplace) -> tuple[Fact, ...]:
    """Return when each step was made, the last time it was."""
    names = names_of(workplace.convention)
    steps = _ON_THE_WAY_BY_FORM if names is WAY_BY_FORM else _ON_THE_WAY
    made: dict[str, str] = {}
    for event in detail.history:
        at = at_words(event.at, workplace).capitalize()
        if event.kind in steps and steps[event.kind] < len(names):
            made[names[steps[event.kind]]] = at
        elif event.kind in set(Sens):
            made[_ANSWERED] = at
    return tuple(Fact(step, made[step]) for step in (*names, _ANSWERED) if step in made)


def trouble_of(detail: PrescriptionDetail) -> str:
    """Return what kept the prescription from arriving, in a sentence; empty when nothing did."""
    stuck = detail.known.suivi in {Suivi.PREPAREE, Suivi.A_CORRIGER, Suivi.REMISE}
    if not stuck or not detail.last_code:
        return ""
    field = place_words(detail.last_place)
    said = outcome_text(detail.last_code)
    return f"{said} Champ refusé\u00a0: «\u00a0{field}\u00a0»." if field else said


def history_of(detail: PrescriptionDetail, workplace: Workplace) -> tuple[Fact, ...]:
    """Return everything that happened, oldest first."""
    return history_facts(detail.history, workplace)


def paper_rows(papiers: Sequence[Papier]) -> tuple[Row, ...]:
    """Return the papers of a prescription, in the order they are handed over."""
    ordered = sorted(papiers, key=lambda papier: ORDER.index(PapierKind(papier.kind)))
    return tuple(_paper_row(papier) for papier in ordered)


def _paper_row(papier: Papier) -> Row:
    printed = papier.printed_on
    return Row(
        id=papier.id,
        title=TEMPLATES[PapierKind(papier.kind)].title,
        about=f"Imprimé le {day_words(printed)}" if printed else "",
        pill=None if printed else Pill("À imprimer", Tone.INFO),
    )
