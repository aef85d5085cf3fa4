"""Connections: SQLite writes start with BEGIN IMMEDIATE, reads with a plain BEGIN.

pysqlite would begin a transaction at the first write only, too late to keep two writers apart;
so its own transaction control is switched off and ours sends the BEGIN.
"""

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from sqlite3 import Connection as SqliteConnection
from typing import Final

from sqlalchemy import Connection, Engine, String, create_engine, event, literal_column
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

BUSY_TIMEOUT_S = 30
# A column of a statement that need not outlive a power cut, on PostgreSQL.
HURRIED: Final = literal_column("set_config('synchronous_commit', 'off', true)", String)
_SURE_S: Final = 5  # so long after its last use a connection is not asked whether it still works


@dataclass(frozen=True)
class Database:
    """One database, opened; `close` gives its connections back."""

    engine: Engine

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Give a session that sees one state of the database and writes nothing."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Generator[Session]:
        """Give a session whose work is committed when the block ends, else undone.

        Not `lasting`: it need not outlive a power cut. PostgreSQL may lose it when its machine
        stops within the second, unless something lasting was committed since; nobody waits for its
        disk. SQLite keeps it as it keeps the rest.
        """
        with Session(self._writer) as session, session.begin():
            if not lasting:
                _hurry(session.connection())
            yield session

    @contextmanager
    def linked(self) -> Generator[Connection]:
        """Give a connection for a few statements.

        On PostgreSQL each is a transaction of its own; on SQLite each is begun and ended by hand.
        """
        with self._linking.connect() as connection:
            yield connection

    @contextmanager
    def noting(self, connection: Connection) -> Generator[None]:
        """Write over a connection of `linked`: one transaction on SQLite."""
        connection.execution_options(begin="IMMEDIATE")
        with connection.begin():
            yield

    @cached_property
    def _writer(self) -> Engine:
        return self.engine.execution_options(begin="IMMEDIATE")

    @cached_property
    def _linking(self) -> Engine:
        if self.engine.dialect.name == "sqlite":
            return self.engine
        return self.engine.execution_options(isolation_level="AUTOCOMMIT")

    def forget_log(self) -> None:
        """Empty SQLite's write-ahead log, where erased content would outlive its erasure.

        While somebody reads, what he reads stays; the next call takes it away.
        """
        if self.engine.dialect.name == "sqlite":
            raw = self.engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open the database at `url` (SQLite or PostgreSQL); its tables come from `upgrade`."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        # The last one given back is taken first: it has the statements prepared already.
        remote = create_engine(address, hide_parameters=True, pool_use_lifo=True)
        _ask_when_idle(remote)
        return Database(remote)
    engine = create_engine(  # parameters are persons: they stand in no message of an error
        address,
        hide_parameters=True,
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Database(engine)


def _hurry(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")


def _ask_when_idle(engine: Engine) -> None:
    """Ask a connection that was idle whether it still works: its server may have gone."""

    def given_back(_: object, entry: ConnectionPoolEntry) -> None:
        entry.info["used_at"] = time.monotonic()

    def taken(
        connection: DBAPIConnection, entry: ConnectionPoolEntry, _: PoolProxiedConnection
    ) -> None:
        if time.monotonic() - entry.info.get("used_at", time.monotonic()) < _SURE_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as gone:
            raise DisconnectionError from gone  # the pool takes another

    event.listen(engine, "checkin", given_back)
    event.listen(engine, "checkout", taken)


def _prepare(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("begin", "")
    connection.exec_driver_sql(f"BEGIN {mode}".strip())
