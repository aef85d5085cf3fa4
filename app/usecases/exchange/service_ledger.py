"""What the Département's service keeps for this laptop: marks of erasures, the key's certificate.

Both come first in a run, and right after an activation: what was erased on another laptop, or since
the backup that was restored here, goes before anything is sent (docs/decisions/0028).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.storage import appareil, certifications, parametres, registre
from app.storage.certifications import Certification
from app.storage.sauvegarde.replaying import replay
from app.sync.gateway import Gateway
from app.sync.protocol.erasures import Deposit
from app.sync.protocol.errands import MOST_MARKS, LedgerStated, LedgerTold
from app.sync.protocol.limits import MAX_MARKS
from app.sync.protocol.signing import key_id, public_of
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_STATE: Final = "registre.au_service"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """How far this database and a service know each other's marks; `epoch` names that service."""

    epoch: str = ""
    read: int = 0
    deposited: int = 0


def exchange(
    workplace: Workplace, gateway: Gateway, *, stop_if_cancelled: Callable[[], None] = lambda: None
) -> int:
    """Erase again what the service knows to be erased, then deposit what it does not know.

    Returns how many records were erased. Stopped anywhere, calling it again goes on.

    Raises:
        GatewayError: the line broke; what was erased is erased.
        whatever `stop_if_cancelled` raises: likewise.
    """
    if not gateway.capabilities.keeps_erasures:
        return 0
    with workplace.database.writing() as session:
        ledger, known = registre.name_at_service(session), _load(session)
    erased, read = _read(workplace, gateway, ledger, known, stop_if_cancelled)
    if read is not None:
        _deposit(workplace, gateway, ledger, read, stop_if_cancelled)
    return erased


def ledger_told(session: "Session") -> LedgerTold:
    """Return what a stick tells and asks of this ledger (writing session)."""
    known = _load(session)
    found = registre.after(session, known.deposited, limit=MOST_MARKS)
    ledger = registre.name_at_service(session)
    return LedgerTold(
        epoch=known.epoch,
        read=known.read,
        last=found[-1][0] if found else known.deposited,
        deposit=Deposit(ledger=ledger, marks=[mark for _, mark in found]),
    )


def take_ledger(workplace: Workplace, stated: LedgerStated, *, is_news: bool) -> int:
    """Erase again what an answer by stick knows to be erased; return how many records were.

    `is_news`: the network brought nothing since; else what it brought stands.
    """
    with workplace.database.writing() as session:
        if stated.ledger != registre.name_at_service(session):
            return 0  # asked before this vault was put back
        known = _load(session)
    page = stated.page
    marks = {entry.mark: entry.received_on for entry in page.entries}
    erased = replay(workplace.database, marks, workplace.clock.today())
    if not is_news:
        return erased
    if page.epoch != known.epoch or page.high_water < known.read:
        known = _Known(epoch=page.epoch)  # the numbers are another service's
    if stated.after <= known.read:
        last = page.entries[-1].seq if page.entries else stated.after
        known = replace(known, read=max(known.read, last))
    _keep(workplace, replace(known, deposited=max(known.deposited, stated.told)))
    return erased


def take_certificate(workplace: Workplace, gateway: Gateway) -> None:
    """Keep the Département's certificate of this laptop's key, unless it is here already.

    Raises:
        GatewayError: the line broke, or the certificate is not of this Département.
    """
    link = gateway.link
    with workplace.database.reading() as session:
        device = appareil.load(session)
        if device is None or link is None or not gateway.capabilities.certifies:
            return
        key = key_id(public_of(device.signing_key))
        held = certifications.load(session, key)
    if held is not None and held.root == link.root:
        return
    document = gateway.certificate()
    if document is None:
        return
    with workplace.database.writing() as session:
        certifications.keep(
            session,
            key,
            Certification(content=document.content, signature=document.signature, root=link.root),
        )


def _read(
    workplace: Workplace,
    gateway: Gateway,
    ledger: str,
    known: _Known,
    stop_if_cancelled: Callable[[], None],
) -> tuple[int, _Known | None]:
    """Read what is new; None instead of a state where the service keeps no ledger."""
    erased, more = 0, True
    while more:
        stop_if_cancelled()
        page = gateway.erasures(ledger, known.read)
        if page is None:
            return erased, None
        if page.epoch != known.epoch or page.high_water < known.read:
            fresh = known.read == 0
            known = _Known(epoch=page.epoch)
            if not fresh:  # the numbers are another service's: ask again from the first
                continue
        marks = {entry.mark: entry.received_on for entry in page.entries}
        erased += replay(workplace.database, marks, workplace.clock.today())
        if page.entries:
            known = replace(known, read=page.entries[-1].seq)
        more = page.more and bool(page.entries)
        _keep(workplace, known)
    return erased, known


def _deposit(
    workplace: Workplace,
    gateway: Gateway,
    ledger: str,
    known: _Known,
    stop_if_cancelled: Callable[[], None],
) -> None:
    while True:
        with workplace.database.reading() as session:
            found = registre.after(session, known.deposited, limit=MAX_MARKS)
        if not found:
            return
        stop_if_cancelled()
        if not gateway.deposit_erasures(ledger, [mark for _, mark in found]):
            return
        known = replace(known, deposited=found[-1][0])
        _keep(workplace, known)


def _load(session: "Session") -> _Known:
    match parametres.load(session, _STATE):
        case [str() as epoch, int() as read, int() as deposited]:
            return _Known(epoch=epoch, read=read, deposited=deposited)
        case _:
            return _Known()


def _keep(workplace: Workplace, known: _Known) -> None:
    with workplace.database.writing() as session:
        parametres.keep(session, _STATE, [known.epoch, known.read, known.deposited])
