"""Connections: SQLite writes start with BEGIN IMMEDIATE, reads with a plain BEGIN.

pysqlite would begin a transaction at the first write only, too late to keep two writers apart;
so its own transaction control is switched off and ours sends the BEGIN.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

BUSY_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Database:
    """One database, opened; `close` gives its connections back."""

    engine: Engine

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Give a session that sees one state of the database and writes nothing."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Generator[Session]:
        """Give a session whose work is committed when the block ends, else undone."""
        writer = self.engine.execution_options(begin="IMMEDIATE")
        with Session(writer) as session, session.begin():
            yield session

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
        return Database(create_engine(address, pool_pre_ping=True, hide_parameters=True))
    engine = create_engine(  # parameters are persons: they stand in no message of an error
        address,
        hide_parameters=True,
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Database(engine)


def _prepare(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("begin", "")
    connection.exec_driver_sql(f"BEGIN {mode}".strip())
