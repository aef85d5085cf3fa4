"""Receive a fictitious person from the notice to the decision, as an agent would."""

from dataclasses import replace
from typing import Final

from app.domain.entretien import Canal, Choix, Consentement, Issue, LectureNotice
from app.domain.personne import AdressePostale
from app.domain.territoire import Commune, is_resident
from app.usecases.interview import deciding, interviewing, receiving
from app.usecases.interview.answers import answers_by_name
from app.usecases.interview.papers import notice_version
from app.usecases.people import persons
from app.usecases.people.persons import Typed
from app.usecases.practice.persons import Example
from app.usecases.workplace import Workplace

ESTABLISHED: Final = "etabli"


def receive(place: Workplace, person: Example, adresse: AdressePostale) -> None:
    """Receive `person`; whoever left in the middle of the questions waits in the tray."""
    entretien = receiving.receive(place, Canal.SUR_PLACE)
    consent = Consentement(
        prescription=True,
        questionnaire=True,
        indicateurs=True,
        recontact=False,
        lecture=LectureNotice.A_VOIX_HAUTE,
        notice_version=notice_version(place),
        given_on=place.clock.today(),
    )
    receiving.record_consent(place, entretien.id, consent)
    persons.register(place, entretien.id, typed(person, adresse))
    paths = {path.rpartition("/")[2]: path for path in place.questionnaire.form.by_path}
    for question, codes in person.answers.items():
        if question in paths:
            path = paths[question]
            interviewing.keep_answer(place, entretien.id, path, " ".join(codes), position=path)
    taken = interviewing.take(place, entretien.id)
    answers = answers_by_name(taken.questionnaire, taken.answers, place.clock)
    exercice = person.simulation if place.convention.exercice else None
    diagnosis = interviewing.assess(place, taken, answers, exercice=exercice)
    if diagnosis.state != ESTABLISHED:
        receiving.hold(place, entretien.id)
        return
    kept = interviewing.keep_diagnosis(place, taken, diagnosis, exercice=exercice)
    advised = next(offer for offer in deciding.offers(place, kept, diagnosis) if offer.advised)
    choix = Choix(service=advised.service, carnets=advised.carnets, advised=advised.service)
    prescription = deciding.decide(place, entretien.id, choix).prescription
    deciding.finish(place, entretien.id, Issue.PRESCRIPTION if prescription else Issue.REFUS)


def typed(person: Example, adresse: AdressePostale) -> Typed:
    """Return what is typed of a person."""
    return Typed(
        civilite=person.civilite,
        nom=person.nom,
        prenom=person.prenom,
        tranche_age=person.tranche_age,
        adresse=adresse,
    )


def address_here(place: Workplace, person: Example, number: int) -> AdressePostale:
    """Return the address of a person, moved to a commune of the convention's territory.

    The street stays invented; `number` spreads people over the communes.
    """
    territory = place.convention.territory
    home = place.communes.by_insee.get(person.adresse.code_insee)
    if home is None or not is_resident(territory, home):
        home = _commune(place, number) or home
    if home is None:
        return person.adresse
    code = person.adresse.code_postal
    return replace(
        person.adresse,
        commune=home.nom,
        code_insee=home.code_insee,
        code_postal=code if code in home.codes_postaux else home.codes_postaux[0],
    )


def _commune(place: Workplace, number: int) -> Commune | None:
    territory = place.convention.territory
    there = [one for one in place.communes.by_insee.values() if is_resident(territory, one)]
    return there[number * 7 % len(there)] if there else None
