"""The bare side of `department_reception`: the INSERT of the rows that the service made of batches.

One transaction a batch, committed before the next one begins, as each laptop is only answered once
its batch is on the disk; as many connections as laptops push over; tables and indices those of the
service, its foreign keys too, empty at first; psycopg's `executemany`, prepared and pipelined. What
the service has to do besides (open, verify, compare, look for what it holds) is not there.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, Final

import psycopg
from psycopg.types.json import Json
from sqlalchemy import make_url

from app.bootstrap.clock import SystemClock
from app.department.database.engine import open_database
from app.department.database.upgrade import upgrade
from benchmarks.department_service import new_database, postmaster
from benchmarks.department_sharing import share, timed
from benchmarks.processor import Watch

_OWNERS: Final = ("structure", "device")  # what the rows of a batch refer to
_ROWS: Final = (
    ("prescription", "id"),
    ("prescription_word", "prescription_id"),
    ("revision", "prescription_id"),
    ("journal", "object_id"),
)

Rows = tuple[list[str], list[tuple[Any, ...]]]
Connection = psycopg.Connection[tuple[Any, ...]]


class Bare:
    """A database of the same server that takes the same rows; `received` is the service's own.

    `processor_s`: what the last insertion used, here and in PostgreSQL.
    """

    def __init__(self, server: str, received: str, connections: int) -> None:
        self._server, self._received, self._connections = server, received, connections
        self.processor_s: dict[str, float] = {}
        self._url = new_database(server)
        database = open_database(self._url)
        upgrade(database, now=SystemClock().now())
        database.close()
        with _connected(received) as source, _connected(self._url) as target:
            for table in _OWNERS:
                _insert(target, table, _rows(source, f"SELECT * FROM {table}"))  # noqa: S608 - our names
            target.commit()

    def insert_s(self, batches: Sequence[Sequence[str]]) -> float:
        """Insert what the service made of these items, by batch; return the seconds it took."""
        with _connected(self._received) as source:
            made = [_of_batch(source, ids) for ids in batches]

        def work(waiting: Iterator[list[tuple[str, Rows]]]) -> None:
            with _connected(self._url) as connection:
                for tables in waiting:
                    for table, rows in tables:
                        _insert(connection, table, rows)
                    connection.commit()

        watch = Watch({"bare_postgresql": postmaster(self._server)}, own="bare")
        taken_s = timed(lambda: share(made, work, self._connections))
        self.processor_s = watch.used_s()
        return taken_s

    def count_received(self, table: str) -> int:
        """Return how many rows the service has in a table."""
        with _connected(self._received) as source:
            return int(_rows(source, f"SELECT count(*) FROM {table}")[1][0][0])  # noqa: S608 - as above


def _of_batch(source: Connection, ids: Sequence[str]) -> list[tuple[str, Rows]]:
    return [
        (table, _rows(source, f"SELECT * FROM {table} WHERE {key} = ANY(%s)", [list(ids)]))  # noqa: S608
        for table, key in _ROWS
    ]


def _rows(source: Connection, query: str, given: Sequence[object] = ()) -> Rows:
    found = source.execute(query.encode(), given)
    names = [column.name for column in found.description or ()]
    return names, [
        tuple(Json(value) if isinstance(value, dict) else value for value in row) for row in found
    ]


def _insert(connection: Connection, table: str, rows: Rows) -> None:
    names, values = rows
    places = ", ".join(["%s"] * len(names))
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.executemany(statement.encode(), values)


@contextmanager
def _connected(url: str) -> Generator[Connection]:
    address = make_url(url).set(drivername="postgresql")
    with closing(psycopg.connect(address.render_as_string(hide_password=False))) as connection:
        yield connection
