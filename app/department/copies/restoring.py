"""Put a backup back into an empty database, as a new epoch: laptops then read and offer again.

Everything is one transaction: tables of the backup's version, rows, tables of this version, what
was erased or revoked since. A fault leaves the database empty.
"""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, Select, delete, inspect, select, update
from sqlalchemy.orm import Session

from app.department.copies import backup, rows
from app.department.database.actors import (
    AccountRow,
    ActivationCodeRow,
    ConsoleSessionRow,
    DeviceRow,
    LoginFailureRow,
    ServiceRow,
)
from app.department.database.agents import InvitationRow
from app.department.database.engine import Database, open_database
from app.department.database.prescriptions import Etat, PrescriptionRow
from app.department.database.upgrade import upgrade_to
from app.department.failures import CopyError
from app.department.keys import ServiceKeys
from app.department.records import agents
from app.department.records.journal import OPERATOR, Action, note
from app.department.retention import erasing, proofs, relayed
from app.department.retention.ledger import Ledger, read
from app.department.retention.proofs import Evenement
from app.department.web import Service

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
                    begin_again(session, ledger, now, today)
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


def begin_again(session: Session, ledger: Ledger, now: datetime, today: date) -> str:
    """Make a database that was put back the next life of the service; return its new epoch.

    What was erased, revoked or closed since goes again.
    """
    service = session.get_one(ServiceRow, 1)
    service.epoch = secrets.token_hex(8)
    # A session, a link, a count of attempts or a code of then means nothing now: link and code may
    # have been used.
    session.execute(delete(ConsoleSessionRow))
    session.execute(delete(InvitationRow))
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
    _close_again(session, sorted(ledger.accounts), now)
    agents.renew_all(session)
    _erase_again(session, sorted(ledger.items), now, today)
    _remember_unknown(session, sorted(ledger.items), now, today)
    note(session, at=now, actor=OPERATOR, action=Action.BASE_RESTAUREE)
    return service.epoch


def begin_again_unasked(service: Service) -> bool:
    """Begin again where the database holds what was erased or revoked: an older one, put back.

    Another tool did it, and nobody said so (`restored`). Look before the ledger is written anew:
    the older database would make it forget. Tells whether it was so. What it knows nothing of is
    remembered in any case.
    """
    known = read(service.settings.data_dir, service.keys)
    now, today = service.clock.now(), service.clock.today()
    with service.database.reading() as session:
        is_older = _holds_again(session, known)
    with service.database.writing() as session:
        if not is_older:
            _remember_unknown(session, sorted(known.items), now, today)
        elif _holds_again(session, known):  # no other process did it meanwhile
            begin_again(session, known, now, today)
    return is_older


def _holds_again(session: Session, known: Ledger) -> bool:
    in_use = select(DeviceRow.id).where(DeviceRow.revoked_at.is_(None))
    if known.devices & set(session.scalars(in_use)):
        return True
    return any(
        session.scalars(_alive(some).limit(1)).first() or relayed.known(session, some)
        for some in _some(sorted(known.items))
    )


def _alive(items: Sequence[str]) -> Select[str]:
    return select(PrescriptionRow.id).where(
        PrescriptionRow.id.in_(items),
        PrescriptionRow.etat.not_in((Etat.RETIREE, Etat.EFFACEE)),
    )


def _close_again(session: Session, accounts: Sequence[str], now: datetime) -> None:
    """Shut out whoever was shut out since the backup: it holds passwords that opened then."""
    for row in session.scalars(
        select(AccountRow).where(AccountRow.id.in_(accounts), AccountRow.closed_at.is_(None))
    ).all():
        agents.shut_out(session, row, now)
        note(session, at=now, actor=OPERATOR, action=Action.COMPTE_FERME, on=row.id)


def _erase_again(session: Session, items: Sequence[str], now: datetime, today: date) -> None:
    number = proofs.replayed(now)
    for wanted in _some(items):
        back = session.scalars(_alive(wanted)).all()
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


def _remember_unknown(session: Session, items: Sequence[str], now: datetime, today: date) -> None:
    """Let nobody bring what was received and erased after the backup (decision 0049)."""
    number = proofs.replayed(now)
    for some in _some(items):
        erasing.remember_unknown(session, some, destruction=number, today=today)


def _some(items: Sequence[str]) -> Iterator[Sequence[str]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))


def _close(database: Database) -> None:
    database.close()
