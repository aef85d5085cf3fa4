"""What somebody needs of a place, as the diagnosis says it; nothing of it is kept here.

Source: 001 l. 122-124: « la plus apte à répondre à ses besoins », « sur la base du diagnostic ».
"""

from dataclasses import dataclass, field

from app.domain.convenance import Besoin
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId, PersonneId
from app.domain.mediation import Service
from app.domain.personne import Personne
from app.usecases.interview.paper_contents import gather
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_record
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class PourQui:
    """For whom a place is looked for. `depuis` is the INSEE code of home, proposed and no more.

    `points` are what the guide says to mind (« prise en charge « Langues étrangères » »): the agent
    asks for it with the person, nothing is ticked for her.
    """

    personne_id: PersonneId | None = None
    entretien_id: EntretienId | None = None
    qui: str = ""
    depuis: str = ""
    besoin: Besoin = field(default_factory=Besoin)
    points: tuple[str, ...] = ()


def of_interview(workplace: Workplace, entretien_id: EntretienId) -> PourQui:
    """Return what the person of an interview needs; once her answers are gone, her home alone.

    Raises:
        NotAllowedError: the agent's roles do not let him see records.
        ReasonNeededError: it is a colleague's person, not opened today.
        AnswersErasedError: there is no such interview any more.
    """
    found = gather(workplace, entretien_id)
    diagnosis = found.diagnosis
    services = {
        service
        for module in (diagnosis.modules if diagnosis else ())
        for service in Service
        if service.value == module.service_standard_v1
    }
    prescribed = found.prescription is not None and found.prescription.suivi.stands
    return PourQui(
        personne_id=found.person.id if found.person else None,
        entretien_id=entretien_id,
        qui=found.person.display_name if found.person else "",
        depuis=_home(found.person),
        besoin=Besoin(services=frozenset(services), avec_pass=prescribed),
        points=tuple(
            dict.fromkeys(one.filtre_catalogue for one in (diagnosis.freins if diagnosis else ()))
        ),
    )


def of_person(workplace: Workplace, personne_id: PersonneId) -> PourQui:
    """Return from where a place is looked for, from a person's record.

    Raises:
        NotAllowedError: the agent's roles do not let him see records.
        PersonGoneError, ReasonNeededError: as the record itself.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        person = require_record(session, workplace, personne_id)
    qualified = workplace.convention.orientation.qualifiees
    return PourQui(
        personne_id=personne_id,
        qui=person.display_name,
        depuis=_home(person),
        besoin=Besoin(avec_pass=qualified),
    )


def _home(person: Personne | None) -> str:
    return person.adresse.code_insee if person else ""
