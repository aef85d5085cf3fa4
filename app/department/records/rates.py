"""How many requests a device makes in a minute, counted in the database for every worker process.

One row a device, written in the transaction that remembers the nonce: no write of its own.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Executable, String, bindparam, case
from sqlalchemy.dialects import postgresql, sqlite

from app.department.database.agents import RequestCountRow
from app.department.database.base import table_of
from app.department.rates import MINUTE_S, TooManyRequestsError, seconds_left

_COUNTS: Final = table_of(RequestCountRow)


def _counting(insert: postgresql.Insert | sqlite.Insert) -> Executable:
    now = bindparam("this_minute", type_=_COUNTS.c.minute.type)
    more = case((_COUNTS.c.minute == now, _COUNTS.c.count + 1), else_=1)
    first = insert.values(caller=bindparam("who", type_=String), minute=now, count=1)
    again = first.on_conflict_do_update(
        index_elements=["caller"], set_={"minute": now, "count": more}
    )
    return again.returning(_COUNTS.c.count)


_COUNT: Final = {
    "sqlite": _counting(sqlite.insert(_COUNTS)),
    "postgresql": _counting(postgresql.insert(_COUNTS)),
}


def count(connection: Connection, *, caller: str, most: int, now: datetime) -> int:
    """Count one request of `caller`; return how many this minute has.

    Raises:
        TooManyRequestsError: this minute's are used up; the caller's transaction is to be undone.
    """
    given = {"who": caller, "this_minute": int(now.timestamp()) // MINUTE_S}
    reached = connection.execute(_COUNT[connection.dialect.name], given).scalar_one()
    if reached > most:
        raise TooManyRequestsError(seconds_left(now))
    return int(reached)
