"""Many rows by one statement: what a laptop sends comes by the batch.

PostgreSQL gets all tables of a batch at once, the rows of each as one JSON parameter: less than
half the work of telling row after row, for it and for us. SQLite has nothing to gain by that.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final, TypeAlias, cast

from sqlalchemy import (
    JSON,
    Connection,
    Insert,
    String,
    Table,
    bindparam,
    column,
    func,
    insert,
    select,
)
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

Row: TypeAlias = Mapping[str, object]
_Shape: TypeAlias = tuple[Table, tuple[str, ...], tuple[str, ...], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of one table, which all name the same columns; no default is filled in.

    `shared` has the columns that are the same in each. Under the name `spread`, where there is one,
    a row tells a list of texts: it stands for as many rows.
    """

    table: Table
    rows: Sequence[Row]
    shared: Row = field(default_factory=dict[str, object])
    spread: str = ""


def insert_rows(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows of one table."""
    insert_all(session, [Rows(table=table, rows=rows)])


def insert_all(session: Session, parts: Sequence[Rows]) -> None:
    """Insert the rows of several tables, each once; those that others refer to first."""
    told = [part for part in parts if part.rows]
    if not told:
        return
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        _insert_at_once(connection, told)
        return
    for part in told:
        connection.execute(insert(part.table), list(_written_out(part)))


def _written_out(part: Rows) -> Iterator[Row]:
    for row in part.rows:
        if not part.spread:
            yield {**row, **part.shared}
            continue
        for value in cast("Sequence[object]", row[part.spread]):
            yield {**row, **part.shared, part.spread: value}


def _insert_at_once(connection: Connection, parts: Sequence[Rows]) -> None:
    given: dict[str, object] = {}
    for part in parts:
        given[part.table.name] = _WRITER.encode(part.rows)
        given |= {_named(part.table, name): value for name, value in part.shared.items()}
    shapes = tuple(
        (part.table, tuple(part.rows[0]), tuple(part.shared), part.spread) for part in parts
    )
    connection.execute(_statement(shapes), given)


def _named(table: Table, column_name: str) -> str:
    return f"{table.name}_{column_name}"


@lru_cache(maxsize=128)
def _statement(shapes: tuple[_Shape, ...]) -> Insert:
    """Return the SQL of rows of these shapes; it is written once and kept."""
    *others, last = (_from_json(*shape) for shape in shapes)
    return last.add_cte(*(one.cte(f"into_{one.table.name}") for one in others))


def _from_json(table: Table, own: tuple[str, ...], shared: tuple[str, ...], spread: str) -> Insert:
    types = {name: JSON() if name == spread else table.columns[name].type for name in own}
    rows = as_type(bindparam(table.name, type_=String), JSON)
    told = (
        func.json_to_recordset(rows)
        .table_valued(*(column(name, type_) for name, type_ in types.items()))
        .render_derived(name=f"told_{table.name}", with_types=True)
    )
    found: dict[str, Any] = {name: told.columns[name] for name in own}
    if spread:
        found[spread] = func.json_array_elements_text(told.columns[spread])
    for name in shared:
        found[name] = bindparam(_named(table, name), type_=table.columns[name].type)
    chosen = select(*(value.label(f"its_{name}") for name, value in found.items()))
    return insert(table).from_select(list(found), chosen, include_defaults=False)


def _as_text(value: object) -> str:
    """Write what JSON does not know as PostgreSQL reads it."""
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    if isinstance(value, date):  # an instant is one too
        return value.isoformat()
    raise TypeError("no column holds this")


_WRITER: Final = json.JSONEncoder(
    default=_as_text, ensure_ascii=False, separators=(",", ":"), check_circular=False
)
