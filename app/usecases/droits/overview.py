"""Where a person's rights stand, for the page that serves them."""

from dataclasses import dataclass

from app.domain.droits import Finalite
from app.domain.habilitation import Acte
from app.domain.identifiers import PersonneId
from app.domain.personne import Personne
from app.storage import exports, limitations, oppositions
from app.storage.exports import Export
from app.storage.limitations import Limitation
from app.storage.oppositions import Opposition
from app.usecases.droits.asked_erasing import Namesake, goes_first, namesakes
from app.usecases.droits.refusing import agreed
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_record
from app.usecases.registers.demandes import Suivie, of_person
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What was asked, refused, limited; what left.

    `namesakes` are open requests without a record under her name; `sends_first` tells that her
    request has to be transmitted before she can be erased.
    """

    personne: Personne
    limitation: Limitation | None
    agreed: tuple[Finalite, ...]
    refused: tuple[Opposition, ...]
    files: tuple[Export, ...]
    requests: tuple[Suivie, ...]
    namesakes: tuple[Namesake, ...]
    sends_first: bool


def standing(workplace: Workplace, personne_id: PersonneId) -> Standing:
    """Return where the rights of a person stand.

    Raises:
        PersonGoneError: the record is no longer here.
        ReasonNeededError: it is a colleague's, and was not opened today with a reason.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        personne = require_record(session, workplace, personne_id)
        limitation = limitations.of(session, personne_id)
        refused = tuple(oppositions.of(session, personne_id))
        files = tuple(exports.of_personne(session, personne_id))
    return Standing(
        personne=personne,
        limitation=limitation,
        agreed=agreed(workplace, personne_id),
        refused=refused,
        files=files,
        requests=tuple(of_person(workplace, personne_id)),
        namesakes=namesakes(workplace, personne_id),
        sends_first=goes_first(workplace, personne_id),
    )
