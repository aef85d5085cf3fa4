"""Settings, and what the program must remember of itself, by key.

Every function takes the caller's session and never commits. A value is anything JSON can write; a
person's data never stands here.
"""

import json

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.storage.tables.structure import ParametreRow

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_VALUE = select(ParametreRow.value).where(ParametreRow.key == bindparam("wanted"))


def load(session: Session, key: str) -> Json:
    """Return the value under `key`, None when there is none."""
    value = session.scalar(_VALUE, {"wanted": key})  # the column alone: half the time of a row
    return None if value is None else json.loads(value)


def text(session: Session, key: str, default: str = "") -> str:
    """Return the text under `key`, `default` when there is none."""
    value = load(session, key)
    return value if isinstance(value, str) else default


def number(session: Session, key: str, default: int = 0) -> int:
    """Return the whole number under `key`, `default` when there is none."""
    value = load(session, key)
    return value if isinstance(value, int) else default


def keep(session: Session, key: str, value: Json) -> None:
    """Keep `value` under `key`, in place of the former one."""
    session.merge(ParametreRow(key=key, value=json.dumps(value, ensure_ascii=False)))
    session.flush()


def remove(session: Session, key: str) -> None:
    """Forget what stands under `key`."""
    row = session.get(ParametreRow, key)
    if row is not None:
        session.delete(row)
        session.flush()
