"""Many rows of one table by one statement: what a laptop sends comes by the batch."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from sqlalchemy import JSON, Insert, String, Table, bindparam, cast, column, func, insert, select
from sqlalchemy.orm import Session

_ROWS: Final = bindparam("rows", type_=String)


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert `rows`, which all have the same columns of `table`; no default is filled in.

    PostgreSQL gets them as one JSON parameter, which takes it, and us, half the time of a
    statement that is told row after row; SQLite has nothing to gain by that.
    """
    if not rows:
        return
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        given = {"rows": json.dumps(rows, default=_as_text, ensure_ascii=False)}
        connection.execute(_from_json(table, tuple(rows[0])), given)
    else:
        connection.execute(insert(table), rows)


@lru_cache(maxsize=64)
def _from_json(table: Table, names: tuple[str, ...]) -> Insert:
    columns = [column(name, table.columns[name].type) for name in names]
    told = func.json_to_recordset(cast(_ROWS, JSON)).table_valued(*columns)
    found = told.render_derived(name="told", with_types=True)
    return insert(table).from_select(
        list(names), select(*(found.columns[name] for name in names)), include_defaults=False
    )


def _as_text(value: object) -> str:
    """Write what JSON does not know as PostgreSQL reads it."""
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    if isinstance(value, date):  # an instant is one too
        return value.isoformat()
    raise TypeError("no column holds this")
