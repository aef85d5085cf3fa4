"""Prepare the demonstration that opens on a display: a vault with people already received."""

from dataclasses import replace
from pathlib import Path

from app.bootstrap.clock import SystemClock
from app.bootstrap.network import ServiceConnector
from app.bootstrap.places import resources_folder
from app.domain.conformite import Renseignements
from app.domain.entretien import Canal, Choix, Consentement, Issue, LectureNotice
from app.usecases.conformity import conformite
from app.usecases.exchange import activating
from app.usecases.interview import deciding, interviewing, receiving
from app.usecases.interview.answers import answers_by_name
from app.usecases.interview.papers import notice_version
from app.usecases.laptop import colleagues
from app.usecases.laptop.installing import NewVault, install
from app.usecases.laptop.opening import open_workplace
from app.usecases.people import persons
from app.usecases.people.persons import Typed
from app.usecases.workplace import Resources, Surroundings, Workplace
from demonstration.departement import Departement
from demonstration.persons import Example, examples
from demonstration.settings import (
    CAMILLE,
    COLLEAGUE_PASSPHRASE,
    DOMINIQUE,
    IN_FORCE,
    PASSPHRASE,
    PROFILE,
    STRUCTURE,
)

ESTABLISHED = "etabli"


def make_vault(folder: Path) -> Workplace:
    """Install the structure with its two agents and open it as Camille."""
    clock = SystemClock()
    new = NewVault(
        profile=PROFILE, structure=STRUCTURE, first=CAMILLE, passphrase=PASSPHRASE, vie=IN_FORCE
    )
    agent = install(folder, new, clock).agent
    surroundings = Surroundings(resources=Resources(folder=resources_folder()), clock=clock)
    place = open_workplace(folder, agent.id, PASSPHRASE, surroundings)
    colleagues.add(place, DOMINIQUE, COLLEAGUE_PASSPHRASE)
    colleagues.sheet_checked(place)
    conformite.keep(place, _said(place))
    return place


def _said(place: Workplace) -> Renseignements:
    """Return what a fictitious structure says of its data protection."""
    return Renseignements(
        representant="la présidence du CCAS d’exemple",
        dpo="Délégué d’exemple, dpo@ccas.example",
        responsable="Service inclusion numérique",
        aipd_on=place.clock.today(),
        aipd_par="la présidence du CCAS d’exemple",
    )


def activate(place: Workplace, departement: Departement, code: str) -> None:
    """Make the laptop known to the Département of the demonstration."""
    activating.activate(place, departement.url, code, ServiceConnector())


def receive_everybody(place: Workplace) -> None:
    """Receive the example persons of the profile; whoever left in the middle waits in the tray."""
    for person in examples().values():
        if person.profile == place.convention.profile:
            _receive(place, person)


def _receive(place: Workplace, person: Example) -> None:
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
    commune = place.communes.by_insee[person.adresse.code_insee]
    typed = Typed(
        civilite=person.civilite,
        nom=person.nom,
        prenom=person.prenom,
        tranche_age=person.tranche_age,
        adresse=replace(person.adresse, commune=commune.nom),
    )
    persons.register(place, entretien.id, typed)
    paths = {path.rpartition("/")[2]: path for path in place.questionnaire.form.by_path}
    for question, codes in person.answers.items():
        path = paths[question]
        interviewing.keep_answer(place, entretien.id, path, " ".join(codes), position=path)
    if person.expected["etat"] != ESTABLISHED:
        receiving.hold(place, entretien.id)
        return
    taken = interviewing.take(place, entretien.id)
    answers = answers_by_name(taken.questionnaire, taken.answers, place.clock)
    diagnosis = interviewing.assess(place, taken, answers, exercice=person.simulation)
    kept = interviewing.keep_diagnosis(place, taken, diagnosis, exercice=person.simulation)
    advised = next(offer for offer in deciding.offers(place, kept, diagnosis) if offer.advised)
    choix = Choix(service=advised.service, carnets=advised.carnets, advised=advised.service)
    prescription = deciding.decide(place, entretien.id, choix).prescription
    deciding.finish(place, entretien.id, Issue.PRESCRIPTION if prescription else Issue.REFUS)
