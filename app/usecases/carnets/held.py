"""The carnets that a person has, as long as their numbers are kept with her.

While she has one its prescription stands: a carnet is given to whom one was attributed, and each
is accounted for (001, l. 114 and 147; 003, l. 163).
"""

from datetime import date
from typing import TYPE_CHECKING

from app.domain.failures import AppError
from app.domain.identifiers import PrescriptionId
from app.storage import carnets, carnets_remises

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class CarnetHandedError(AppError):
    """The person has the carnet of this prescription: it is taken back first."""


def require_not_handed(
    session: "Session", prescription_id: PrescriptionId, *, more_than: int = 0
) -> None:
    """Go on only where she has at most so many carnets of a prescription.

    Raises:
        CarnetHandedError: she has more.
    """
    handed = carnets_remises.of_prescription(session, prescription_id)
    if sum(not one.annulee for one in handed) > more_than:
        raise CarnetHandedError


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
