"""Take in what the Département publishes: fetched, verified, checked, kept; never activated.

A questionnaire that the checker refuses is refused once and not fetched again. A list older than
the one held is passed over: somebody may be playing an old answer back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.storage import parametres, rapports, versions
from app.storage.versions import Source
from app.sync.gateway import Gateway
from app.sync.protocol.signed import MaterialEntry, MaterialKind
from app.usecases.versions.announcements import take_announcement
from app.usecases.versions.letters import take_letters
from app.usecases.versions.published_convention import take_convention
from app.usecases.versions.published_faults import forget_refusal, note_refusal
from app.usecases.versions.questionnaire_import import import_content
from app.usecases.versions.releases import take_release
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RECEIVED: Final = "questionnaire_recu"
REFUSED: Final = "questionnaire_refuse"
LIST_RECEIVED: Final = "structures_recues"
_SERIAL: Final = "publications.serie"
_REFUSED: Final = "publications.refusees"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came in one run; both are noted in its report."""

    received: int = 0
    refused: int = 0


def take_published(
    workplace: Workplace, gateway: Gateway, report: int, *, stop_if_cancelled: Callable[[], None]
) -> Taken:
    """Keep what is published for this laptop and new to it: places, letters, questionnaire.

    Runs in the network's thread; each document is kept and noted in the report `report` before
    the next is fetched. `stop_if_cancelled` raises when the worker wants to stop.

    Raises:
        GatewayError: the list or a document did not come, or is not the Département's.
    """
    if not gateway.capabilities.publishes_material:
        return Taken()
    stop_if_cancelled()
    listed = gateway.material()
    with workplace.database.reading() as session:
        held = held_serial(session)
    if listed.serial < held:
        return Taken()
    refused = 0
    received = int(
        take_announcement(workplace, gateway, listed, report, stop_if_cancelled=stop_if_cancelled)
    )
    received += take_release(
        workplace, gateway, listed, report, stop_if_cancelled=stop_if_cancelled
    )
    from app.usecases.structures.published import (  # noqa: PLC0415 - not at unlocking
        take_structures,
    )

    received += take_structures(
        workplace, gateway, listed, report, stop_if_cancelled=stop_if_cancelled
    )
    convention = take_convention(
        workplace, gateway, listed, report, stop_if_cancelled=stop_if_cancelled
    )
    received += convention is True
    refused += convention is False
    letters = take_letters(workplace, gateway, listed, report, stop_if_cancelled=stop_if_cancelled)
    received += letters is True
    refused += letters is False
    for entry in listed.documents:
        if not _wanted(workplace, entry):
            continue
        stop_if_cancelled()
        kept = _take(workplace, gateway.document(entry), entry, report, stop_if_cancelled)
        received += kept
        refused += not kept
    with workplace.database.writing() as session:
        parametres.keep(session, _SERIAL, listed.serial)
    return Taken(received=received, refused=refused)


def held_serial(session: "Session") -> int:
    """Return the serial of the list of published documents that was taken in last."""
    return parametres.number(session, _SERIAL)


def _wanted(workplace: Workplace, entry: MaterialEntry) -> bool:
    """Tell whether this is a questionnaire of the convention, neither kept nor refused before."""
    if entry.kind is not MaterialKind.QUESTIONNAIRE:
        return False
    if entry.name != workplace.convention.questionnaire:
        return False
    with workplace.database.reading() as session:
        known = versions.load(session, entry.sha256.hex()) is not None
        refused = _refused(parametres.load(session, _REFUSED))
    return not known and entry.sha256.hex() not in refused


def _take(
    workplace: Workplace,
    content: bytes,
    entry: MaterialEntry,
    report: int,
    stop_if_cancelled: Callable[[], None],
) -> bool:
    digest = entry.sha256.hex()
    found = import_content(
        workplace,
        content,
        name=f"{entry.name}.xlsx",
        tell=lambda _step: stop_if_cancelled(),
        source=Source.DEPARTEMENT,
    )
    with workplace.database.writing() as session:
        rapports.note(session, report, digest, RECEIVED if found.kept else REFUSED)
        if found.kept:
            forget_refusal(session)
        else:
            note_refusal(session, found)
            before = _refused(parametres.load(session, _REFUSED))
            parametres.keep(session, _REFUSED, [*before, digest])
    return found.kept


def _refused(kept: parametres.Json) -> list[parametres.Json]:
    return kept if isinstance(kept, list) else []
