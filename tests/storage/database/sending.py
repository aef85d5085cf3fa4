"""A prescription on its way: what the tests of the outbox and of the decisions share."""

from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Suivi
from app.storage import outbox, prescriptions
from app.storage.database import Database
from tests.storage.database import world

ID = PrescriptionId("prescription-1")
PAYLOAD = '{"nom":"Lefèvre"}'


def prescribe(database: Database, id_: str, *, number: int) -> None:
    """Keep a prescription of the one interview, and queue it."""
    with database.writing() as session:
        prescription = world.prescription(id_, reference=f"2026-CCASILL-{number:04d}")
        prescriptions.keep(session, prescription, world.CONVENTION, at=world.NOW)
        outbox.queue(session, id_, payload=PAYLOAD)


def suivi(database: Database) -> Suivi:
    """Return where the prescription stands."""
    with database.reading() as session:
        found = prescriptions.load(session, ID)
    assert found is not None
    return found.suivi


def advance(database: Database, *steps: Suivi) -> None:
    """Make the prescription's item go through these states, a transaction each."""
    for step in steps:
        with database.writing() as session:
            (envoi,) = outbox.of_item(session, ID)
            assert outbox.advance(session, envoi, step, code="essai", at=world.NOW)
