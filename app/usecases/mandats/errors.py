"""Situations in which nothing can be done with a mandate. Their sentences: `app.ui.messages`."""

from app.domain.failures import AppError
from app.domain.mandat_listes import RefusMandat


class NoMandatesError(AppError):
    """The convention of this laptop has no mandate."""


class MandateGoneError(AppError):
    """The mandate is no longer here: destroyed, or past its term."""


class MandateRefusedError(AppError):
    """The rules of mandates refuse; `refus` says which. Nothing was changed."""

    def __init__(self, refus: RefusMandat) -> None:
        self.refus = refus
        super().__init__(refus.value)
