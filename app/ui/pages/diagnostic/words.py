"""The diagnosis in words."""

from collections.abc import Iterable, Sequence

from app.domain.convention import Convention
from app.questionnaire.guide.changes import Change
from app.questionnaire.guide.diagnosis import Diagnosis
from app.questionnaire.guide.model import Module
from app.questionnaire.guide.reasons import CountedAnswer, Reason
from app.ui.dates import day_words
from app.ui.dossiers.words import Fact, carnets_words, plural_words, suivi_pill
from app.ui.pages.diagnostic.state import (
    Advice,
    Course,
    Earlier,
    Missing,
    ServiceChoice,
    Why,
)
from app.usecases.interview.deciding import Offer
from app.usecases.records import SuiviPrescription

RESULTS = {
    "niveau": "Niveau",
    "motivation": "Motivation",
    "service": "Conseil",
    "carnets": "Pass",
    "suite": "Ensuite",
    "categorie": "Catégorie de public",
}
_IN_FACTS = ("service", "niveau", "motivation", "categorie")


def advice_of(diagnosis: Diagnosis) -> Advice:
    """Return the diagnosis in words."""
    to_check = {message.code for message in diagnosis.messages if message.a_verifier}
    worker = diagnosis.professional_texts
    return Advice(
        settled=diagnosis.is_settled,
        for_person=tuple(sentence.text for sentence in diagnosis.texts),
        results=tuple(
            Fact(RESULTS[reason.resultat], reason.valeur)
            for name in _IN_FACTS
            for reason in diagnosis.reasons
            if reason.resultat == name
        ),
        whys=tuple(_why(reason) for reason in diagnosis.reasons if reason.resultat in _IN_FACTS),
        checks=tuple(one.text for one in worker if one.source in to_check),
        remarks=tuple(
            one.text for one in worker if one.source not in to_check and one.source != "service"
        ),
        needs=tuple(frein.filtre_catalogue for frein in diagnosis.freins),
        courses=_courses(diagnosis.modules),
        later_courses=_courses(diagnosis.modules_suite),
        missing=tuple(Missing(name, diagnosis.missing_labels[name]) for name in diagnosis.missing),
    )


def service_choice(offer: Offer, convention: Convention) -> ServiceChoice:
    """Return a service with what it gives."""
    gives = carnets_words(offer.carnets, convention.pass_numerique)
    return ServiceChoice(offer.service, offer.label, gives)


def alternative_words(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return what one other answer would have changed, the nearest first."""
    return tuple(
        f"{change.label}, si la réponse à «\u00a0{change.libelle}\u00a0» était «\u00a0"
        f"{change.instead}\u00a0» au lieu de «\u00a0{change.answer}\u00a0»."
        for change in changes
    )


def earlier_of(known: SuiviPrescription, convention: Convention) -> Earlier:
    """Return an earlier prescription in a sentence."""
    prescription = known.prescription
    state = suivi_pill(known, convention).words.lower()
    return Earlier(
        prescription.id,
        f"Prescription {prescription.reference} du {day_words(prescription.prescribed_on)}, "
        f"{state}.",
    )


def missing_words(missing: Sequence[Missing], *, settled: bool) -> str:
    """Return « Il manque 2 réponses » and what follows from it."""
    count = plural_words(len(missing), "réponse", "réponses")
    if settled:
        return f"Il manque {count}\u00a0: elles ne changeraient pas le conseil."
    return (
        f"Il manque {count}\u00a0: le conseil n’est pas encore établi. Vous pourrez décider quand "
        "il le sera."
    )


def _why(reason: Reason) -> Why:
    return Why(
        result=RESULTS[reason.resultat],
        value=reason.valeur,
        explanation=reason.explication,
        held=tuple(held.texte for held in reason.conditions),
        answers=tuple(Fact(one.libelle, _answer(one)) for one in reason.reponses),
        caps=tuple(cap.explication for cap in reason.plafonds),
    )


def _answer(one: CountedAnswer) -> str:
    if one.points is None:
        return one.reponse
    return f"{one.reponse} ({plural_words(one.points, 'point', 'points')})"


def _courses(modules: Sequence[Module]) -> tuple[Course, ...]:
    return tuple(Course(module.titre, module.objectif) for module in modules)
