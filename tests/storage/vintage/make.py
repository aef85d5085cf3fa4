"""Make the vintage file of the schema in force: `python -m tests.storage.vintage.make`.

Run once at each release that changes the schema; a file made before is never made again. The
persons are fictitious and the key is the tests' own.
"""

from pathlib import Path

from app.domain.habilitation import Role
from app.storage import (
    agents,
    entretiens,
    habilitations,
    outbox,
    personnes,
    prescriptions,
    reevaluations,
    reponses,
    structure,
    versions,
)
from app.storage.database import create_database
from app.storage.schema import HEAD
from tests.storage.database import world


def make() -> None:
    """Create the file, unless there is one."""
    path = Path(__file__).with_name(f"{HEAD}.db")
    database = create_database(path, world.KEY, today=lambda: world.TODAY)
    with database.writing() as session:
        structure.keep(session, world.STRUCTURE)
        agents.keep(session, world.AGENT_CLAIRE, today=world.TODAY)
        roles = {Role.REFERENT, Role.PRESCRIPTEUR}
        habilitations.put(session, world.CLAIRE, roles, at=world.NOW, by=None)
        personnes.keep(session, world.personne(), world.CONVENTION, due_on=world.DUE)
        entretiens.keep(session, world.entretien(), due_on=world.DUE)
        reponses.keep(session, world.entretien().id, "/data/A1", ["smartphone"])
        prescriptions.keep(session, world.prescription(), world.CONVENTION, at=world.NOW)
        versions.keep(session, world.VERSION)
        versions.activate(session, world.ACTIVATION)
        reevaluations.keep(session, world.entretien().id, world.REEVALUATION)
        outbox.queue(session, world.prescription().id, payload='{"nom":"Lefèvre"}')
    database.rewrite()
    database.close()


if __name__ == "__main__":
    make()
