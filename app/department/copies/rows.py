"""Every row of a database as lines of text, from one moment; such lines into an empty database.

The lines know nothing of SQLite or PostgreSQL, so what one wrote the other reads. Tables and
columns are those that the database has, not those of the code: an older backup can be read too.

Lines: `{"table": name, "columns": [names]}`, then one JSON array a row; the last one is
`{"end": {table: [rows, digest]}}`. A digest is the sum, modulo 2²⁵⁶, of the SHA-256 of each row's
line: databases do not agree on an order, and the sum needs none.
"""

import base64
import hashlib
import json
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, cast

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    func,
    insert,
    select,
    text,
)

from app.department.failures import CopyError

VERSIONS: Final = "alembic_version"
REVISION: Final = text("SELECT version_num FROM alembic_version")
_CHUNK: Final = 500
_MODULUS: Final = 1 << 256
Sums = dict[str, tuple[int, str]]
"""For each table, how many rows and the digest of them all."""


@dataclass(slots=True)
class _Sum:
    rows: int = 0
    digest: int = 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self.digest += int.from_bytes(hashlib.sha256(line).digest())

    def told(self) -> tuple[int, str]:
        return self.rows, f"{self.digest % _MODULUS:064x}"


@contextmanager
def one_moment(engine: Engine) -> Generator[Connection]:
    """Give a connection that sees one state of the database, whoever writes meanwhile."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("SELECT 1")  # PostgreSQL's moment is the first statement's
        yield connection


def tables_of(connection: Connection) -> list[Table]:
    """Return the tables, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSIONS]


def lines(connection: Connection) -> Iterator[bytes]:
    """Yield the whole content, a few hundred rows in memory at a time."""
    sums: Sums = {}
    for table in tables_of(connection):
        names = [column.name for column in table.columns]
        yield _line({"table": table.name, "columns": names})
        total = _Sum()
        for row in _rows(connection, table):
            total.add(row)
            yield row
        sums[table.name] = total.told()
    yield _line({"end": sums})


def sums_of(connection: Connection) -> Sums:
    """Return what the database holds, to be compared."""
    return _sums(json.loads(deque(lines(connection), maxlen=1).pop())["end"])


def load(connection: Connection, content: Iterable[bytes]) -> Sums:
    """Write `content` into a database that has the same tables and no row; return what was written.

    The caller's transaction holds it all: a fault leaves the database empty.

    Raises:
        CopyError: the content ends early, was altered, or is of other tables.
    """
    tables = {table.name: table for table in tables_of(connection)}
    found: dict[str, _Sum] = {}
    pile = _Pile(connection)
    for line in content:
        value: Any = json.loads(line)
        if line.startswith(b"["):
            found[pile.table_name].add(line)
            pile.add(value)
        elif "end" in value:
            pile.flush()
            sums = {name: total.told() for name, total in found.items()}
            if sums != _sums(value["end"]):
                raise CopyError("La copie n’est pas entière : rien n’a été changé.")
            _restart_numbers(connection, tables.values())
            return sums
        else:
            pile.flush()
            found[value["table"]] = _Sum()
            pile.begin(tables.get(value["table"]), value["columns"])
    raise CopyError("La copie s’arrête avant la fin : rien n’a été changé.")


def check(content: Iterable[bytes]) -> Sums:
    """Read `content` to its end without a database; return what it holds.

    Raises:
        CopyError: it ends early or was altered.
    """
    found: dict[str, _Sum] = {}
    current = _Sum()
    for line in content:
        if line.startswith(b"["):
            current.add(line)
            continue
        value = json.loads(line)
        if "end" in value:
            sums = {name: total.told() for name, total in found.items()}
            if sums != _sums(value["end"]):
                break
            return sums
        current = found[value["table"]] = _Sum()
    raise CopyError("La copie n’est pas entière : rien n’a été changé.")


class _Pile:
    """Rows that wait to be written together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table: Table | None = None
        self._columns: list[str] = []
        self._rows: list[dict[str, Any]] = []

    @property
    def table_name(self) -> str:
        if self._table is None:
            raise CopyError("La copie ne commence pas par une table : rien n’a été changé.")
        return self._table.name

    def begin(self, table: Table | None, columns: list[str]) -> None:
        if table is None or set(columns) != set(table.columns.keys()):
            raise CopyError("La copie a d’autres tables que cette version : rien n’a été changé.")
        self._table, self._columns = table, columns

    def add(self, values: list[Any]) -> None:
        named = zip(self._columns, values, strict=True)
        self._rows.append({name: _decoded(value) for name, value in named})
        if len(self._rows) >= _CHUNK:
            self.flush()

    def flush(self) -> None:
        if self._table is not None and self._rows:
            self._connection.execute(insert(self._table), self._rows)
        self._rows = []


def _rows(connection: Connection, table: Table) -> Iterator[bytes]:
    is_json = [isinstance(column.type, JSON) for column in table.columns]
    found = connection.execute(table.select(), execution_options={"yield_per": _CHUNK})
    for row in found:
        yield _line(
            [
                {"j": value} if json_ and value is not None else _encoded(value)
                for value, json_ in zip(row, is_json, strict=True)
            ]
        )


def _encoded(value: object) -> object:
    if isinstance(value, datetime):  # SQLite forgets the zone: what it keeps is in UTC
        aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return {"i": aware.isoformat(timespec="microseconds")}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, bytes):
        return {"b": base64.b64encode(value).decode("ascii")}
    if value is None or isinstance(value, str | int):
        return value
    raise CopyError(f"Un contenu de type {type(value).__name__} ne se copie pas.")


def _decoded(value: object) -> object:
    if not isinstance(value, dict):
        return value
    ((sort, content),) = cast("dict[str, Any]", value).items()
    return _READ[sort](content)


_READ: Final[dict[str, Callable[[Any], object]]] = {
    "i": datetime.fromisoformat,
    "d": date.fromisoformat,
    "b": base64.b64decode,
    "j": lambda content: content,
}


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _sums(value: dict[str, list[Any]]) -> Sums:
    return {name: (int(rows), str(digest)) for name, (rows, digest) in value.items()}


def _restart_numbers(connection: Connection, tables: Iterable[Table]) -> None:
    """Let PostgreSQL number new rows after those that were written with their numbers."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        column = table.autoincrement_column
        if column is not None and _is_numbered(connection, table, column):
            highest = connection.scalar(select(func.max(column)))
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, :column), :next, false)"),
                {"table": f'"{table.name}"', "column": column.name, "next": (highest or 0) + 1},
            )


def _is_numbered(connection: Connection, table: Table, column: Column[Any]) -> bool:
    if not isinstance(column.type, Integer):
        return False
    named = {"table": f'"{table.name}"', "column": column.name}
    asked = text("SELECT pg_get_serial_sequence(:table, :column)")
    return connection.scalar(asked, named) is not None
