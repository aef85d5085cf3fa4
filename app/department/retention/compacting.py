"""What a database keeps on the disk of what was erased, and how it is written anew.

SQLite: `secure_delete` overwrites at once; a checkpoint empties the log; `VACUUM` then writes every
page anew, also those where a row had moved. PostgreSQL keeps old versions of rows in its files:
`VACUUM FULL` writes the tables that hold persons anew. Its write-ahead log keeps them until it is
recycled, which a checkpoint begins, and archives of that log as long as the operator keeps them:
no program can do that for him (exploitation-departement.md says what to set).
"""

import sqlite3
from contextlib import suppress
from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from app.department.database.engine import Database

# Every table in which something of a person stands.
HOLDING: Final = (
    "prescription",
    "prescription_word",
    "decision",
    "conflict",
    "duplicate",
    "account",
    "dossier",
    "relayed_decision",
)
SMALL_BYTES: Final = 64 * 1024 * 1024  # written anew within the second: an agent may wait for it
_LOCK_WAIT: Final = "10s"


def size(database: Database) -> int:
    """Return how many bytes would be written anew."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
        return sum(
            int(
                connection.scalar(
                    text("SELECT pg_total_relation_size(to_regclass(:name))"), {"name": name}
                )
                or 0
            )
            for name in HOLDING
        )


def write_anew(database: Database) -> bool:
    """Leave nothing of what was erased in the tables' files; tell whether it was done.

    It is not when somebody reads or writes for too long: the next daily task does it.
    """
    try:
        if database.engine.dialect.name == "sqlite":
            return _sqlite(database)
        engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            return _postgresql(connection)
    except (DBAPIError, sqlite3.Error):
        return False


def _sqlite(database: Database) -> bool:
    raw = database.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        found = cursor.fetchone()
        return found is not None and not found[0]
    finally:
        raw.close()


def _postgresql(connection: Connection) -> bool:
    connection.exec_driver_sql(f"SET lock_timeout = '{_LOCK_WAIT}'")
    try:
        for name in HOLDING:
            connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{name}"')
    finally:
        connection.exec_driver_sql("RESET lock_timeout")
    with suppress(DBAPIError):  # a right that a careful operator does not give; it comes by itself
        connection.exec_driver_sql("CHECKPOINT")
    return True
