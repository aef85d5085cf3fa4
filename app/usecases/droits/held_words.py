"""Everything held about a person in plain French, part by part, for the copy that she reads."""

from collections.abc import Iterator, Mapping
from typing import Final, cast

from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.personal_data import Group, Part
from app.documents.typography import apostrophes, french_date
from app.domain.convention import Convention
from app.domain.droits import Finalite
from app.domain.entretien import Canal, Consentement, Entretien, Issue, LectureNotice
from app.domain.personne import Personne
from app.domain.prescription import Sens, Suivi
from app.storage.evenements import Evenement
from app.storage.papiers import Papier
from app.storage.prescriptions import SuiviPrescription
from app.usecases.demarches_simplifiees.demarches_words import STATES as DOSSIERS
from app.usecases.droits.history_words import event_words
from app.usecases.droits.holding import Held, HeldPrescription
from app.usecases.droits.moments import Moments
from app.usecases.interview.answer_words import answer_words, question_words
from app.usecases.interview.reevaluating import Assessed, Assessments
from app.usecases.interview.reviewing import Review

NONE: Final = "Pas de réponse"
YES_NO: Final = {True: "oui", False: "non"}
CHANNELS: Final = {Canal.SUR_PLACE: "Sur place", Canal.TELEPHONE: "Par téléphone"}
ENDINGS: Final = {
    Issue.PRESCRIPTION: "Une prescription de Pass",
    Issue.ORIENTATION: "Un conseil et des lieux, sans Pass",
    Issue.AUCUNE_DIFFICULTE: "Aucune difficulté",
    Issue.REFUS: "Rien pour le moment, à votre demande",
    Issue.ABANDON: "Arrêté, rien n’est gardé",
}
READINGS: Final = {
    LectureNotice.LUE: "lue par vous",
    LectureNotice.A_VOIX_HAUTE: "lue à voix haute",
    LectureNotice.EXPLIQUEE: "expliquée avec un interprète",
}
PURPOSES: Final = {
    Finalite.PRESCRIPTION: "Demander des Pass, avec votre nom et votre adresse",
    Finalite.QUESTIONNAIRE: "Garder vos réponses et le diagnostic",
    Finalite.INDICATEURS: "Compter dans des statistiques sans nom",
    Finalite.RECONTACT: "Être recontacté",
}
STATES: Final = {
    Suivi.PREPAREE: "Préparée, pas encore envoyée",
    Suivi.A_CORRIGER: "À corriger avant l’envoi",
    Suivi.REMISE: "Envoyée, accusé de réception attendu",
    Suivi.ACCUSEE: "Reçue par le Département, décision attendue",
    Suivi.DECIDEE: "Décidée",
    Suivi.ANNULEE: "Annulée",
    Suivi.RETIREE: "Retirée après l’envoi",
}
RESULTS: Final = {
    "service": "Le conseil",
    "carnets": "Le nombre de carnets",
    "niveau": "Le niveau",
    "motivation": "L’envie d’apprendre",
    "categorie": "La catégorie de public",
    "suite": "La suite",
}
_TRIED: Final = {2: "fait seul", 1: "fait avec de l’aide", 0: "pas fait"}


def identity_part(held: Held) -> Part:
    """Return who the person is, and where letters reach her."""
    rows = identity_rows(held.personne, held.age)
    lines: list[str] = []
    if held.lodged:
        lines.append(
            "Une autre personne reçoit votre courrier. Son nom est gardé avec votre adresse. Il "
            "n’est pas écrit ici : c’est une donnée sur elle."
        )
    if held.at_home:
        lines.append(
            "Votre dossier est relié à celui de personnes de la même adresse. Leurs noms ne sont "
            "pas écrits ici."
        )
    return Part(title="Qui vous êtes", groups=(Group(rows=rows), Group(lines=tuple(lines))))


def identity_rows(personne: Personne, age: str) -> tuple[tuple[str, str], ...]:
    """Return identity and address, line by line; what is empty is not shown."""
    adresse = personne.adresse
    return (
        ("Civilité", personne.civilite),
        ("Prénom", personne.prenom),
        ("Nom", personne.nom),
        ("Tranche d’âge", apostrophes(age)),
        ("Domiciliée au", adresse.chez),
        ("Appartement, étage", adresse.complement),
        ("Bâtiment, résidence", adresse.residence),
        ("Numéro et rue", adresse.voie),
        ("Lieu-dit, boîte postale", adresse.lieu_dit),
        ("Code postal et commune", f"{adresse.code_postal} {apostrophes(adresse.commune)}"),
    )


def interviews_part(held: Held, moments: Moments) -> Part:
    """Return each interview with what was asked and answered, oldest first."""
    groups = [group for one in held.interviews for group in _interview(one, held, moments)]
    none = (Group(lines=("Aucun entretien n’est gardé.",)),)
    return Part(title="Vos entretiens", groups=tuple(groups) or none)


def _interview(found: Review, held: Held, moments: Moments) -> Iterator[Group]:
    entretien = found.entretien
    day = moments.day(entretien.opened_at)
    rows = [
        ("Où", CHANNELS[entretien.canal]),
        ("Avec", held.function_of(entretien.agent_id)),
        ("Comment il s’est terminé", ENDINGS[entretien.issue] if entretien.issue else "En cours"),
        *_consent(entretien.consentement),
        *_choice(entretien),
    ]
    yield Group(title=f"Entretien du {day}", rows=tuple(rows))
    if found.erased_on is not None:
        gone = french_date(found.erased_on)
        yield Group(lines=(f"Vos réponses ont été effacées le {gone}. Il n’en reste rien.",))
    elif found.asked:
        yield Group(
            lines=(f"Vos réponses du {day} :",),
            rows=tuple(
                (question_words(one.label), answer_words(one.values) or NONE) for one in found.asked
            ),
        )
    if tried := _exercise(found):
        yield Group(lines=("Le petit exercice :",), rows=tried)


def _exercise(found: Review) -> tuple[tuple[str, str], ...]:
    tasks = {task.code: task.tache for task in found.tasks}
    return tuple(
        (
            question_words(tasks.get(one.code, one.code)),
            f"{_TRIED[one.points]}, en {one.seconds} s ({one.points} points)",
        )
        for one in found.tries
    )


def _consent(consent: Consentement | None) -> Iterator[tuple[str, str]]:
    if consent is None:
        return
    how = READINGS[consent.lecture]
    yield "Notice", f"{how}, le {french_date(consent.given_on)} (version {consent.notice_version})"
    for purpose in Finalite:
        yield PURPOSES[purpose], YES_NO[bool(getattr(consent, purpose.value))]


def _choice(entretien: Entretien) -> Iterator[tuple[str, str]]:
    choix = entretien.choix
    if choix is not None and not choix.follows:
        yield "Un autre choix que le conseil, parce que", choix.reason


def diagnoses_part(held: Held, moments: Moments) -> Part:
    """Return each diagnosis with its reasons in words (art. 15.1 h: the logic involved)."""
    groups = [
        group
        for one in held.assessments
        for which, assessed in _each(one)
        for group in _diagnosis(which, assessed, moments)
    ]
    none = (Group(lines=("Aucun diagnostic n’est gardé.",)),)
    return Part(title="Les diagnostics et leurs raisons", groups=tuple(groups) or none)


def _each(found: Assessments) -> Iterator[tuple[str, Assessed]]:
    yield "Diagnostic", found.first
    for one in found.later:
        yield "Diagnostic réévalué", one


def _diagnosis(which: str, assessed: Assessed, moments: Moments) -> Iterator[Group]:
    content = assessed.content
    version = f", questionnaire version {assessed.version.numero}" if assessed.version else ""
    yield Group(
        title=f"{which} du {moments.day(assessed.established_at)}",
        lines=(f"C’est une aide pour l’agent{version}. Une personne a décidé avec vous.",),
        points=tuple(_texts(content, "textes_usager")),
    )
    reasons = cast("Mapping[str, object]", content.get("raisons", {}))
    found = cast("list[Mapping[str, object]]", reasons.get("resultats", []))
    if found:
        yield Group(lines=("Pourquoi :",), rows=tuple(_reason(one) for one in found))
    if remarks := tuple(_texts(content, "textes_professionnel")):
        yield Group(lines=("Ce que l’agent a lu de plus :",), points=remarks)


def _texts(content: Mapping[str, object], name: str) -> Iterator[str]:
    for one in cast("list[Mapping[str, str]]", content.get(name, [])):
        yield one["texte"]


def _reason(reason: Mapping[str, object]) -> tuple[str, str]:
    """Return a result and, line by line, what gave it."""
    held = cast("list[Mapping[str, object]]", reason.get("conditions_verifiees", []))
    counted = cast("list[Mapping[str, object]]", reason.get("reponses", []))
    lines = [
        str(reason.get("valeur", "")),
        str(reason.get("explication", "")),
        *(str(one.get("texte", "")) for one in held),
    ]
    if counted:
        asked = ", ".join(_counted(one) for one in counted)
        lines.append(f"Questions qui ont compté : {asked}.")
    name = str(reason["resultat"])
    return RESULTS.get(name, name), "\n".join(line for line in lines if line)


def _counted(answer: Mapping[str, object]) -> str:
    points = answer.get("points")
    said = f"« {answer.get('libelle', '')} »"
    return (
        said if points is None else f"{said} ({points} point{'s' if points not in {0, 1} else ''})"
    )


def prescriptions_part(held: Held, moments: Moments) -> Part:
    """Return each prescription, where it stands, what was decided and what happened to it."""
    groups = tuple(_prescription(one, moments) for one in held.prescriptions)
    none = (Group(lines=("Aucune prescription n’est gardée.",)),)
    return Part(title="Vos prescriptions de Pass", groups=groups or none)


def _state(known: SuiviPrescription, convention: Convention) -> str:
    """Return where a prescription stands; before somebody deposited its dossier, as that says."""
    if known.suivi is Suivi.PREPAREE and not convention.sends:
        return "Enregistrée, rien n’est à envoyer"
    waits = known.suivi is Suivi.REMISE and known.etat is not None
    return DOSSIERS[known.etat] if waits and known.etat else STATES[known.suivi]


def _prescription(found: HeldPrescription, moments: Moments) -> Group:
    prescription, known = found.known.prescription, found.known
    category = prescription.categorie
    rows = [
        ("Faite le", french_date(prescription.prescribed_on)),
        ("Ce qui est prescrit", found.service),
        ("Carnets", str(prescription.carnets)),
        ("Catégorie de public", "" if category is None else str(category)),
        (
            "Où elle en est",
            f"{_state(known, found.convention)}, depuis le {moments.day(known.since)}",
        ),
        *((f"Carnet {number}", f"Remis le {french_date(on)}") for number, on in found.carnets),
        *_dossiers(found, moments),
        *_decision(found),
    ]
    points = tuple(f"{moments.moment(one.at)} : {event_words(one)}" for one in found.history)
    return Group(title=f"Prescription {prescription.reference}", rows=tuple(rows), points=points)


def _dossiers(found: HeldPrescription, moments: Moments) -> Iterator[tuple[str, str]]:
    """Say which dossiers were prepared; their addresses open them and are for nobody to read."""
    for one in found.dossiers:
        if one.numero:
            made = moments.day(one.prefilled_at or one.tried_at)
            yield (
                "Dossier sur Démarches simplifiées",
                f"n°\u00a0{one.numero}, préparé le {made}. {DOSSIERS[one.etat]}.",
            )


def _decision(found: HeldPrescription) -> Iterator[tuple[str, str]]:
    decision = found.known.decision
    if decision is None:
        return
    day = french_date(decision.decided_on)
    accepted = decision.sens is Sens.ACCEPTEE
    yield "Réponse du Département", f"{'Acceptée' if accepted else 'Refusée'} le {day}"
    yield "Motif", _motive(found.convention, decision.motif)
    yield "Message", decision.message


def _motive(convention: Convention, code: str) -> str:
    found = next((one for one in convention.motifs if one.code == code), None)
    return f"{found.label}. {found.explanation}" if found else code


def papers_part(held: Held) -> Part:
    """Return which papers were made, and what happened to each."""
    rows = tuple((paper_title(one.kind), _paper(one)) for one in held.papers)
    none = Group(lines=("Aucun papier.",))
    return Part(title="Les papiers", groups=(Group(rows=rows) if rows else none,))


def paper_title(kind: str) -> str:
    """Return the name of a paper; one that no interview gives is a paper like another."""
    return TEMPLATES[PapierKind(kind)].title if kind in set(PapierKind) else "Papier"


def _paper(paper: Papier) -> str:
    steps = (
        ("préparé", paper.wanted_on),
        ("imprimé ou enregistré", paper.printed_on),
        ("signé", paper.signed_on),
        ("remis", paper.handed_on),
    )
    return ", ".join(f"{what} le {french_date(day)}" for what, day in steps if day)


def history_part(held: Held, moments: Moments) -> Part:
    """Return what happened to the record, never what stood there before."""

    def line(event: Evenement) -> str:
        who = f" ({held.function_of(event.agent_id)})" if event.agent_id else ""
        return f"{moments.moment(event.at)} : {event_words(event)}{who}"

    return Part(
        title="L’histoire de votre dossier",
        groups=(Group(points=tuple(line(one) for one in held.history)),),
    )
