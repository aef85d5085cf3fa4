"""Fictitious persons that a workplace knows (names of resources/demonstration)."""

from app.domain.entretien import Canal, Consentement, LectureNotice
from app.domain.identifiers import EntretienId
from app.domain.personne import AdressePostale, Personne
from app.usecases.interview import interviewing, papers, receiving
from app.usecases.people import persons
from app.usecases.people.persons import Typed
from app.usecases.workplace import Workplace
from tests.ui.workplace import add_colleague, as_agent

EXEMPLE = AdressePostale(
    voie="31 avenue de l’Exemple",
    code_postal="67000",
    commune="Strasbourg",
    code_insee="67482",
)


def typed(nom: str, prenom: str, adresse: AdressePostale = EXEMPLE, foyer: str = "") -> Typed:
    """Return what an agent types of a person."""
    return Typed(
        civilite="", nom=nom, prenom=prenom, tranche_age="60-69", adresse=adresse, foyer=foyer
    )


def known_person(workplace: Workplace, nom: str, prenom: str) -> Personne:
    """Keep a person by way of an interview, as the program does."""
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    return persons.register(workplace, entretien.id, typed(nom, prenom))


def came_to_the_decision(place: Workplace, entretien_id: EntretienId) -> None:
    """Let a person accept and be diagnosed, without asking her the questions.

    Pass are refused before (000, art. 4, l. 91-98); many tests have to do with what comes after.
    """
    accepted = Consentement(
        prescription=True,
        questionnaire=True,
        indicateurs=True,
        recontact=False,
        lecture=LectureNotice.LUE,
        notice_version=papers.notice_version(place),
        given_on=place.clock.today(),
    )
    if receiving.load_interview(place, entretien_id).consentement is None:
        receiving.record_consent(place, entretien_id, accepted)
    taken = interviewing.take(place, entretien_id)
    interviewing.keep_diagnosis(place, taken, interviewing.assess(place, taken, {}))


def known_persons(workplace: Workplace) -> None:
    """Keep three persons of the agent and one of a colleague, once."""
    if persons.find(workplace, "Maquette"):
        return
    for nom, prenom in (("Maquette", "Monique"), ("Marquise", "Paul"), ("Fictif", "Marcel")):
        known_person(workplace, nom, prenom)
    colleague = as_agent(workplace, add_colleague(workplace))
    known_person(colleague, "Martinot-Modèle", "Amina")


_PARTS = {"D": "demande", "E": "aise", "A": "usages", "B": "usages", "P": "gestes", "C": "gestes"}
_OTHERS = {"F4": "demande", "D4": "envie", "F": "envie", "G": "organisation"}


def question_path(name: str) -> str:
    """Return the path of a question of the workbook « autonomie-numerique »."""
    part = _OTHERS.get(name) or _PARTS.get(name[0]) or _OTHERS[name[0]]
    return f"/data/partie_{part}/{name}"


SETTLED = {  # answers of the example person X01 after which « assistance » is certain
    "F4": "accompagnement",
    "D1": "retraite ameli",
    "D3": "non",
    "D2": "fait_par_autre",
}
