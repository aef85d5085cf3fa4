"""What practice does not do: nothing that comes of it goes anywhere or counts."""

from app.domain.failures import AppError
from app.usecases.workplace import Workplace


class PracticeRefusedError(AppError):
    """This is practice: what was asked would leave the practice folder, or end it."""


def require_real(workplace: Workplace) -> None:
    """Refuse what would bring something out of practice.

    Raises:
        PracticeRefusedError: the vault that is open is one of practice.
    """
    if workplace.practice:
        raise PracticeRefusedError
