"""The figures of the whole structure, as Synchroniser brings them to whoever reports.

Asked for at most once an hour: on a far line each question costs as much as five prescriptions.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from app.domain.habilitation import Acte
from app.storage import bilans, parametres
from app.sync.allotting import GivesFigures
from app.sync.gateway import Gateway
from app.usecases.bilans.receiving import keep_brought, read
from app.usecases.laptop.habilitations import actes
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ASKED: Final = "chiffres.demandes"
_AGAIN: Final = timedelta(hours=1)


def wants_figures(workplace: Workplace) -> bool:
    """Tell whether this run asks: somebody who reports is at work, and none did lately."""
    if Acte.RAPPORTER not in actes(workplace) or not workplace.convention.bilans:
        return False
    with workplace.database.reading() as session:
        asked = parametres.text(session, _ASKED)
    now = workplace.clock.now()
    return not asked or not now - _AGAIN < datetime.fromisoformat(asked) <= now


def take_figures(
    workplace: Workplace, gateway: Gateway, *, stop_if_cancelled: Callable[[], None]
) -> int:
    """Ask for the structure's figures and keep them; returns how many years changed.

    In the network's thread. Years that are held whole are not asked for again.

    Raises:
        GatewayError: the line broke, or a file is not the Département's.
        whatever `stop_if_cancelled` raises: likewise.
    """
    if not isinstance(gateway, GivesFigures) or gateway.link is None:
        return 0
    stop_if_cancelled()
    with workplace.database.reading() as session:
        since = _since(session)
    files = gateway.figures(since)
    with workplace.database.writing() as session:
        parametres.keep(session, _ASKED, workplace.clock.now().isoformat())
        return 0 if files is None else keep_brought(session, workplace, files)


def _since(session: "Session") -> int:
    """Return the first year that is not held whole, as the Département signed it."""
    whole: list[int] = []
    for one in bilans.received(session):
        file = read(one) if one.signe else None
        if file is None or not file.annee.whole:
            return one.annee
        whole.append(one.annee)
    return max(whole, default=-1) + 1
