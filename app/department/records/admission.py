"""Admit what a laptop asks: its nonce is remembered, it is counted, the contact is noted.

Counted in the database for every worker process, one row a laptop. None of it is lasting: whatever
a request does is lasting, and may be repeated. PostgreSQL does it all by one statement.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Integer,
    LargeBinary,
    Select,
    String,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from app.department.database.actors import DeviceRow, NonceRow
from app.department.database.agents import RequestCountRow
from app.department.database.base import Instant, table_of
from app.department.database.engine import HURRIED, Database
from app.department.rates import MINUTE_S, TooManyRequestsError, seconds_left
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import REQUEST_WINDOW_S

_REMEMBERED: Final = timedelta(seconds=2 * REQUEST_WINDOW_S)
_DEVICES, _NONCES, _COUNTS = (table_of(one) for one in (DeviceRow, NonceRow, RequestCountRow))
_DEVICE: Final = bindparam("device_id", type_=String)
_NONCE: Final = bindparam("nonce_seen", type_=LargeBinary)
_NOW: Final = bindparam("now", type_=Instant())
_MINUTE: Final = bindparam("this_minute", type_=_COUNTS.c.minute.type)
_FORGET: Final = delete(_NONCES).where(_NONCES.c.at < bindparam("before", type_=Instant()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks what was never asked before; `program` is the version that it says it runs."""

    device: str
    nonce: bytes
    program: str | None


def admit(
    database: Database, connection: Connection, asking: Asking, *, most: int, now: datetime
) -> None:
    """Count a request that its device signed, `most` a minute, and remember it; or refuse it.

    Raises:
        TooManyRequestsError: the laptop has to wait.
        ProtocolError: `REPLAYED`.
    """
    given = {
        "device_id": asking.device,
        "nonce_seen": asking.nonce,
        "program_said": asking.program,
        "now": now,
        "this_minute": int(now.timestamp()) // MINUTE_S,
        "most": most,
    }
    try:
        with database.noting(connection):
            reached = _note(connection, given)
            if reached == 1:  # once a minute and laptop is often enough
                connection.execute(_FORGET, {"before": now - _REMEMBERED})
            if reached > most:
                raise TooManyRequestsError(seconds_left(now))
    except IntegrityError as seen:
        raise ProtocolError(ErrorCode.REPLAYED) from seen


def _note(connection: Connection, given: dict[str, Any]) -> int:
    """Note the request; return how many this minute has. One too many leaves its count alone."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(_AT_ONCE, given).one()[0])
    reached = int(connection.execute(_COUNT_SQLITE, given).scalar_one())
    connection.execute(_REMEMBER, given)
    connection.execute(_CONTACT, given)
    return reached


def _counting(insertion: postgresql.Insert | sqlite.Insert) -> Any:  # noqa: ANN401 - one of two
    more = case((_COUNTS.c.minute == _MINUTE, _COUNTS.c.count + 1), else_=1)
    first = insertion.values(caller=_DEVICE, minute=_MINUTE, count=1)
    again = first.on_conflict_do_update(
        index_elements=["caller"], set_={"minute": _MINUTE, "count": more}
    )
    return again.returning(_COUNTS.c.count)


_REMEMBER: Final = insert(_NONCES).values(device_id=_DEVICE, nonce=_NONCE, at=_NOW)
_CONTACT: Final = (
    update(_DEVICES)
    .where(_DEVICES.c.id == _DEVICE)
    .values(
        last_contact_at=_NOW,
        program=func.coalesce(bindparam("program_said", type_=String), _DEVICES.c.program),
    )
)
_COUNT_SQLITE: Final = _counting(sqlite.insert(_COUNTS))


def _at_once() -> Select[Any, Any]:
    counted = _counting(postgresql.insert(_COUNTS)).cte("counted")
    taken = counted.c.count <= bindparam("most", type_=Integer)
    remembered = insert(_NONCES).from_select(
        ["device_id", "nonce", "at"],
        select(_DEVICE.label("d"), _NONCE.label("n"), _NOW.label("t")).where(taken),
    )
    contacted = _CONTACT.where(select(literal_column("1", Integer)).where(taken).exists())
    return select(counted.c.count, HURRIED).add_cte(
        remembered.cte("remembered"), contacted.cte("contacted")
    )


_AT_ONCE: Final = _at_once()
