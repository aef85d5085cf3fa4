"""What was accepted before credits existed is granted from them."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.department.database.engine import Database, open_database
from app.department.database.stock import CreditMovementRow
from app.department.database.upgrade import upgrade, upgrade_to

AT = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)


def put(database: Database, table: str, **values: object) -> None:
    """Insert a row; what the schema of that day asks for besides is empty."""
    kept = sa.Table(table, sa.MetaData(), autoload_with=database.engine)
    needed = {
        column.name: _empty(column.type)
        for column in kept.columns
        if not column.nullable and column.server_default is None and not column.primary_key
    }
    with database.engine.begin() as connection:
        connection.execute(kept.insert().values(needed | values))


def _empty(kind: sa.types.TypeEngine[Any]) -> object:
    if isinstance(kind, sa.Integer):
        return 0
    return b"" if isinstance(kind, sa.LargeBinary) else ""


def decided(database: Database, id_: str, etat: str, *numbers: int, carnets: int = 2) -> None:
    payload = sa.func.json(f'{{"carnets":{carnets}}}')
    put(
        database,
        "prescription",
        id=id_,
        structure_id="CCAS",
        device_id="poste",
        etat=etat,
        payload=payload,
        received_at=AT,
    )
    for number in numbers:
        day = date(2026, 2, number)
        values = {"decided_on": day, "decided_at": AT, "account_id": "agent", "sens": "acceptee"}
        put(database, "decision", prescription_id=id_, number=number, **values)


def test_only_what_stands_accepted_is_granted_once_on_the_day_that_stands(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'departement.db'}")
    with database.engine.begin() as connection:
        upgrade_to(connection, "0006")
    put(database, "structure", id="CCAS", name="CCAS", created_at=AT)
    put(database, "device", id="poste", structure_id="CCAS", activated_at=AT)
    put(database, "account", id="agent", name="Camille", created_at=AT)
    decided(database, "a" * 36, "acceptee", 1, 2, 3, carnets=3)
    decided(database, "b" * 36, "refusee", 1, 2)
    decided(database, "c" * 36, "a_decider")
    decided(database, "d" * 36, "acceptee", 1, carnets=1)
    upgrade(database, now=AT)
    with database.reading() as session:
        found = {
            (row.prescription_id or "")[0]: (row.carnets, row.on, row.decision_number, row.kind)
            for row in session.scalars(sa.select(CreditMovementRow))
        }
    assert found == {
        "a": (-3, date(2026, 2, 3), 3, "decision"),
        "d": (-1, date(2026, 2, 1), 1, "decision"),
    }
    database.close()
