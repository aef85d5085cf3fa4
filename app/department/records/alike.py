"""Who may be the same person: those that share a key, compared by the rule of `likeness`.

Compared at the Département and nowhere else (decision 0033).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    String,
    TableValuedAlias,
    and_,
    any_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session, aliased

from app.department.database.base import table_of
from app.department.database.prescriptions import PrescriptionRow
from app.department.records.likeness import Degree, Likeness, Profile, compare, is_far
from app.department.records.persons import Keys

MOST_COMPARED: Final = 200  # of one key: the newest; a key this common tells little
_KEYS: Final = (
    PrescriptionRow.name_key,
    PrescriptionRow.sound_key,
    PrescriptionRow.address_key,
)
_OTHER: Final = aliased(PrescriptionRow)
_ALL: Final = table_of(PrescriptionRow)
_STRUCTURE: Final = bindparam("structure", type_=String)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Described:
    """What of a prescription is compared, before there is a row of it."""

    id: str
    structure_id: str
    name_key: str
    sound_key: str
    address_key: str
    payload: dict[str, Any]

    @classmethod
    def of(cls, columns: Mapping[str, Any], structure_id: str) -> "Described":
        """Take it from the columns of a row to be."""
        return cls(
            id=columns["id"],
            structure_id=structure_id,
            name_key=columns["name_key"],
            sound_key=columns["sound_key"],
            address_key=columns["address_key"],
            payload=columns["payload"],
        )


Compared: TypeAlias = PrescriptionRow | Described
Alike: TypeAlias = dict[str, tuple[Likeness, str]]
"""Look-alikes by identifier, each with the identifier of the person's earlier prescription."""


def _sharing_a_key(
    keys: Sequence[ColumnElement[str]], where: ColumnElement[bool], told: FromClause | None = None
) -> ScalarSelect[str]:
    """Return the query of who has one of three keys; `told` is what these are columns of."""
    branches = [
        select(_OTHER.id)
        .where(own == key, where)
        .order_by(_OTHER.received_at.desc())
        .limit(MOST_COMPARED)
        .correlate(told)
        .subquery()
        for own, key in zip(
            (_OTHER.name_key, _OTHER.sound_key, _OTHER.address_key), keys, strict=True
        )
    ]
    return union_all(*(select(one.c.id) for one in branches)).scalar_subquery()


def _elsewhere(
    told: TableValuedAlias,
    field: Callable[[str], ColumnElement[str]],
    among: Callable[[ScalarSelect[str]], ColumnElement[bool]],
) -> Select[str, str, dict[str, Any], str, str, str]:
    """Return the query of who shares a key, in another structure, with each of those `told`.

    `field` reads what one of them says under a name.
    """
    own, *keys = (field(name) for name in ("id", *(key.key for key in _KEYS)))
    ids = _sharing_a_key(keys, _OTHER.structure_id != _STRUCTURE, told)
    found = (_ALL.c[name] for name in ("id", "payload", *(key.key for key in _KEYS)))
    return select(own, *found).select_from(told.join(_ALL, among(ids)))


_TOLD: Final = bindparam("told", type_=String)
_EACH_SQLITE: Final = func.json_each(_TOLD).table_valued("value")
_EACH_POSTGRESQL: Final = func.json_array_elements(as_type(_TOLD, JSON)).table_valued(
    column("value", JSON)
)
# Written once: they are the same for each of the thousands that a day brings.
_ELSEWHERE: Final = {
    "sqlite": _elsewhere(
        _EACH_SQLITE,
        # not `->>`, which SQLite knows from 3.38 on: an older system may carry an older one
        lambda name: func.json_extract(
            _EACH_SQLITE.c.value, literal_column(f"'$.{name}'"), type_=String()
        ),
        _ALL.c.id.in_,
    ),
    "postgresql": _elsewhere(  # of `IN` it would make a walk through the whole table
        _EACH_POSTGRESQL,
        lambda name: _EACH_POSTGRESQL.c.value.op("->>", return_type=String())(
            literal_column(f"'{name}'")
        ),
        lambda ids: _ALL.c.id == any_(func.array(ids)),
    ),
}
_WITHIN: Final = select(PrescriptionRow).where(
    PrescriptionRow.id.in_(
        _sharing_a_key(
            [bindparam(key.key, type_=String) for key in _KEYS],
            and_(_OTHER.structure_id == _STRUCTURE, _OTHER.id != bindparam("id", type_=String)),
        )
    )
)


def same_structure(session: Session, row: PrescriptionRow) -> Sequence[PrescriptionRow]:
    """Return the person's other prescriptions in the same structure, newest first."""
    if not (row.name_key or row.sound_key or row.address_key):
        return []  # withdrawn, or without anything to compare
    profile = _profile(row.payload)
    rows = session.scalars(_WITHIN, {**_described(row), "structure": row.structure_id})
    linked = {str(row.payload.get("earlier", ""))}
    return sorted(
        (
            one
            for one in rows
            if one.id in linked
            or one.payload.get("earlier") == row.id
            or _is_exact(compare(profile, _profile(one.payload)))
        ),
        key=lambda one: (one.received_at, one.id),
        reverse=True,
    )


def _is_exact(likeness: Likeness | None) -> bool:
    return likeness is not None and likeness.degree is Degree.EXACTE


def look_alike(session: Session, rows: Sequence[Compared]) -> dict[str, Alike]:
    """Return who looks like several rows of one structure in other structures, by their ids."""
    named = {row.id: row for row in rows if row.name_key}
    if not named:
        return {}
    given = {
        "told": json.dumps([_described(row) for row in named.values()]),
        "structure": rows[0].structure_id,
    }
    profiles: dict[str, Profile] = {}
    found: dict[str, Alike] = {}
    connection = session.connection()
    statement = _ELSEWHERE[connection.dialect.name]
    for own, id_, payload, *keys in connection.execute(statement, given):
        profile = profiles.get(own) or profiles.setdefault(own, _profile_of(named[own]))
        other = Keys(names=keys[0], sound=keys[1], address=keys[2])
        if is_far(profile, payload.get("personne", {}), other):
            continue
        likeness = compare(profile, _profile(payload, other))
        if likeness is not None:
            found.setdefault(own, {})[id_] = (likeness, str(payload.get("earlier", "")))
    return found


def _profile_of(row: Compared) -> Profile:
    keys = Keys(names=row.name_key, sound=row.sound_key, address=row.address_key)
    return _profile(row.payload, keys)


def _described(row: Compared) -> dict[str, str | None]:
    """Return what finds who shares a key; one that it has not is NULL, which equals nothing."""
    return {"id": row.id, **{key.key: getattr(row, key.key) or None for key in _KEYS}}


def _profile(payload: dict[str, Any], keys: Keys | None = None) -> Profile:
    return Profile.of(cast("dict[str, Any]", payload.get("personne", {})), keys)
