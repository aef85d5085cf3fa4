"""The announcement of the Département: kept as it was signed for, shown between its two days.

It holds nobody. It goes from this laptop when the Département withdraws or replaces it; each worker
puts it away for himself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from app.storage import parametres, rapports
from app.sync.gateway import Gateway
from app.sync.protocol.announcement import NAME, read_announcement
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.signed import Manifest, MaterialEntry, MaterialKind
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RECEIVED: Final = "annonce_recue"
UNREADABLE: Final = "annonce_illisible"
_KEY: Final = "annonce"
_READ: Final = "annonce.lue"  # by whom


@dataclass(frozen=True, slots=True, kw_only=True)
class Annonce:
    """An announcement to show. `lue` tells that the worker at this laptop has put it away."""

    title: str
    paragraphs: tuple[str, ...]
    starts_on: date
    ends_on: date
    lue: bool


def take_announcement(
    workplace: Workplace,
    gateway: Gateway,
    listed: Manifest,
    report: int,
    *,
    stop_if_cancelled: Callable[[], None],
) -> bool:
    """Keep the announcement of a verified list, or forget the one that it lists no more.

    Runs in the network's thread. Returns whether one came; what comes is noted in the report
    `report`. One that this version cannot read is noted and fetched no more.

    Raises:
        GatewayError: the document did not come, or is not the one that was signed for.
    """
    entry = listed.entry(MaterialKind.ANNOUNCEMENT, NAME)
    with workplace.database.reading() as session:
        held = _held_digest(session)
    if entry is None:
        if held:
            with workplace.database.writing() as session:
                _forget(session)
        return False
    if entry.sha256.hex() == held:
        return False
    stop_if_cancelled()
    return _keep(workplace, entry, gateway.document(entry), report)


def announcement_of_today(workplace: Workplace) -> Annonce | None:
    """Return the announcement that runs today, read or not; None without one."""
    with workplace.database.reading() as session:
        kept = parametres.load(session, _KEY)
        readers = parametres.load(session, _READ)
    if not isinstance(kept, dict) or not kept.get("content"):
        return None
    found = read_announcement(str(kept["content"]).encode())
    if not found.shows_on(workplace.clock.today()):
        return None
    return Annonce(
        title=found.title,
        paragraphs=tuple(found.paragraphs),
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        lue=isinstance(readers, list) and workplace.agent.id in readers,
    )


def unread(workplace: Workplace) -> Annonce | None:
    """Return the announcement that runs today, unless the worker has put it away."""
    found = announcement_of_today(workplace)
    return None if found is None or found.lue else found


def put_away(workplace: Workplace) -> None:
    """Note that the worker has read the announcement; a second time changes nothing."""
    with workplace.database.writing() as session:
        readers = parametres.load(session, _READ)
        known = readers if isinstance(readers, list) else []
        if workplace.agent.id not in known:
            parametres.keep(session, _READ, [*known, workplace.agent.id])


def _keep(workplace: Workplace, entry: MaterialEntry, content: bytes, report: int) -> bool:
    digest = entry.sha256.hex()
    try:
        read_announcement(content)
        text = content.decode()
    except ProtocolError:
        text = ""
    with workplace.database.writing() as session:
        _forget(session)
        parametres.keep(session, _KEY, {"sha256": digest, "content": text})
        rapports.note(session, report, digest, RECEIVED if text else UNREADABLE)
    return bool(text)


def _forget(session: "Session") -> None:
    parametres.remove(session, _KEY)
    parametres.remove(session, _READ)


def _held_digest(session: "Session") -> str:
    kept = parametres.load(session, _KEY)
    digest = kept.get("sha256") if isinstance(kept, dict) else None
    return digest if isinstance(digest, str) else ""
