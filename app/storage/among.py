"""Read, erase and blank the rows of many records at once, in statements that never change.

A purge of thousands works in batches of some 100 ms: forty statements each, for which building and
compiling `IN (?, ?, …)` anew would take longer than the database needs. Here the identifiers are
one parameter, a JSON list, and the SQL of each table is written once. Names come from the mapped
classes, never from data. Rows past their term are reached too.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy.orm import InstrumentedAttribute, Session

from app.storage.tables.base import Base

Key = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
"""The column that names the records."""

_AMONG: Final = "IN (SELECT value FROM json_each(?))"
_EMPTY: Final = "empty tables"


def pass_over_empty_tables(session: Session) -> None:
    """Ask once which tables have no row; whatever looks for rows there then finds none.

    For a transaction that only erases, such as each of the hundreds of a purge: a third of its
    statements would be about what most laptops never keep.
    """
    found = session.connection().exec_driver_sql(_empty_tables())
    session.info[_EMPTY] = frozenset(row[0] for row in found)


def may_hold(session: Session, table: type[Base]) -> bool:
    """Tell whether a table may have rows: false only after `pass_over_empty_tables`."""
    return _may_hold(session, table.__tablename__)


def rows_among(
    session: Session, key: Key, ids: Sequence[str], *columns: InstrumentedAttribute[Any]
) -> Sequence[tuple[Any, ...]]:
    """Return these columns of the rows whose `key` is one of `ids`, as the database keeps them."""
    if not ids or not _may_hold(session, _table(key)):
        return ()
    sql = _select(_table(key), key.key, tuple(column.key for column in columns))
    found = session.connection().exec_driver_sql(sql, (json.dumps(list(ids)),))
    return [tuple(row) for row in found]


def ids_among(
    session: Session, wanted: InstrumentedAttribute[str], key: Key, ids: Sequence[str]
) -> Sequence[str]:
    """Return the identifiers of the rows whose `key` is one of `ids`."""
    return [row[0] for row in rows_among(session, key, ids, wanted)]


def erase_among(session: Session, key: Key, ids: Sequence[str]) -> int:
    """Erase the rows whose `key` is one of `ids`; return how many they were."""
    if not ids or not _may_hold(session, _table(key)):
        return 0
    sql = _delete(_table(key), key.key)
    return session.connection().exec_driver_sql(sql, (json.dumps(list(ids)),)).rowcount


def blank_among(
    session: Session, key: Key, ids: Sequence[str], values: Mapping[str, str | None]
) -> None:
    """Write `values` into the rows whose `key` is one of `ids`."""
    if ids and _may_hold(session, _table(key)):
        sql = _update(_table(key), key.key, tuple(values))
        given = (*values.values(), json.dumps(list(ids)))
        session.connection().exec_driver_sql(sql, given)


def _may_hold(session: Session, table: str) -> bool:
    return table not in session.info.get(_EMPTY, ())


def _table(key: Key) -> str:
    name: str = key.class_.__tablename__
    return name


@cache
def _select(table: str, key: str, columns: tuple[str, ...]) -> str:
    return f"SELECT {', '.join(columns)} FROM {table} WHERE {key} {_AMONG}"  # noqa: S608 - our names


@cache
def _delete(table: str, key: str) -> str:
    return f"DELETE FROM {table} WHERE {key} {_AMONG}"  # noqa: S608 - our names


@cache
def _update(table: str, key: str, columns: tuple[str, ...]) -> str:
    written = ", ".join(f"{column} = ?" for column in columns)
    return f"UPDATE {table} SET {written} WHERE {key} {_AMONG}"  # noqa: S608 - our names


@cache
def _empty_tables() -> str:
    return " UNION ALL ".join(
        f"SELECT '{name}' WHERE NOT EXISTS (SELECT 1 FROM {name})"  # noqa: S608 - our names
        for name in Base.metadata.tables
    )
