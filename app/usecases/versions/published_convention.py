"""Fetch the convention that the Département publishes; it is proposed, never put into force.

The document is the signed file of `convention_files`: what comes by the network and what comes on
a stick are the same bytes, believed for the same reason.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from app.conventions.reading import ConventionError
from app.storage import appareil, parametres, rapports
from app.storage.conventions import Origine
from app.sync.gateway import Gateway
from app.sync.protocol.convention_file import read
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.signed import Manifest, MaterialKind
from app.usecases.exchange.activating import link_of
from app.usecases.versions.convention_versions import Brought, keep
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RECEIVED: Final = "convention_recue"
REFUSED: Final = "convention_refusee"
_SEEN: Final = "publications.conventions"  # digests of the files that were fetched


def take_convention(
    workplace: Workplace,
    gateway: Gateway,
    listed: Manifest,
    report: int,
    *,
    stop_if_cancelled: Callable[[], None],
) -> bool | None:
    """Keep the convention of a verified list beside the others, if it is news.

    Runs in the network's thread; what comes is noted in the report `report`. Returns whether it was
    kept, None without news; one that is refused is fetched once.

    Raises:
        GatewayError: the document did not come, or is not the one that was signed for.
    """
    entry = listed.entry(MaterialKind.CONVENTION, workplace.convention.profile)
    if entry is None:
        return None
    digest = entry.sha256.hex()
    with workplace.database.reading() as session:
        if digest in _seen(session):
            return None
    stop_if_cancelled()
    kept = _keep(workplace, gateway.document(entry))
    with workplace.database.writing() as session:
        parametres.keep(session, _SEEN, [*_seen(session), digest])
        rapports.note(session, report, digest, RECEIVED if kept else REFUSED)
    return kept


def _keep(workplace: Workplace, content: bytes) -> bool:
    with workplace.database.reading() as session:
        link = link_of(appareil.load(session))
    try:
        found = read(content)
        if link is None or found.profile != workplace.convention.profile:
            return False
        found.check(link.root)
        brought = Brought(
            source=Origine.DEPARTEMENT, manifest=found.manifest, signature=found.signature
        )
        keep(workplace, found.toml, brought)
    except (ProtocolError, ConventionError):
        return False
    return True


def _seen(session: "Session") -> list[parametres.Json]:
    found = parametres.load(session, _SEEN)
    return found if isinstance(found, list) else []
