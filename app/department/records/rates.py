"""How many requests a device makes in a minute, counted in the database for every worker process.

One row a device, written in the transaction that remembers the nonce: no write of its own.
"""

from datetime import datetime

from sqlalchemy import case
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.department.database.agents import RequestCountRow
from app.department.rates import MINUTE_S, TooManyRequestsError, seconds_left


def count(session: Session, *, caller: str, most: int, now: datetime) -> int:
    """Count one request of `caller`; return how many this minute has.

    Raises:
        TooManyRequestsError: this minute's are used up; the caller's transaction is to be undone.
    """
    minute = int(now.timestamp()) // MINUTE_S
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    more = case((RequestCountRow.minute == minute, RequestCountRow.count + 1), else_=1)
    reached = session.execute(
        insert(RequestCountRow)
        .values(caller=caller, minute=minute, count=1)
        .on_conflict_do_update(index_elements=["caller"], set_={"minute": minute, "count": more})
        .returning(RequestCountRow.count)
    ).scalar_one()
    if reached > most:
        raise TooManyRequestsError(seconds_left(now))
    return reached
