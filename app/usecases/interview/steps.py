"""The steps that come before Pass are given: each convention wants them, whatever the way there."""

from typing import TYPE_CHECKING

from app.domain.entretien import Entretien
from app.domain.failures import AppError
from app.storage import diagnostics

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class AgreementMissingError(AppError):
    """The person has not accepted the request itself (000, art. 5, l. 122; 001, art. 4, l. 130)."""


class DiagnosisMissingError(AppError):
    """No diagnosis was made (000, art. 4, l. 97; 001, art. 4, l. 85; 003, art. 8, l. 169)."""


def require_steps(session: "Session", entretien: Entretien) -> None:
    """Refuse Pass before the person accepted and a diagnosis was made.

    Source: the order of the steps in 000, art. 4, l. 91-98. What the diagnosis advises may still be
    put aside with a reason (001, art. 4, l. 110).

    Raises:
        AgreementMissingError: the person has not accepted, or not yet.
        DiagnosisMissingError: there is no diagnosis of this interview.
    """
    if entretien.consentement is None or not entretien.consentement.prescription:
        raise AgreementMissingError
    if diagnostics.load(session, entretien.id) is None:
        raise DiagnosisMissingError
