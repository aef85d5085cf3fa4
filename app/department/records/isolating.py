"""Let what one item makes fail stop nobody else's: the others of its batch are received.

A bug met by one item would else answer 503 to its whole batch, and to the same batch for ever.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from app.department.database.engine import Database
from app.department.guard import log_bug
from app.department.records import arrivals
from app.department.records.arrivals import Arrival, Sender
from app.sync.protocol.answers import ReceiptStatus
from app.sync.protocol.errors import ErrorCode, ProtocolError

_Read = TypeVar("_Read")
Kept = ReceiptStatus | ProtocolError


def opened(work: Callable[[], _Read | ProtocolError]) -> _Read | ProtocolError:
    """Return what is read of an item, or why it is refused: `UNAVAILABLE` where a bug was met."""
    try:
        return work()
    except Exception as bug:  # noqa: BLE001 - any bug: the others are received all the same
        return _noted(bug)


def keep(database: Database, sender: Sender, come: Sequence[Arrival], now: datetime) -> list[Kept]:
    """Keep a batch; where it fails as a whole, each item by itself, in the batch's order.

    The later revisions of an item that fails are not looked at: they would seem to correct nothing.

    Raises:
        OperationalError, NoConnectionError: the database is away, or no connection to it is free;
            nothing of the batch is refused for that, and no item waits for one by itself.
    """
    try:
        return arrivals.keep(database, sender, come, now)
    except (OperationalError, NoConnectionError):
        raise
    except Exception as bug:  # noqa: BLE001 - as above
        if len(come) == 1:
            return [_noted(bug)]
    found: list[Kept] = []
    failed: dict[str, ProtocolError] = {}
    for one in come:
        kept: Kept = failed.get(one.item) or keep(database, sender, [one], now)[0]
        if isinstance(kept, ProtocolError) and kept.code is ErrorCode.UNAVAILABLE:
            failed[one.item] = kept
        found.append(kept)
    return found


def _noted(bug: Exception) -> ProtocolError:
    log_bug(bug)
    return ProtocolError(ErrorCode.UNAVAILABLE)
