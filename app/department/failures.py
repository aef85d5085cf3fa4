"""Why the service cannot start or a command cannot be done. The messages are for its operator."""

from app.domain.failures import AppError


class ServiceError(AppError):
    """The service cannot go on; the message says in French what to do."""


class KeyFileError(ServiceError):
    """The key file cannot be opened: wrong passphrase, altered or foreign file."""


class NewerDatabaseError(ServiceError):
    """The database was written by a newer version of the service; nothing was changed."""


class UpgradeError(ServiceError):
    """The tables could not be brought to this version; the database is as it was."""


class UnknownStructureError(ServiceError):
    """No structure has this name or identifier."""


class AccountError(ServiceError):
    """A console account cannot be made: the name is taken, or the password is too weak."""


class JournalError(ServiceError):
    """The journal is not what was sealed: somebody changed it outside the service."""


class PublicationError(ServiceError):
    """A document cannot be published; the message has every fault, and nothing was published."""


class ChangedMeanwhileError(AppError):
    """Somebody else changed the record since the page was shown; nothing was written."""


class RestitutionError(ServiceError):
    """A file that a structure gave back cannot be opened."""


class FileRefusedError(ServiceError):
    """A file from a stick was not imported, or an answer could not be written."""


class CopyError(ServiceError):
    """A backup or a move cannot be done; what was there before is untouched."""


class WrongKeyError(CopyError):
    """A backup does not open with these keys."""
