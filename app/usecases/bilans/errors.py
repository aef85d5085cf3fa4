"""Situations in which a report cannot go on; their sentences stand in `app.ui.messages`."""

from app.domain.failures import AppError


class ReportGoneError(AppError):
    """There is no such report any more, or the convention asks for none of its kind."""


class PeriodNotOverError(AppError):
    """A quarter of the period is not over, or its figures are not there yet."""


class ReportValidatedError(AppError):
    """Its texts and figures do not change any more: it is validated, or sent."""


class NotValidatedError(AppError):
    """It has to be validated before it is sent (001, art. 6, l. 165)."""


class ReportSentError(AppError):
    """It was sent: it stays as it left."""


class SignatoryMissingError(AppError):
    """Nobody was named who validated it."""


class ReportDateError(AppError):
    """The day lies ahead, or before what it follows."""


class FiguresMissingError(AppError):
    """The Département's figures of this period were not received."""


class ReportAlteredError(AppError):
    """What is kept of it is no longer what was validated."""
