"""Put a backup back into an empty database, as a new epoch: laptops then read and offer again.

Everything is one transaction: tables of the backup's version, rows, tables of this version, what
was erased or revoked since. A fault leaves the database empty.
"""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, delete, inspect, select, update
from sqlalchemy.orm import Session

from app.department.copies import backup, rows
from app.department.database.actors import (
    ActivationCodeRow,
    ConsoleSessionRow,
    DeviceRow,
    LoginFailureRow,
    ServiceRow,
)
from app.department.database.engine import Database, open_database
from app.department.database.prescriptions import Etat, PrescriptionRow
from app.department.database.upgrade import upgrade_to
from app.department.failures import CopyError
from app.department.keys import ServiceKeys
from app.department.records.journal import OPERATOR, Action, note
from app.department.retention import erasing, proofs, relayed
from app.department.retention.ledger import Ledger
from app.department.retention.proofs import Evenement

_CHUNK = 200


def restore(  # noqa: PLR0913 - from where, into what, under which keys, when
    file: Path, url: str, *, keys: ServiceKeys, ledger: Ledger, now: datetime, today: date
) -> rows.Sums:
    """Put `file` into the empty database at `url`; return how many rows each table took.

    Raises:
        CopyError: the database is not empty, or the backup does not hold; nothing was changed.
    """
    database = open_database(url)
    try:
        with backup.opened(file, keys) as source:
            writer = database.engine.execution_options(begin="IMMEDIATE")
            with writer.begin() as connection:
                refuse_what_is_not_empty(connection)
                upgrade_to(connection, source.header.revision)
                sums = rows.load(connection, source.lines)
                if rows.sums_of(connection) != sums:
                    raise CopyError("La base ne rend pas ce qui y a été écrit : rien n’a changé.")
                upgrade_to(connection, "head")
                with Session(connection, join_transaction_mode="create_savepoint") as session:
                    _begin_again(session, ledger, now, today)
                    session.commit()
        return sums
    finally:
        _close(database)


def refuse_what_is_not_empty(connection: Connection) -> None:
    """Accept a database without a table, or raise.

    Raises:
        CopyError: there is one.
    """
    if inspect(connection).get_table_names():
        raise CopyError(
            "La base de destination n’est pas vide : rien n’a été changé. Mettez-la de côté, ou "
            "donnez une base neuve."
        )


def _begin_again(session: Session, ledger: Ledger, now: datetime, today: date) -> None:
    service = session.get_one(ServiceRow, 1)
    service.epoch = secrets.token_hex(8)
    # A session, a count of attempts or a code of then means nothing now; a code may have been used.
    session.execute(delete(ConsoleSessionRow))
    session.execute(delete(LoginFailureRow))
    session.execute(
        update(ActivationCodeRow)
        .where(ActivationCodeRow.used_at.is_(None), ActivationCodeRow.expires_at > now)
        .values(expires_at=now)
    )
    session.execute(
        update(DeviceRow)
        .where(DeviceRow.id.in_(ledger.devices), DeviceRow.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    _erase_again(session, sorted(ledger.items), now, today)
    note(session, at=now, actor=OPERATOR, action=Action.BASE_RESTAUREE)


def _erase_again(session: Session, items: Sequence[str], now: datetime, today: date) -> None:
    number = proofs.replayed(now)
    for start in range(0, len(items), _CHUNK):
        wanted = items[start : start + _CHUNK]
        back = session.scalars(
            select(PrescriptionRow.id).where(
                PrescriptionRow.id.in_(wanted),
                PrescriptionRow.etat.not_in((Etat.RETIREE, Etat.EFFACEE)),
            )
        ).all()
        told = relayed.known(session, wanted)
        if back or told:
            row = proofs.open_one(
                session,
                number,
                event=Evenement.RESTAURATION,
                rule=proofs.RESTAURATION_REGLE,
                now=now,
            )
            proofs.add(row, erasing.erase(session, back, destruction=number, today=today))
            proofs.add(row, relayed.erase(session, told, destruction=number, today=today))


def _close(database: Database) -> None:
    database.close()
