"""What may happen to a printer."""

from app.domain.failures import AppError


class PrinterGoneError(AppError):
    """The printer is not there any more, or takes nothing."""


class PrintingStoppedError(AppError):
    """The printer stopped while the pages were being sent: nothing counts as printed."""


class PrintingFileError(AppError):
    """The file could not be written: no place, no right, or the stick was pulled out."""
