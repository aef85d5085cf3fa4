"""Where a person's rights stand, for the page that serves them."""

from dataclasses import dataclass

from app.domain.droits import Finalite
from app.domain.identifiers import PersonneId
from app.domain.personne import Personne
from app.storage import exports, limitations, oppositions, personnes
from app.storage.exports import Export
from app.storage.limitations import Limitation
from app.storage.oppositions import Opposition
from app.usecases.demandes import Suivie, of_person, to_send_before_erasing
from app.usecases.droits.limiting import require
from app.usecases.droits.refusing import agreed
from app.usecases.persons import PersonGoneError
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What was asked, refused, limited; what left. `unsent` requests lose their name if erased."""

    personne: Personne
    limitation: Limitation | None
    agreed: tuple[Finalite, ...]
    refused: tuple[Opposition, ...]
    files: tuple[Export, ...]
    requests: tuple[Suivie, ...]
    unsent: int


def standing(workplace: Workplace, personne_id: PersonneId) -> Standing:
    """Return where the rights of a person stand.

    Raises:
        PersonGoneError: the record is no longer here.
        ReasonNeededError: it is a colleague's, and was not opened today with a reason.
    """
    with workplace.database.reading() as session:
        require(session, workplace, personne_id)
        personne = personnes.load(session, personne_id)
        if personne is None:
            raise PersonGoneError
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
        unsent=len(to_send_before_erasing(workplace, personne_id)),
    )
