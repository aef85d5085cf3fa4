"""Fetch the list of places that the Département publishes; it is proposed, never put in force."""

from collections.abc import Callable
from typing import Final

from app.storage import rapports
from app.sync.gateway import Gateway
from app.sync.protocol.signed import Manifest, MaterialKind
from app.sync.protocol.structures import NAME
from app.usecases.structures import catalogue
from app.usecases.versions.published import LIST_RECEIVED
from app.usecases.workplace import Workplace

RECEIVED: Final = "structures_recues"


def take_structures(
    workplace: Workplace,
    gateway: Gateway,
    listed: Manifest,
    report: int,
    *,
    stop_if_cancelled: Callable[[], None],
) -> bool:
    """Keep aside the list of a verified manifest, if it is news; tell whether one came.

    Runs in the network's thread; what comes is noted in the report `report`.

    Raises:
        GatewayError: the document did not come, or is not the one that was signed for.
    """
    entry = listed.entry(MaterialKind.STRUCTURES, NAME)
    if entry is None:
        return False
    digest = entry.sha256.hex()
    with workplace.database.reading() as session:
        if catalogue.is_known(session, digest):
            return False
    stop_if_cancelled()
    content = gateway.document(entry)
    with workplace.database.writing() as session:
        catalogue.propose(session, content, at=workplace.clock.now())
        rapports.note(session, report, digest, LIST_RECEIVED)
    return True
