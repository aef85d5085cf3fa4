"""Answer a batch: its receipts are counted for the laptop, and it is told where its feed stands.

Not lasting: the items are kept already. PostgreSQL does it by one statement where nothing was
refused, which is nearly always.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from app.department.database.engine import HURRIED, Database
from app.department.records import activation, troubles
from app.department.records.arrivals import Sender
from app.sync.protocol.answers import BatchAnswer, Receipt, ReceiptStatus

_WELCOME: Final = frozenset({ReceiptStatus.ACCEPTED, ReceiptStatus.ALREADY_HELD})
_AT_ONCE: Final = activation.STANDING.add_columns(HURRIED).add_cte(troubles.COUNT.cte("counted"))


def answer(
    database: Database, sender: Sender, receipts: Sequence[Receipt], now: datetime
) -> BatchAnswer:
    """Count what became of a batch and return what its laptop is told."""
    all_welcome = all(one.status in _WELCOME for one in receipts)
    if all_welcome and database.engine.dialect.name == "postgresql":
        epoch, high_water = _counted_at_once(database, sender, receipts)
    else:
        with database.writing(lasting=False) as session:
            troubles.count_items(session, sender.device, receipts, now)
            epoch, high_water = activation.standing(session, sender.structure)
    return BatchAnswer(epoch=epoch, high_water=high_water, receipts=receipts)


def _counted_at_once(
    database: Database, sender: Sender, receipts: Sequence[Receipt]
) -> tuple[str, int]:
    accepted = sum(one.status is ReceiptStatus.ACCEPTED for one in receipts)
    given = {
        "device": sender.device,
        "structure": sender.structure,
        "accepted": accepted,
        "refused": 0,
    }
    with database.linked() as connection:
        epoch, high_water, _ = connection.execute(_AT_ONCE, given).one()
    return str(epoch), int(high_water)
