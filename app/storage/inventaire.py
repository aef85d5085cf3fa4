"""Everything that the database holds of persons, counted or read whole, past its term or not.

Functions take the caller's session and never commit. Tables are taken as they are, so that none is
forgotten: whatever points to a person, an interview or a prescription belongs to somebody.
"""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.prescription import Suivi
from app.storage import outbox
from app.storage.linked_rows import IMPRIMES, REMIS, TRANSMISES
from app.storage.tables import METADATA
from app.storage.tables.dossiers import PapierRow
from app.storage.tables.envois import PrescriptionRow

_LEFT = (Suivi.REMISE.value, Suivi.ACCUSEE.value, Suivi.DECIDEE.value)


def counted(session: Session) -> Mapping[str, int]:
    """Return how many rows each table holds, and what is out of reach of the program."""
    connection = session.connection()
    found: Counter[str] = Counter()
    for table in METADATA.sorted_tables:
        found[table.name] = connection.execute(select(func.count()).select_from(table)).scalar_one()
    found["envois"] = outbox.waiting(session).total  # those that were acknowledged wait no more
    for name, column, condition in (
        (TRANSMISES, PrescriptionRow.id, PrescriptionRow.suivi.in_(_LEFT)),
        (IMPRIMES, PapierRow.id, PapierRow.printed_on.is_not(None)),
        (REMIS, PapierRow.id, PapierRow.handed_on.is_not(None)),
    ):
        found[name] = connection.execute(select(func.count(column)).where(condition)).scalar_one()
    return found
