"""What a file that is not taken means for a run of the gateway."""

from typing import Final

from app.sync.gateway import GatewayError
from app.sync.outcomes import Outcome
from app.sync.protocol.sealed_file import FileError, FileFault

_OF_FAULT: Final = {
    FileFault.OTHER_DEPARTMENT: Outcome.FAUX_SERVICE,
    FileFault.VERSION: Outcome.VERSION_REFUSEE,
    FileFault.UNKNOWN_KEY: Outcome.CLE_INCONNUE,
}
NOTHING_NEW: Final = frozenset(
    {
        FileFault.FOREIGN,  # nothing of ours is there
        FileFault.WRONG_KIND,  # our sendings alone: nobody answered yet
        FileFault.OTHER_LAPTOP,
        FileFault.ALREADY_READ,
    }
)


def stopped(fault: FileError) -> GatewayError:
    """Return what a file that is not taken means for the run."""
    outcome = _OF_FAULT.get(fault.fault, Outcome.REPONSE_ILLISIBLE)
    return GatewayError(outcome, detail=fault.fault.value)
