"""The carnets that a person has, as long as their numbers are kept with her."""

from datetime import date
from typing import TYPE_CHECKING

from app.domain.identifiers import PrescriptionId
from app.storage import carnets, carnets_remises

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def carnets_handed(
    session: "Session", prescription_id: PrescriptionId
) -> tuple[tuple[str, date, date], ...]:
    """Return number, day of hand-over and last day of the carnets handed over, in order."""
    found = carnets_remises.of_prescription(session, prescription_id)
    lots = {lot.id: lot for lot in carnets.lots(session)} if found else {}
    return tuple(
        (lots[one.lot_id].written(one.number), one.remis_on, lots[one.lot_id].valid_until)
        for one in reversed(found)
        if not one.annulee and one.lot_id in lots
    )
